// From inputs to what is sent.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>Makes requests of inputs that are fully known. What an input does not hold is not sent.</summary>
internal static class InstanceRequests
{
    /// <summary>A whole instance: the seed page's four entries in the seed page's order, then the further ones.</summary>
    public static InstanceDraft Whole(PropertyMap inputs)
    {
        var configuration = new List<KeyValuePair<string, string>>();
        foreach (var input in InstanceProperties.ConfigurationInputs)
        {
            if (inputs.Find(input.Name)?.AsString is { } text)
            {
                configuration.Add(KeyValuePair.Create(input.ConfigurationKey!, text));
            }
        }

        var entries = Entries(inputs);
        configuration.AddRange(entries
            .Where(entry => entry.Value.AsString is not null)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.AsString!)));

        return new InstanceDraft(InstanceProperties.ConnectorKey, configuration, Name(inputs), Tags(inputs))
        {
            SecretValues = SecretTexts(inputs),
        };
    }

    /// <summary>The name to send; null for none.</summary>
    public static string? Name(PropertyMap inputs) => inputs.Find(InstanceProperties.Name.Name)?.AsString;

    /// <summary>The tags to send, each once; null for not managed.</summary>
    public static IReadOnlyList<string>? Tags(PropertyMap inputs) => inputs.Find(InstanceProperties.Tags.Name) is { } tags
        ? [.. InstanceAnswer.Texts(tags).Distinct(StringComparer.Ordinal)]
        : null;

    /// <summary>Whether the instance is to be switched on.</summary>
    public static bool Enabled(PropertyMap inputs) => inputs.Find(InstanceProperties.Enabled.Name)?.AsBool ?? true;

    /// <summary>
    /// Inputs in which the places that the user wants left alone hold what the service holds, where it tells: a PUT carries them
    /// all, and must not undo what others did there.
    /// </summary>
    public static PropertyMap LeavingAlone(PropertyMap inputs, IReadOnlyList<PropertyPath> ignored, Instance current)
    {
        var kept = inputs;
        foreach (var input in InstanceProperties.ConfigurationInputs.Where(input => !input.Secret && Ignored(PropertyPath.Of(input.Name))))
        {
            kept = Keep(kept, input, InstanceAnswer.Told(current, input.ConfigurationKey!));
        }

        if (Ignored(PropertyPath.Of(InstanceProperties.Name.Name)))
        {
            kept = Keep(kept, InstanceProperties.Name, current.Name);
        }

        // A part of the tags cannot be told from the rest once others changed the list, so an ignored place keeps all of them.
        var tags = PropertyPath.Of(InstanceProperties.Tags.Name);
        if (current.Tags is { } told && (inputs.Find(tags.Head) is null || ignored.Any(path => path.Head == tags.Head || path.Covers(tags))))
        {
            kept = kept.With(tags.Head, PropertyValue.Of(told).SecretLikeAnyOf(inputs.Find(tags.Head)));
        }

        var extra = PropertyPath.Of(InstanceProperties.ExtraConfiguration.Name);
        var entries = Entries(kept);
        var changed = entries.Keys
            .Where(key => Ignored(extra.At(key)) && InstanceAnswer.Told(current, key) is not null)
            .Aggregate(entries, (all, key) => all.With(key, PropertyValue.Of(InstanceAnswer.Told(current, key)!).SecretLike(entries[key])));
        return entries.Count == 0 ? kept : kept.With(extra.Head, PropertyValue.Of(changed).SecretLike(kept.Find(extra.Head)));

        bool Ignored(PropertyPath path) => ignored.Any(pattern => pattern.Covers(path));
    }

    private static PropertyMap Keep(PropertyMap inputs, InputDefinition input, string? told) =>
        told is null ? inputs : inputs.With(input.Name, PropertyValue.Of(told).SecretLike(inputs.Find(input.Name)));

    private static PropertyMap Entries(PropertyMap inputs) =>
        (inputs.Find(InstanceProperties.ExtraConfiguration.Name)?.Plain as PropertyValue.ObjectValue)?.Members ?? PropertyMap.Empty;

    /// <summary>What must not show should the service repeat the request: every text that is or stands in a secret.</summary>
    public static IReadOnlyList<string> SecretTexts(PropertyMap inputs)
    {
        var texts = new List<string>();
        foreach (var value in inputs.Values)
        {
            Collect(value, secret: false);
        }

        return texts;

        void Collect(PropertyValue value, bool secret)
        {
            secret |= value.IsSecret;
            switch (value.Plain)
            {
                case PropertyValue.StringValue text when secret:
                    texts.Add(text.Value);
                    break;
                case PropertyValue.ArrayValue array:
                    foreach (var item in array.Items)
                    {
                        Collect(item, secret);
                    }

                    break;
                case PropertyValue.ObjectValue map:
                    foreach (var member in map.Members.Values)
                    {
                        Collect(member, secret);
                    }

                    break;
            }
        }
    }
}
