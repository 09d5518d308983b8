// The outputs of an instance: what the service told, and what is known already where it did not tell.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>Makes a resource's state. The token and the password are always marked secret here, whatever a schema says.</summary>
internal static class InstanceState
{
    /// <summary>The full outputs after an answer of the service.</summary>
    /// <param name="inputs">The inputs that the state belongs to.</param>
    /// <param name="answer">What the service told.</param>
    /// <param name="lastKnown">The outputs before; what the service does not tell is taken from them.</param>
    public static PropertyMap After(PropertyMap inputs, Instance answer, PropertyMap? lastKnown = null)
    {
        var known = lastKnown ?? PropertyMap.Empty;
        var state = PropertyMap.Empty;
        foreach (var input in InstanceProperties.Inputs)
        {
            // Entries that are in no input any more were taken out, and are not merely untold.
            var last = input == InstanceProperties.ExtraConfiguration ? null : known.Find(input.Name);
            state = state.WithOrWithout(input.Name, Marked(input, InputOutput(input, inputs.Find(input.Name), answer) ?? last));
        }

        return Computed(answer)
            .Select(output => (output.Name, Value: output.Value ?? known.Find(output.Name)))
            .Where(output => output.Value is not null)
            .Aggregate(state, (all, output) => all.With(output.Name, output.Name == InstanceProperties.Token ? PropertyValue.Secret(output.Value!) : output.Value!));
    }

    /// <summary>The outputs before the service has been asked: inputs as they are, the rest unknown.</summary>
    /// <param name="inputs">The inputs, with unknowns in their places.</param>
    /// <param name="lastKnown">The outputs of an instance that exists, which keeps its id, token and kind.</param>
    public static PropertyMap Preview(PropertyMap inputs, PropertyMap? lastKnown = null)
    {
        var state = PropertyMap.Empty;
        foreach (var input in InstanceProperties.Inputs)
        {
            var value = inputs.Find(input.Name) ?? (input == InstanceProperties.Tags ? lastKnown?.Find(input.Name) : null);
            state = state.WithOrWithout(input.Name, Marked(input, value));
        }

        var enabled = inputs.Find(InstanceProperties.Enabled.Name) ?? PropertyValue.Of(true);
        state = state.With(InstanceProperties.Enabled.Name, enabled);
        foreach (var output in InstanceProperties.ComputedOutputs)
        {
            var value = output switch
            {
                InstanceProperties.Disabled => enabled.AsBool is { } on ? PropertyValue.Of(!on) : PropertyValue.Unknown,
                InstanceProperties.Valid => PropertyValue.Unknown,
                InstanceProperties.Token => PropertyValue.Secret(lastKnown?.Find(output) ?? PropertyValue.Unknown),
                _ => lastKnown is null ? PropertyValue.Unknown : lastKnown.Find(output),
            };
            state = state.WithOrWithout(output, value);
        }

        return state;
    }

    /// <summary>The outputs with what the inputs add to them: after an import the password, which the service never told.</summary>
    public static PropertyMap Completed(PropertyMap state, PropertyMap inputs) => InstanceProperties.Inputs
        .Where(input => state.Find(input.Name) is null && inputs.Find(input.Name) is not null)
        .Aggregate(state, (all, input) => all.With(input.Name, Marked(input, inputs[input.Name])!));

    /// <summary>The state with the switch in a known place.</summary>
    public static PropertyMap Switched(PropertyMap state, bool on) => state
        .With(InstanceProperties.Enabled.Name, PropertyValue.Of(on).SecretLike(state.Find(InstanceProperties.Enabled.Name)))
        .With(InstanceProperties.Disabled, PropertyValue.Of(!on));

    private static PropertyValue? Marked(InputDefinition input, PropertyValue? value) =>
        input.Secret && value is not null ? PropertyValue.Secret(value) : value;

    private static PropertyValue? InputOutput(InputDefinition input, PropertyValue? given, Instance answer)
    {
        if (input.Secret)
        {
            return given;
        }

        if (input.ConfigurationKey is { } key)
        {
            return InstanceAnswer.Told(answer, key) is { } told ? PropertyValue.Of(told).SecretLike(given) : given;
        }

        if (input == InstanceProperties.Name)
        {
            return answer.Name is { } name ? PropertyValue.Of(name).SecretLike(given) : given;
        }

        if (input == InstanceProperties.Tags)
        {
            return Tags(given, answer.Tags);
        }

        if (input == InstanceProperties.Enabled)
        {
            return answer.Disabled is { } disabled ? PropertyValue.Of(!disabled).SecretLike(given) : given ?? PropertyValue.Of(true);
        }

        return given is null ? null : Entries(given, answer);
    }

    /// <summary>The program's order stands as long as the service holds the same set.</summary>
    private static PropertyValue? Tags(PropertyValue? given, IReadOnlyList<string>? told)
    {
        if (told is null)
        {
            return given;
        }

        return given is not null && TagChanges.Same(InstanceAnswer.Texts(given), told) ? given : PropertyValue.Of(told).SecretLikeAnyOf(given);
    }

    private static PropertyValue Entries(PropertyValue given, Instance answer)
    {
        if (given.Plain is not PropertyValue.ObjectValue map)
        {
            return given;
        }

        var entries = map.Members.Select(entry => KeyValuePair.Create(
            entry.Key,
            InstanceAnswer.Told(answer, entry.Key) is { } told ? PropertyValue.Of(told).SecretLike(entry.Value) : entry.Value));
        return PropertyValue.Of(new PropertyMap(entries)).SecretLike(given);
    }

    /// <summary>The outputs that only the service can tell, in the schema's order; null where it does not tell.</summary>
    public static IEnumerable<(string Name, PropertyValue? Value)> Computed(Instance answer) =>
    [
        (InstanceProperties.Token, InstanceAnswer.Token(answer) is { } token ? PropertyValue.Secret(PropertyValue.Of(token)) : null),
        (InstanceProperties.Valid, Flag(answer.Valid)),
        (InstanceProperties.Disabled, Flag(answer.Disabled)),
        (InstanceProperties.Connector, answer.Connector is { } connector ? Connector(connector) : null),
        (InstanceProperties.MaxCacheSize, Number(answer.MaxCacheSize)),
        (InstanceProperties.CacheTimeToLive, Number(answer.CacheTimeToLive)),
        (InstanceProperties.CachingEnabled, Flag(answer.CachingEnabled)),
        (InstanceProperties.CreatedDate, Text(answer.CreatedDate)),
    ];

    private static PropertyValue Connector(Connector connector)
    {
        (string Name, PropertyValue? Value)[] members =
        [
            ("id", Number(connector.Id)),
            ("key", Text(connector.Key)),
            ("name", Text(connector.Name)),
        ];
        return PropertyValue.Of(new PropertyMap(members
            .Where(member => member.Value is not null)
            .Select(member => KeyValuePair.Create(member.Name, member.Value!))));
    }

    private static PropertyValue? Text(string? value) => value is null ? null : PropertyValue.Of(value);

    private static PropertyValue? Flag(bool? value) => value is { } flag ? PropertyValue.Of(flag) : null;

    private static PropertyValue? Number(long? value) => value is { } number ? PropertyValue.Of(number) : null;
}
