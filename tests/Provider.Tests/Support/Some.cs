// Instances, inputs and calls as the tests need them.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Support;

internal static class Some
{
    public const string Urn = "urn:pulumi:dev::shop::infobip:index:InfoBipInstance::sms";

    public const string Password = "messaging.sms.infobip.password";

    public static InstanceDefinition Definition => InstanceDefinition.Standard;

    /// <summary>Inputs as the seed page has them, before a check.</summary>
    public static PropertyMap Inputs { get; } = WireJson.Map(
        """
        { "sender": "+17777777777", "username": "me", "password": "s3cret", "callbackUrl": "https://www.example.com/auth", "name": "orders" }
        """);

    /// <summary>The same after a check.</summary>
    public static PropertyMap CheckedInputs { get; } = Inputs.With("password", WireJson.Secret("s3cret"));

    public static PropertyMap With(this PropertyMap map, string name, string json) => map.With(name, WireJson.Value(json));

    public static CheckedInputs Check(PropertyMap news, PropertyMap? olds = null, Autonaming? autonaming = null, string name = "sms") =>
        Definition.Resource.Check(new CheckCall(new ResourceIdentity(Urn, name), olds ?? PropertyMap.Empty, news, new byte[32], autonaming));

    /// <summary>What the service returns of an instance with these inputs, the password masked.</summary>
    public static Instance Answer(PropertyMap? inputs = null)
    {
        var draft = Definition.Draft(inputs ?? Inputs);
        return new Instance
        {
            Id = 12,
            Name = draft.Name,
            Token = "t0ken",
            Tags = draft.Tags,
            Configuration = draft.Configuration.ToDictionary(entry => entry.Key, entry => entry.Key == Password ? Instance.MaskedValue : entry.Value),
            Valid = true,
            Disabled = inputs?.Find("enabled")?.AsBool == false,
            Connector = new Connector { Id = 37, Key = "infobip", Name = "Infobip" },
            MaxCacheSize = 0,
            CacheTimeToLive = 0,
            CachingEnabled = false,
        };
    }

    /// <summary>The same answer with another value of an entry; null leaves it out.</summary>
    public static Instance Returning(this Instance answer, string key, string? value)
    {
        var entries = new Dictionary<string, string>(answer.Configuration!);
        entries.Remove(key);
        if (value is not null)
        {
            entries[key] = value;
        }

        return answer with { Configuration = entries };
    }
}
