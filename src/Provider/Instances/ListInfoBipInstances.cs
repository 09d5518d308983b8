// The function that lists instances.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Lists the InfoBip connector's instances, sorted by id. No match is an empty list.</summary>
/// <param name="client">Gives the client of the service; throws where the provider is not configured.</param>
internal sealed class ListInfoBipInstances(Func<InstancesClient> client) : IFunction
{
    /// <summary>The token that programs use.</summary>
    public const string FunctionToken = "infobip:index:listInfoBipInstances";

    /// <inheritdoc/>
    public string Token => FunctionToken;

    /// <inheritdoc/>
    public IReadOnlyList<CheckFailure> Check(PropertyMap arguments) =>
        [.. ArgumentCheck.CheckKnown("listInfoBipInstances", InstanceFilter.Arguments, arguments)];

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(PropertyMap arguments, Operation operation)
    {
        client().Remember(InstanceRequests.SecretTexts(arguments));
        var filter = InstanceFilter.Of(arguments);
        var found = await ApiInvoker.AskAsync(client, "listing InfoBip instances", operation, (api, options, cancel) => api
            .ListAsync(filter.Query, options, cancel)
            .Where(filter.Matches)
            .ToListAsync(cancel)
            .AsTask());
        return LookUpResults.List(found);
    }
}
