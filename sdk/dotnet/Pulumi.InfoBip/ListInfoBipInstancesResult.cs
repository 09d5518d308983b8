// The instances that a list found.
using System.Collections.Immutable;

namespace Pulumi.InfoBip;

#pragma warning disable CA1051 // Output types of Pulumi's SDKs are fields; users of other providers know them so.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>What <see cref="ListInfoBipInstances"/> gives.</summary>
[OutputType]
public sealed class ListInfoBipInstancesResult
{
    /// <summary>The instances, sorted by id.</summary>
    public readonly ImmutableArray<Outputs.InstanceSummary> Instances;

    /// <summary>The SDK reads an answer through this constructor, whose parameters have the names on the wire.</summary>
    [OutputConstructor]
    private ListInfoBipInstancesResult(
        ImmutableArray<Outputs.InstanceSummary> instances)
    {
        Instances = instances;
    }
}
