// Which instances a list is to hold.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>
/// A choice among the InfoBip connector's instances. The service narrows the search down; but its search text may as well be a part of the
/// connector's key, so every instance that it answers is looked at again.
/// </summary>
/// <param name="NamePart">Text that the name holds, in upper or lower case; null for any name.</param>
/// <param name="Tags">Tags that the instance bears, all of them.</param>
internal sealed record InstanceFilter(string? NamePart, IReadOnlyList<string> Tags)
{
    /// <summary>The argument that <see cref="NamePart"/> is.</summary>
    public static readonly InputDefinition NameContains = new("nameContains", InputType.Text);

    /// <summary>The arguments of a list, in the schema's order.</summary>
    public static IReadOnlyList<InputDefinition> Arguments { get; } = [NameContains, InstanceProperties.Tags];

    /// <summary>The search that the service is asked for.</summary>
    public InstanceQuery Query => new(NamePart, Tags.Count == 0 ? null : Tags);

    /// <summary>The choice that arguments without mistakes make.</summary>
    public static InstanceFilter Of(PropertyMap arguments) =>
        new(arguments.Find(NameContains.Name)?.AsString, InstanceRequests.Tags(arguments) ?? []);

    /// <summary>Whether an instance is chosen. Where the service does not tell the tags, its own search has to do.</summary>
    public bool Matches(Instance instance) =>
        InstanceAnswer.OtherConnector(instance) is null
        && (NamePart is null || instance.Name?.Contains(NamePart, StringComparison.OrdinalIgnoreCase) == true)
        && (instance.Tags is not { } told || Tags.All(told.Contains));
}
