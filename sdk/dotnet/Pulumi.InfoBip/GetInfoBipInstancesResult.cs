// The result of getInfoBipInstances.
using System.Collections.Immutable;

namespace Pulumi.InfoBip;

#pragma warning disable CA1051 // Output types of every Pulumi SDK have fields.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>The result of <see cref="GetInfoBipInstances"/>.</summary>
[OutputType]
public sealed class GetInfoBipInstancesResult
{
    /// <summary>The instances, sorted by id.</summary>
    public readonly ImmutableArray<Outputs.InstanceSummary> Instances;

    /// <summary>Pulumi fills the fields through this constructor; its parameters have the names of the schema.</summary>
    [OutputConstructor]
    private GetInfoBipInstancesResult(
        ImmutableArray<Outputs.InstanceSummary> instances)
    {
        Instances = instances;
    }
}
