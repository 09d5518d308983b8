// The check with secrets and unknowns anywhere: nothing is shown, nothing fails for not being known yet.
using CsCheck;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceCheckSecrecyTests
{
    private const string Canary = "cAnArY";

    /// <summary>Texts with the canary in them, most of them mistakes.</summary>
    private static readonly Gen<PropertyValue> Texts = Gen.OneOf(
        Canary, $"{Canary}\n", $"“{Canary}”", $"<INSERT_{Canary}>", $"<b>{Canary}</b>", $"ftp://{Canary}", $"https://{Canary}@", $"{Canary}\0").Select(PropertyValue.Of);

    private static readonly Gen<PropertyValue> Values = Gen.OneOf(
        Texts,
        Texts.Array[1, 3].Select(items => PropertyValue.Of(items)),
        Texts.Array[1, 3].Select(items => PropertyValue.Of(items.Select(PropertyValue.Secret))),
        Texts.Select(text => PropertyValue.Of(PropertyMap.Empty.With("a.b", text).With("messaging.sms.infobip.sender", text))),
        Texts.Select(text => PropertyValue.Of(PropertyMap.Empty.With("x", PropertyValue.Secret(PropertyValue.Of([text]))))),
        Texts.Select(text => (PropertyValue)new PropertyValue.AssetValue(PropertyMap.Empty.With("text", text))));

    private static readonly string[] Names = [.. InstanceProperties.Inputs.Select(input => input.Name), "pasword", "colour", "a.b"];

    [Fact]
    public void No_reason_ever_holds_a_value() =>
        Gen.Select(Gen.OneOf(Names), Values, Gen.Bool).Array[1, 5].Sample(given =>
        {
            var inputs = new PropertyMap(given.Select(one => KeyValuePair.Create(one.Item1, one.Item3 ? PropertyValue.Secret(one.Item2) : one.Item2)));
            foreach (var failure in Some.Check(inputs).Failures)
            {
                Assert.DoesNotContain(Canary, failure.Reason, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Canary, failure.Property, StringComparison.OrdinalIgnoreCase);
            }
        });

    /// <summary>The engine prints the program's value of a top-level property that a failure names, in clear.</summary>
    [Fact]
    public void No_failure_names_a_property_that_holds_a_secret() =>
        Gen.Select(Gen.OneOf(Names), Values, Gen.Bool).Array[1, 5].Sample(given =>
        {
            var inputs = new PropertyMap(given.Select(one => KeyValuePair.Create(one.Item1, one.Item3 ? PropertyValue.Secret(one.Item2) : one.Item2)));
            Assert.All(Some.Check(inputs).Failures, failure =>
            {
                var shown = inputs.Find(failure.Property);
                Assert.False(shown is { ContainsSecret: true }, $"'{failure.Property}' is named: {failure.Reason}");
                Assert.True(shown is null || failure.Property is not ("password" or "pasword" or "colour" or "a.b"), $"'{failure.Property}' is named: {failure.Reason}");
            });
        });

    [Fact]
    public void What_is_not_known_yet_never_fails_each_and_all_together()
    {
        var all = new PropertyMap(InstanceProperties.Inputs.Select(input => KeyValuePair.Create(input.Name, PropertyValue.Unknown)));
        PropertyMap[] programs =
        [
            .. InstanceProperties.Inputs.Select(input => Some.Inputs.With(input.Name, PropertyValue.Unknown)),
            .. InstanceProperties.Inputs.Select(input => Some.Inputs.With(input.Name, PropertyValue.Secret(PropertyValue.Unknown))),
            all,
            Some.InputsWith("tags", $"""["a", "{Wire.UnknownText}"]"""),
            Some.InputsWith("extraConfiguration", $$"""{ "a.b": "{{Wire.UnknownText}}" }"""),
        ];
        Assert.All(programs, inputs =>
        {
            var answer = Some.Check(inputs);
            Assert.Empty(answer.Failures);
            Assert.All(inputs.Where(input => input.Value.ContainsUnknown), input => Assert.True(answer.Inputs[input.Key].ContainsUnknown, input.Key));
            Assert.False(answer.Inputs.ContainsKey(InstanceProperties.GeneratedName));
        });
    }

    [Fact]
    public void What_is_not_known_yet_passes_through_diff_and_previews()
    {
        var operation = new UpdateCall("12", InstanceState.After(Some.CheckedInputs, Some.Answer()), Some.CheckedInputs, Some.CheckedInputs, []);
        var resource = new InfoBipInstanceResource(() => throw new InvalidOperationException("a preview asked the service"), () => CreateJournal.None);
        foreach (var input in InstanceProperties.Inputs)
        {
            var inputs = Some.Check(Some.Inputs.With(input.Name, PropertyValue.Unknown)).Inputs;
            Assert.Equal([$"{(Some.Inputs.ContainsKey(input.Name) ? "Update" : "Add")} {input.Name}"], Some.Diff(Some.CheckedInputs, inputs));

            var created = resource.PreviewCreate(inputs);
            Assert.Equal(
                new[] { input.Name }.Concat(InstanceProperties.ComputedOutputs.Where(output => output != "disabled" || input.Name == "enabled")).Order(),
                created.Where(output => output.Value.ContainsUnknown).Select(output => output.Key).Order());

            var updated = resource.PreviewUpdate(operation with { NewInputs = inputs });
            var judged = input.ConfigurationKey is not null || input == InstanceProperties.ExtraConfiguration;
            string[] unknown = [input.Name, .. input.Name == "enabled" ? ["disabled"] : Array.Empty<string>(), .. judged ? ["valid"] : Array.Empty<string>()];
            Assert.Equal(unknown.Order(), updated.Where(output => output.Value.ContainsUnknown).Select(output => output.Key).Order());
        }
    }
}
