// A search of instances, and a page of what it finds.
namespace InfoBip.InstancesApi;

/// <summary>A search of instances.</summary>
/// <param name="SearchText">A part of the instance's name or of the connector's key; null for all.</param>
/// <param name="Tags">Tags that an instance must have.</param>
/// <param name="PageSize">How many to a page, 1 to 200; null for the service's default.</param>
public sealed record InstanceQuery(string? SearchText = null, IReadOnlyList<string>? Tags = null, int? PageSize = null);

/// <summary>One page of a search.</summary>
/// <param name="Instances">The instances, in the service's order.</param>
/// <param name="NextPage">What to ask for the next page; null at the end.</param>
public sealed record InstancePage(IReadOnlyList<Instance> Instances, string? NextPage);
