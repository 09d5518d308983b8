// What PATCH and PUT change.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>How much of a PATCH takes effect.</summary>
internal enum PatchEffect
{
    Applied,
    Ignored,
    Partly,
}

/// <summary>What a PUT does to what it leaves out.</summary>
internal enum PutEffect
{
    Partial,
    Whole,
}

/// <summary>What a configuration sent by PUT does to entries that are not in it.</summary>
internal enum ConfigurationEffect
{
    Replace,
    Merge,
}

/// <summary>What a mask sent in place of a secret value does.</summary>
internal enum MaskEffect
{
    Stored,
    Kept,
}

/// <summary>Changes an instance as the switches say.</summary>
internal static class Updates
{
    public static readonly BehaviourSwitch<PatchEffect> Patch = Switches.OneOf<PatchEffect>(
        "patch", "what a PATCH that is answered 200 has changed: all that was sent, nothing, or name and tags only");

    public static readonly BehaviourSwitch<PutEffect> Put = Switches.OneOf<PutEffect>(
        "put", "whether a PUT changes what it holds, or describes the whole instance: then tags left out are cleared and connector, name and entries are required");

    public static readonly BehaviourSwitch<ConfigurationEffect> PutConfiguration = Switches.OneOf<ConfigurationEffect>(
        "put-configuration", "whether entries missing in a configuration sent by PUT go or stay");

    public static readonly BehaviourSwitch<MaskEffect> Masks = Switches.OneOf<MaskEffect>(
        "mask", "what becomes of a mask sent for a secret entry: it is the new value, or the value from before is kept");

    /// <summary>Takes over what a PATCH holds.</summary>
    public static void ApplyPatch(SandboxInstance instance, RequestBody body, SandboxOptions options)
    {
        var effect = options.Behaviours.Get(Patch);
        if (effect == PatchEffect.Ignored)
        {
            return;
        }

        SetNameAndTags(instance, body.Name, body.Tags);
        if (effect == PatchEffect.Applied && body.Configuration is { } given)
        {
            Configure(instance, given, ConfigurationEffect.Merge, options);
        }
    }

    /// <summary>Takes over what a PUT holds.</summary>
    /// <exception cref="ApiRefusalException">400: a required entry would be missing.</exception>
    public static void ApplyPut(SandboxInstance instance, RequestBody body, SandboxOptions options)
    {
        SetNameAndTags(instance, body.Name, options.Behaviours.Get(Put) == PutEffect.Whole ? body.Tags ?? [] : body.Tags);
        if (body.Configuration is { } given)
        {
            Configure(instance, given, options.Behaviours.Get(PutConfiguration), options);
            Entries.Demand(Connectors.Find(instance.ConnectorKey)!, instance.Configuration);
        }
    }

    private static void SetNameAndTags(SandboxInstance instance, string? name, IReadOnlyList<string>? tags)
    {
        instance.Name = name ?? instance.Name;
        if (tags is not null)
        {
            instance.SetTags(tags);
        }
    }

    private static void Configure(SandboxInstance instance, IReadOnlyDictionary<string, string> given, ConfigurationEffect effect, SandboxOptions options)
    {
        var meant = given.ToDictionary(entry => entry.Key, entry => Meant(instance, entry.Key, entry.Value, options), StringComparer.Ordinal);
        if (effect == ConfigurationEffect.Merge)
        {
            Entries.Merge(instance.Configuration, meant);
        }
        else
        {
            Entries.Replace(instance.Configuration, meant);
        }

        instance.Valid = Entries.CredentialsAccepted(Connectors.Find(instance.ConnectorKey)!, instance.Configuration, options);
    }

    private static string Meant(SandboxInstance instance, string key, string value, SandboxOptions options) =>
        value == Entries.Mask && Entries.IsSecret(key) && options.Behaviours.Get(Masks) == MaskEffect.Kept && instance.Configuration.TryGetValue(key, out var before)
            ? before
            : value;
}
