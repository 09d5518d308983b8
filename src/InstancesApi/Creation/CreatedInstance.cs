// What a create came to.
namespace InfoBip.InstancesApi;

/// <summary>An instance that was made.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Adopted">True where its answer was lost and it was found by its name.</param>
public sealed record CreatedInstance(Instance Instance, bool Adopted)
{
    /// <summary>Other new instances of the same name, which are left alone; empty as a rule.</summary>
    public IReadOnlyList<long> Duplicates { get; init; } = [];

    /// <summary>Names the instance without its token or configuration.</summary>
    public override string ToString() => Instance.ToString();
}
