// A row of the table: an input, and where it lives at the service.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>An input with its place in the service's instance.</summary>
/// <param name="Input">The input.</param>
/// <param name="Location">Its place.</param>
internal sealed record InstanceInput(InputDefinition Input, InputLocation Location)
{
    /// <summary>What of the instance this input is; null where the service does not return it, or where it is secret.</summary>
    public PropertyValue? Observe(Instance instance) => Input.Secret ? null : Location.Read(instance);

    /// <summary>A configuration entry that is a string.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="required">When it has to be set.</param>
    /// <param name="secret">Whether it is secret: then the service masks it.</param>
    /// <param name="rule">What is wrong with a text; null for no further rule.</param>
    /// <param name="sameText">Whether two texts mean the same to the service; null where each is its own.</param>
    public static InstanceInput Entry(
        string name, string key, Requirement required = Requirement.Optional, bool secret = false, Func<string, ValidationError?>? rule = null, Func<string, string, bool>? sameText = null) =>
        new(
            new TextInput(name)
            {
                Label = key,
                Required = required,
                Secret = secret,
                Kind = secret ? TextKind.Value : TextKind.Line,
                Mask = secret ? Instance.MaskedValue : null,
                Rule = rule,
                SameText = sameText ?? string.Equals,
            },
            new ConfigurationEntry(key));
}

/// <summary>What is sent of an instance, filled by the inputs.</summary>
internal sealed class InstanceContent
{
    /// <summary>The name; null where it is not sent.</summary>
    public string? Name { get; set; }

    /// <summary>The tags; null where they are not sent.</summary>
    public IReadOnlyList<string>? Tags { get; set; }

    /// <summary>The configuration entries, in their order.</summary>
    public List<KeyValuePair<string, string>> Configuration { get; } = [];
}

/// <summary>Where an input lives at the service.</summary>
internal abstract record InputLocation
{
    /// <summary>Whether it is part of the configuration.</summary>
    public virtual bool IsConfiguration => false;

    /// <summary>What the service returned; null where it returned nothing, or a mask.</summary>
    public abstract PropertyValue? Read(Instance instance);

    /// <summary>Puts the value where it is sent; null stands for an input that is left out.</summary>
    public abstract void Write(InstanceContent content, PropertyValue? value);

    /// <summary>
    /// Whether a configuration value says something. A mask (the service writes exactly <see cref="Instance.MaskedValue"/>; any row of stars counts) and an
    /// empty value do not.
    /// </summary>
    public static bool IsReturned(string value) => value.Any(c => c != '*');
}

/// <summary>One entry of the configuration.</summary>
internal sealed record ConfigurationEntry(string Key) : InputLocation
{
    /// <inheritdoc/>
    public override bool IsConfiguration => true;

    /// <inheritdoc/>
    public override PropertyValue? Read(Instance instance) =>
        instance.Configuration is { } entries && entries.TryGetValue(Key, out var value) && IsReturned(value) ? PropertyValue.Of(value) : null;

    /// <inheritdoc/>
    public override void Write(InstanceContent content, PropertyValue? value)
    {
        if (value?.AsString is { } text)
        {
            content.Configuration.Add(KeyValuePair.Create(Key, text));
        }
    }
}

/// <summary>The entries of the configuration that have no input of their own.</summary>
/// <param name="Others">The keys that have one.</param>
internal sealed record RemainingEntries(IReadOnlyDictionary<string, string> Others) : InputLocation
{
    /// <inheritdoc/>
    public override bool IsConfiguration => true;

    /// <inheritdoc/>
    public override PropertyValue? Read(Instance instance) => instance.Configuration is null ? null : PropertyValue.Of(new PropertyMap(Entries(instance)
        .Where(entry => IsReturned(entry.Value))
        .Select(entry => KeyValuePair.Create(entry.Key, PropertyValue.Of(entry.Value)))));

    /// <inheritdoc/>
    public override void Write(InstanceContent content, PropertyValue? value) => content.Configuration.AddRange((value?.Members ?? PropertyMap.Empty)
        .Where(entry => entry.Value.AsString is not null)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsString!)));

    private IEnumerable<KeyValuePair<string, string>> Entries(Instance instance) => (instance.Configuration ?? new Dictionary<string, string>())
        .Where(entry => !Others.ContainsKey(entry.Key))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal);
}

/// <summary>The instance's name.</summary>
internal sealed record NameField : InputLocation
{
    /// <inheritdoc/>
    public override PropertyValue? Read(Instance instance) => instance.Name is { } name ? PropertyValue.Of(name) : null;

    /// <inheritdoc/>
    public override void Write(InstanceContent content, PropertyValue? value) => content.Name = value?.AsString;
}

/// <summary>The instance's tags.</summary>
internal sealed record TagsField : InputLocation
{
    /// <inheritdoc/>
    public override PropertyValue? Read(Instance instance) => instance.Tags is { } tags ? PropertyValue.Of(tags) : null;

    /// <inheritdoc/>
    public override void Write(InstanceContent content, PropertyValue? value) => content.Tags = value is null ? null : [.. value.Texts.Distinct(StringComparer.Ordinal)];
}

/// <summary>The switch, which calls of its own put into its place.</summary>
internal sealed record EnabledSwitch : InputLocation
{
    /// <inheritdoc/>
    public override PropertyValue? Read(Instance instance) => instance.Disabled is { } disabled ? PropertyValue.Of(!disabled) : null;

    /// <inheritdoc/>
    public override void Write(InstanceContent content, PropertyValue? value)
    {
    }
}
