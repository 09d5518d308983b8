// What the functions tell about an instance.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>Makes results of the service's answers. What the service masks is never told, and the password is not even where it is not masked.</summary>
internal static class LookUpResults
{
    /// <summary>The instance's id, as the functions name it.</summary>
    public const string Id = "id";

    /// <summary>The one output of a list.</summary>
    public const string Instances = "instances";

    /// <summary>The outputs of a look-up, in the schema's order.</summary>
    public static IReadOnlyList<string> Outputs { get; } =
    [
        Id,
        InstanceProperties.Name.Name,
        .. InstanceProperties.ConfigurationInputs.Where(input => !input.Secret).Select(input => input.Name),
        InstanceProperties.Tags.Name,
        InstanceProperties.Enabled.Name,
        InstanceProperties.ExtraConfiguration.Name,
        .. InstanceProperties.ComputedOutputs,
    ];

    /// <summary>The outputs of an instance in a list, in the schema's order.</summary>
    public static IReadOnlyList<string> SummaryOutputs { get; } =
    [
        Id,
        InstanceProperties.Name.Name,
        InstanceProperties.Tags.Name,
        InstanceProperties.Valid,
        InstanceProperties.Disabled,
        InstanceProperties.CreatedDate,
    ];

    /// <summary>The result of a look-up, the token marked secret.</summary>
    public static PropertyMap Whole(Instance answer) => Select(Outputs, answer);

    /// <summary>The result of a list: the instances, by id, each once.</summary>
    public static PropertyMap List(IEnumerable<Instance> found) => PropertyMap.Empty.With(Instances, PropertyValue.Of(found
        .DistinctBy(instance => instance.Id)
        .OrderBy(instance => instance.Id)
        .Select(instance => PropertyValue.Of(Select(SummaryOutputs, instance)))));

    private static PropertyMap Select(IReadOnlyList<string> outputs, Instance answer)
    {
        var all = All(answer);
        return new PropertyMap(outputs.Where(all.ContainsKey).Select(name => KeyValuePair.Create(name, all[name])));
    }

    private static PropertyMap All(Instance answer)
    {
        // What a service leaves out is as it is with nearly every instance: switched on, accepted, without tags.
        var outputs = PropertyMap.Empty
            .With(Id, PropertyValue.Of(ApiInvoker.Text(answer.Id)))
            .With(InstanceProperties.Name.Name, PropertyValue.Of(answer.Name ?? string.Empty))
            .With(InstanceProperties.Tags.Name, PropertyValue.Of(answer.Tags ?? []))
            .With(InstanceProperties.Enabled.Name, PropertyValue.Of(answer.Disabled != true))
            .With(InstanceProperties.Valid, PropertyValue.Of(true))
            .With(InstanceProperties.Disabled, PropertyValue.Of(false));
        foreach (var input in InstanceProperties.ConfigurationInputs)
        {
            outputs = outputs.WithOrWithout(input.Name, InstanceAnswer.Told(answer, input.ConfigurationKey!) is { } told ? PropertyValue.Of(told) : null);
        }

        if (answer.Configuration is not null)
        {
            outputs = outputs.With(InstanceProperties.ExtraConfiguration.Name, PropertyValue.Of(new PropertyMap(
                InstanceAnswer.FurtherEntries(answer).Select(entry => KeyValuePair.Create(entry.Key, PropertyValue.Of(entry.Value))))));
        }

        return InstanceState.Computed(answer)
            .Where(output => output.Value is not null)
            .Aggregate(outputs, (all, output) => all.With(output.Name, output.Value!));
    }
}
