// What a create came to.
namespace InfoBip.InstancesApi;

/// <summary>An instance that was made.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Adopted">True where its answer was lost and it was found by its name.</param>
public sealed record CreatedInstance(Instance Instance, bool Adopted)
{
    /// <summary>Duplicates that an earlier request of the same create made after all, and that were removed again; empty as a rule.</summary>
    public IReadOnlyList<long> RemovedDuplicates { get; init; } = [];

    /// <summary>Instances that appeared under the same name meanwhile and were left alone: an earlier request may have made them, or somebody else.</summary>
    public IReadOnlyList<long> RemainingDuplicates { get; init; } = [];

    /// <summary>Names the instance without its token or configuration.</summary>
    public override string ToString() => Instance.ToString();
}
