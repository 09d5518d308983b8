// Inputs as they would have to be to give what the service holds.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>
/// Finds drift. It is what differs from the last known state, not from the inputs: the service may normalise what it is given,
/// and what it does not tell keeps its last known value.
/// </summary>
internal static class InstanceDrift
{
    /// <summary>The old inputs with what changed behind the program's back written into them.</summary>
    public static PropertyMap Refresh(PropertyMap inputs, PropertyMap state, Instance answer)
    {
        foreach (var input in InstanceProperties.ConfigurationInputs)
        {
            // A password that came without its mark must not go back without it.
            inputs = input.Secret
                ? inputs.WithOrWithout(input.Name, inputs.Find(input.Name) is { } given ? PropertyValue.Secret(given) : null)
                : Text(inputs, state, input, InstanceAnswer.Told(answer, input.ConfigurationKey!));
        }

        inputs = Text(inputs, state, InstanceProperties.Name, answer.Name);
        inputs = Tags(inputs, state, answer);
        inputs = Enabled(inputs, answer);
        return Entries(inputs, state, answer);
    }

    private static PropertyMap Text(PropertyMap inputs, PropertyMap state, InputDefinition input, string? told)
    {
        var given = inputs.Find(input.Name);
        var unchanged = told is null
            || InstanceAnswer.SameText(input, told, given?.AsString)
            || InstanceAnswer.SameText(input, told, state.Find(input.Name)?.AsString);
        return unchanged && (told is null || given is not null) ? inputs : inputs.With(input.Name, PropertyValue.Of(told!).SecretLike(given));
    }

    /// <summary>Tags that the program leaves out are not managed, so whatever they are is right.</summary>
    private static PropertyMap Tags(PropertyMap inputs, PropertyMap state, Instance answer)
    {
        if (answer.Tags is not { } told || inputs.Find(InstanceProperties.Tags.Name) is not { } given)
        {
            return inputs;
        }

        return TagChanges.Same(told, InstanceAnswer.Texts(given)) || IsLastKnown(state, told)
            ? inputs
            : inputs.With(InstanceProperties.Tags.Name, PropertyValue.Of(InProgramsOrder(InstanceAnswer.Texts(given), told)).SecretLikeAnyOf(given));
    }

    private static bool IsLastKnown(PropertyMap state, IReadOnlyList<string> told) =>
        state.Find(InstanceProperties.Tags.Name) is { } known && TagChanges.Same(told, InstanceAnswer.Texts(known));

    /// <summary>What the program wrote keeps its place; what came behind its back follows.</summary>
    private static IEnumerable<string> InProgramsOrder(IReadOnlyList<string> given, IReadOnlyList<string> told) =>
        given.Where(told.Contains).Concat(told.Where(tag => !given.Contains(tag)));

    private static PropertyMap Enabled(PropertyMap inputs, Instance answer)
    {
        var given = inputs.Find(InstanceProperties.Enabled.Name);
        return answer.Disabled is { } disabled && (given?.AsBool ?? true) == disabled
            ? inputs.With(InstanceProperties.Enabled.Name, PropertyValue.Of(!disabled).SecretLike(given))
            : inputs;
    }

    /// <summary>Only the program's own entries: what the service added by itself is not the program's.</summary>
    private static PropertyMap Entries(PropertyMap inputs, PropertyMap state, Instance answer)
    {
        if (inputs.Find(InstanceProperties.ExtraConfiguration.Name) is not { Plain: PropertyValue.ObjectValue map } given)
        {
            return inputs;
        }

        var known = (state.Find(InstanceProperties.ExtraConfiguration.Name)?.Plain as PropertyValue.ObjectValue)?.Members ?? PropertyMap.Empty;
        var entries = map.Members;
        foreach (var (key, entry) in map.Members)
        {
            var told = InstanceAnswer.Told(answer, key);
            if (told is not null && told != entry.AsString && told != known.Find(key)?.AsString)
            {
                entries = entries.With(key, PropertyValue.Of(told).SecretLike(entry));
            }
        }

        return inputs.With(InstanceProperties.ExtraConfiguration.Name, PropertyValue.Of(entries).SecretLike(given));
    }
}
