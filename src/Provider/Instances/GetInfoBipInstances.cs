// The function that lists instances.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Lists the InfoBip connector's instances, sorted by id. No match is an empty list. The result holds no secret.</summary>
internal sealed class GetInfoBipInstances(InstanceDefinition definition, ApiInvoker api) : IFunction
{
    /// <summary>The token that programs use.</summary>
    public const string FunctionToken = "infobip:index:getInfoBipInstances";

    /// <summary>The one output.</summary>
    public const string Instances = "instances";

    /// <summary>The outputs of each instance in the result, in the schema's order.</summary>
    public static IReadOnlyList<string> Outputs { get; } =
    [
        "id",
        InstanceDefinition.Name.Name,
        InstanceDefinition.Tags.Name,
        InstanceDefinition.Enabled.Name,
        InstanceDefinition.Valid.Name,
        InstanceDefinition.CreatedDate.Name,
    ];

    /// <inheritdoc/>
    public string Token => FunctionToken;

    /// <inheritdoc/>
    public IReadOnlyList<CheckFailure> Check(PropertyMap arguments) =>
        [.. ArgumentValidation.CheckKnown("getInfoBipInstances", InstanceResource.ListArguments, arguments)];

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(PropertyMap arguments, Operation operation)
    {
        api.Remember(arguments);
        var filter = InstanceFilter.Of(arguments);
        var found = await api.InvokeAsync(Attempt.Listing(), operation, (client, options, cancel) => client
            .ListAsync(filter.Query, options, cancel)
            .Where(filter.Matches)
            .ToListAsync(cancel)
            .AsTask());
        return PropertyMap.Empty.With(Instances, PropertyValue.Of(found
            .DistinctBy(instance => instance.Id)
            .OrderBy(instance => instance.Id)
            .Select(instance => PropertyValue.Of(GetInfoBipInstance.Result(definition, instance, Outputs)))));
    }
}
