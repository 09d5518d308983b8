// Instances, inputs and calls as the tests need them.
using CsCheck;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Support;

internal static class Some
{
    public const string Urn = "urn:pulumi:dev::shop::infobip:index:InfoBipInstance::sms";

    public static readonly ReadOnlyMemory<byte> Seed = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();

    /// <summary>The documentation of the errors.</summary>
    public static string ErrorDocument { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "errors.md"));

    /// <summary>Inputs as the seed page has them, before a check.</summary>
    public static PropertyMap Inputs { get; } = Wire.Map(
        """
        { "sender": "+17777777777", "username": "me", "password": "s3cret", "callbackUrl": "https://www.example.com/auth", "name": "orders" }
        """);

    /// <summary>The same after a check.</summary>
    public static PropertyMap CheckedInputs { get; } = Inputs.With("password", PropertyValue.Secret(PropertyValue.Of("s3cret")));

    public static PropertyMap InputsWith(string name, string json) => Inputs.With(name, Wire.Value(json));

    public static CheckedInputs Check(PropertyMap news, PropertyMap? olds = null, Autonaming? autonaming = null, string urn = Urn, ReadOnlyMemory<byte>? seed = null) =>
        InstanceCheck.Check(new CheckCall(new ResourceIdentity(urn, "sms"), olds ?? PropertyMap.Empty, news, seed ?? Seed, autonaming));

    /// <summary>The differences as the engine reads them: path and kind.</summary>
    public static IReadOnlyList<string> Diff(PropertyMap? olds, PropertyMap news, PropertyMap? state = null, params string[] ignored) =>
        [.. InstanceDiff.Diff(new DiffCall(state ?? olds ?? PropertyMap.Empty, olds, news, Paths(ignored))).Changes.Select(change => $"{change.Kind} {change.Path}")];

    public static IReadOnlyList<PropertyPath> Paths(params string[] paths) => [.. paths.Select(path => PropertyPath.Parse(path)!.Value)];

    /// <summary>What the service answers about an instance that was made of these inputs, the password masked.</summary>
    public static Instance Answer(PropertyMap? inputs = null)
    {
        var from = inputs ?? Inputs;
        var request = InstanceRequests.Whole(from);
        return new Instance
        {
            Id = 12,
            Name = request.Name,
            Token = "t0ken",
            Tags = request.Tags,
            Configuration = request.Configuration.ToDictionary(
                entry => entry.Key,
                entry => entry.Key == "messaging.sms.infobip.password" ? Instance.MaskedValue : entry.Value),
            Valid = true,
            Disabled = !InstanceRequests.Enabled(from),
            Connector = new Connector { Id = 37, Key = "infobip", Name = "Infobip" },
            MaxCacheSize = 0,
            CacheTimeToLive = 0,
            CachingEnabled = false,
        };
    }

    public static Instance Telling(this Instance answer, string key, string? value)
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
