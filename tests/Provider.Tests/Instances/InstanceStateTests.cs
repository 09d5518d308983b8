// The outputs of an instance: all of them, and secret what was secret.
using CsCheck;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceStateTests
{
    [Fact]
    public void The_seed_pages_answer_gives_every_output_that_it_tells()
    {
        var answer = new Instance
        {
            Id = 12,
            Name = "Test",
            Token = "cuED0/DezalhhzK2OtO6kMP7NvPnMyNcRDZc=",
            Connector = new Connector
            {
                Id = 37,
                Name = "Infobip",
                Key = "infobip",
            },
            Valid = true,
            Disabled = false,
            MaxCacheSize = 0,
            CacheTimeToLive = 0,
            CachingEnabled = false,
        };
        var secret = PropertyValue.Secret(PropertyValue.Of("s3cret"));
        var expected = Wire.Map(
            """
            { "sender": "+17777777777", "username": "me", "callbackUrl": "https://www.example.com/auth", "name": "Test", "enabled": true,
              "valid": true, "disabled": false, "maxCacheSize": 0, "cacheTimeToLive": 0, "cachingEnabled": false,
              "connector": { "id": 37, "key": "infobip", "name": "Infobip" } }
            """)
            .With("password", secret)
            .With("token", PropertyValue.Secret(PropertyValue.Of("cuED0/DezalhhzK2OtO6kMP7NvPnMyNcRDZc=")));
        Assert.Equal(expected, InstanceState.After(Some.CheckedInputs, answer));
    }

    [Fact]
    public void What_the_service_does_not_tell_keeps_its_last_known_value()
    {
        var inputs = Some.CheckedInputs.With("tags", PropertyValue.Of(["a"]));
        var known = InstanceState.After(inputs, Some.Answer(inputs) with { CreatedDate = "2026-01-01T00:00:00Z" });
        Assert.Equal(known, InstanceState.After(inputs, new Instance { Id = 12 }, known));
        Assert.Equal(known["tags"], InstanceState.After(inputs.Without("tags"), new Instance { Id = 12 }, known)["tags"]);
    }

    [Fact]
    public void Entries_that_were_taken_out_of_the_program_leave_the_state()
    {
        var before = Some.CheckedInputs.With("extraConfiguration", Wire.Value("""{ "a.b": "1" }"""));
        var state = InstanceState.After(before, Some.Answer(before));
        Assert.False(InstanceState.After(Some.CheckedInputs, Some.Answer(), state).ContainsKey("extraConfiguration"));
    }

    [Fact]
    public void The_token_and_the_password_are_secret_whatever_came_before()
    {
        var plain = Wire.Map("""{ "token": "t0ken", "password": "s3cret" }""");
        PropertyMap[] states =
        [
            InstanceState.After(Some.Inputs, Some.Answer()),
            InstanceState.After(PropertyMap.Empty, new Instance { Id = 12 }, plain),
            InstanceState.Preview(Some.Inputs),
            InstanceState.Preview(Some.Inputs, plain),
            InstanceState.Completed(Wire.Map("""{ "sender": "x" }""").With("token", PropertyValue.Secret(PropertyValue.Of("t0ken"))), Some.Inputs),
        ];
        Assert.All(states, state =>
        {
            Assert.IsType<PropertyValue.SecretValue>(state["token"]);
            Assert.IsType<PropertyValue.SecretValue>(state["password"]);
        });
    }

    [Fact]
    public void What_is_secret_in_the_inputs_is_secret_in_every_state() =>
        Gen.Select(RandomInputs.Any, Gen.Int).Sample((program, seed) =>
        {
            var (inputs, secrets) = WithNumberedSecrets(program);
            var random = new Random(seed);
            var made = InstanceState.After(inputs, Some.Answer(inputs));
            var answer = Disturbed(inputs, random);
            var refreshed = InstanceDrift.Refresh(inputs, made, answer);
            PropertyMap[] maps =
            [
                made,
                refreshed,
                InstanceState.After(refreshed, answer, made),
                InstanceState.Preview(inputs),
                InstanceState.Preview(inputs, made),
                InstanceState.Switched(made, true),
                InstanceRequests.LeavingAlone(inputs, Some.Paths("tags", "name", "sender", "extraConfiguration[*]"), answer),
            ];
            foreach (var map in maps)
            {
                Assert.DoesNotContain(Trees.Bare(map), text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
                Assert.True(inputs.Find("enabled")?.IsSecret != true || map["enabled"].IsSecret, "enabled is bare");
            }
        });

    [Fact]
    public void A_preview_tells_what_is_known_and_nothing_more()
    {
        var created = InstanceState.Preview(Some.CheckedInputs);
        Assert.Equal(Some.CheckedInputs.Keys.Append("enabled").Concat(InstanceProperties.ComputedOutputs).Order(), created.Keys.Order());
        Assert.Equal(
            ["token", "valid", "connector", "maxCacheSize", "cacheTimeToLive", "cachingEnabled", "createdDate"],
            created.Where(output => output.Value.IsUnknown).Select(output => output.Key));

        var known = InstanceState.After(Some.CheckedInputs, Some.Answer());
        var updated = InstanceState.Preview(Some.CheckedInputs.With("name", PropertyValue.Of("new")), known);
        Assert.Equal(["valid"], updated.Where(output => output.Value.IsUnknown).Select(output => output.Key));
        Assert.Equal("new", updated["name"].AsString);
        Assert.Equal(known["token"], updated["token"]);
    }

    [Fact]
    public void A_state_from_an_import_is_completed_by_the_programs_password()
    {
        var imported = InstanceState.After(InstanceImport.Inputs(Some.Answer()), Some.Answer());
        Assert.False(imported.ContainsKey("password"));
        Assert.Equal(imported.With("password", Some.CheckedInputs["password"]), InstanceState.Completed(imported, Some.CheckedInputs));
    }

    /// <summary>The same inputs with texts in the secret places that stand nowhere else, and these texts.</summary>
    private static (PropertyMap Inputs, List<string> Secrets) WithNumberedSecrets(PropertyMap inputs)
    {
        var secrets = new List<string>();
        return (new PropertyMap(inputs.Select(input => KeyValuePair.Create(input.Key, Numbered(input.Value, secret: false)))), secrets);

        PropertyValue Numbered(PropertyValue value, bool secret)
        {
            switch (value)
            {
                case PropertyValue.SecretValue marked:
                    return PropertyValue.Secret(Numbered(marked.Value, secret: true));
                case PropertyValue.StringValue when secret:
                    secrets.Add($"#{secrets.Count}#");
                    return PropertyValue.Of(secrets[^1]);
                case PropertyValue.ArrayValue array:
                    return PropertyValue.Of(array.Items.Select(item => Numbered(item, secret)).ToList());
                case PropertyValue.ObjectValue map:
                    return PropertyValue.Of(new PropertyMap(map.Members.Select(member => KeyValuePair.Create(member.Key, Numbered(member.Value, secret))).ToList()));
                default:
                    return value;
            }
        }
    }

    /// <summary>An answer in which the service masks nothing, writes some values in its own way, and has some changes of others.</summary>
    private static Instance Disturbed(PropertyMap inputs, Random random)
    {
        var answer = Some.Answer(inputs);
        return answer with
        {
            Name = Own(answer.Name!),
            Configuration = InstanceRequests.Whole(inputs).Configuration.ToDictionary(entry => entry.Key, entry => Own(entry.Value)),
            Tags = answer.Tags is { } tags ? [.. tags.Select(Own), .. random.Next(2) == 0 ? ["theirs"] : Array.Empty<string>()] : ["theirs"],
            Disabled = random.Next(2) == 0,
        };

        string Own(string text) => random.Next(3) == 0 ? text + "~" : text;
    }
}
