// Lists the instances that could be imported.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>The list.</content>
internal sealed partial class InstanceResource
{
    /// <summary>The arguments of a list, in the schema's order.</summary>
    public static IReadOnlyList<InputDefinition> ListArguments { get; } = [InstanceFilter.NameContains, InstanceDefinition.Tags];

    /// <inheritdoc/>
    public IReadOnlyList<CheckFailure> CheckQuery(PropertyMap query) => ArgumentValidation.Check("the query of InfoBipInstance", ListArguments, query);

    /// <inheritdoc/>
    public IAsyncEnumerable<ListPart> ListAsync(ListCall call, Operation operation)
    {
        var attempt = Attempt.Listing();
        var filter = InstanceFilter.Of(call.Query);
        return Listing.ListAsync(call, attempt.What, async next =>
        {
            var page = await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.ListPageAsync(filter.Query, next, options, cancel));
            return new ListPage(
                [.. page.Instances.Select(instance => (new ListPart.Found(InstanceDefinition.IdText(instance.Id), instance.Name ?? string.Empty), filter.Matches(instance)))],
                page.NextPage);
        });
    }
}

/// <summary>
/// A choice among the InfoBip connector's instances. The service narrows the search down; but its search text may as well be a part of the
/// connector's key, so every instance that it returns is compared again.
/// </summary>
/// <param name="NamePart">Text that the name contains, in upper or lower case; null for any name.</param>
/// <param name="Tags">Tags that the instance has, all of them.</param>
internal sealed record InstanceFilter(string? NamePart, IReadOnlyList<string> Tags)
{
    /// <summary>The argument that <see cref="NamePart"/> is.</summary>
    public static readonly TextInput NameContains = new("nameContains");

    /// <summary>The search that is sent to the service.</summary>
    public InstanceQuery Query => new(NamePart is null ? null : ServiceText.SearchPart(NamePart), Tags.Where(ServiceText.IsKept).ToList() is { Count: > 0 } kept ? kept : null);

    /// <summary>The choice that valid arguments make.</summary>
    public static InstanceFilter Of(PropertyMap arguments) =>
        new(arguments.Find(NameContains.Name)?.AsString, [.. (arguments.Find(InstanceDefinition.Tags.Name)?.Texts ?? []).Distinct(StringComparer.Ordinal)]);

    /// <summary>Whether an instance is chosen. Where the service does not return the tags, its own search has to do.</summary>
    public bool Matches(Instance instance) =>
        InstanceDefinition.OtherConnector(instance) is null
        && (NamePart is null || (instance.Name is { } name && ServiceText.NormalForm(name).Contains(ServiceText.NormalForm(NamePart), StringComparison.OrdinalIgnoreCase)))
        && (instance.Tags is not { } returned || Tags.All(tag => returned.Any(own => ServiceText.MayBeSame(own, tag))));
}
