// What the service returned about an instance, as the properties of the table.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Reads the service's instances. What the service does not return, or masks, is absent.</summary>
internal static class InstanceState
{
    /// <summary>The inputs and outputs that the service returned, by their names.</summary>
    public static PropertyMap Observe(this InstanceDefinition definition, Instance instance)
    {
        var observed = definition.Rows.Aggregate(PropertyMap.Empty, (all, row) => all.WithOrWithout(row.Input.Name, row.Observe(instance)));
        return Outputs(instance).Aggregate(observed, (all, output) => all.WithOrWithout(output.Definition.Name, output.Value));
    }

    /// <summary>The full outputs after the service returned the instance.</summary>
    public static PropertyMap State(this InstanceDefinition definition, PropertyMap inputs, Instance instance, PropertyMap? lastKnown = null) =>
        definition.Resource.State(inputs, definition.Observe(instance), lastKnown);

    /// <summary>The state with the switch in a known place.</summary>
    public static PropertyMap Switched(PropertyMap state, bool on) =>
        state.With(InstanceDefinition.Enabled.Name, PropertyValue.Of(on).SecretLike(state.Find(InstanceDefinition.Enabled.Name)));

    private static (OutputDefinition Definition, PropertyValue? Value)[] Outputs(Instance instance) =>
    [
        (InstanceDefinition.Token, instance.Token is { } token && InputLocation.IsReturned(token) ? PropertyValue.Secret(PropertyValue.Of(token)) : null),
        (InstanceDefinition.Valid, Flag(instance.Valid)),
        (InstanceDefinition.Connector, instance.Connector is { } connector ? Connector(connector) : null),
        (InstanceDefinition.MaxCacheSize, Number(instance.MaxCacheSize)),
        (InstanceDefinition.CacheTimeToLive, Number(instance.CacheTimeToLive)),
        (InstanceDefinition.CachingEnabled, Flag(instance.CachingEnabled)),
        (InstanceDefinition.CreatedDate, Text(instance.CreatedDate)),
    ];

    private static PropertyValue Connector(Connector connector) => PropertyValue.Of(PropertyMap.Empty
        .WithOrWithout("id", Number(connector.Id))
        .WithOrWithout("key", Text(connector.Key))
        .WithOrWithout("name", Text(connector.Name)));

    private static PropertyValue? Text(string? value) => value is null ? null : PropertyValue.Of(value);

    private static PropertyValue? Flag(bool? value) => value is { } flag ? PropertyValue.Of(flag) : null;

    private static PropertyValue? Number(long? value) => value is { } number ? PropertyValue.Of(number) : null;
}
