// The questions of the engine about resources, and the answers.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>Which resource a call is about.</summary>
/// <param name="Urn">The engine's name of it.</param>
/// <param name="Name">The name that the program gave it.</param>
public sealed record ResourceIdentity(string Urn, string Name);

/// <summary>How one call runs.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Timeout">The user's <c>customTimeouts</c>; null for none.</param>
/// <param name="Log">Where notes for the user go.</param>
/// <param name="Cancelled">Cancelled when the user cancels the deployment, or the engine closes the plugin.</param>
/// <param name="Ending">Cancelled when the process is about to end: what must not be abandoned is waited for until then.</param>
public sealed record Operation(ResourceIdentity Resource, TimeSpan? Timeout, IResourceLog Log, CancellationToken Cancelled, CancellationToken Ending);

/// <summary>Which provider a plugin is configured for.</summary>
/// <param name="Urn">The URN of the provider resource; empty from an old engine.</param>
/// <param name="Id">The id that the engine keeps for it in the state, from before its first resource is created; null from an old engine, and where it is not known yet.</param>
public sealed record ProviderIdentity(string Urn, string? Id);

/// <summary>The question of a check.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="OldInputs">The recorded inputs; empty for a new resource.</param>
/// <param name="NewInputs">The program's inputs.</param>
/// <param name="RandomSeed">32 bytes that stay the same for one registration; empty from an old engine.</param>
/// <param name="Autonaming">The stack's settings for names that are left out; null for none.</param>
public sealed record CheckCall(
    ResourceIdentity Resource,
    PropertyMap OldInputs,
    PropertyMap NewInputs,
    ReadOnlyMemory<byte> RandomSeed,
    Autonaming? Autonaming);

/// <summary>The answer of a check.</summary>
/// <param name="Inputs">The inputs that everything later works with.</param>
/// <param name="Failures">The errors; empty when all is well.</param>
public sealed record CheckedInputs(PropertyMap Inputs, IReadOnlyList<CheckFailure> Failures);

/// <summary>One error in what the user wrote.</summary>
/// <param name="Code">Which error it is.</param>
/// <param name="Property">Its path; empty where the engine would print a secret beside it.</param>
/// <param name="Reason">What is wrong and what to do. Never a value.</param>
public sealed record CheckFailure(ErrorCode Code, string Property, string Reason);

/// <summary>What is wrong with a value, before it is known whose value it is.</summary>
/// <param name="Code">Which error it is.</param>
/// <param name="Text">The words, which follow the value's name.</param>
public sealed record ValidationError(ErrorCode Code, string Text);

/// <summary>The question of a diff.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="State">The last outputs.</param>
/// <param name="OldInputs">The last inputs; null from an engine that does not send them.</param>
/// <param name="NewInputs">The checked new inputs.</param>
/// <param name="IgnoreChanges">Paths that the user wants left alone.</param>
public sealed record DiffCall(
    string Id,
    PropertyMap State,
    PropertyMap? OldInputs,
    PropertyMap NewInputs,
    IReadOnlyList<PropertyPath> IgnoreChanges);

/// <summary>The answer of a diff.</summary>
/// <param name="Changes">What differs; empty for nothing.</param>
/// <param name="DeleteBeforeReplace">Whether the old resource has to go first, should the user's options make a replacement of the change.</param>
public sealed record ResourceDiff(IReadOnlyList<PropertyChange> Changes, bool DeleteBeforeReplace = false)
{
    /// <summary>Outputs that no update changes.</summary>
    public IReadOnlyList<string> Stable { get; init; } = [];
}

/// <summary>One difference.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">What happens there.</param>
/// <param name="Replaces">Whether it cannot happen in place.</param>
public sealed record PropertyChange(PropertyPath Path, ChangeKind Kind, bool Replaces = false)
{
    /// <summary>The change of a property from one value to another; null stands for an absent one.</summary>
    public static PropertyChange Of(PropertyPath path, PropertyValue? before, PropertyValue? after) =>
        new(path, before is null ? ChangeKind.Add : after is null ? ChangeKind.Delete : ChangeKind.Update);
}

/// <summary>What happens to a property.</summary>
public enum ChangeKind
{
    /// <summary>It is added.</summary>
    Add,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It changes.</summary>
    Update,
}

/// <summary>A resource that was created.</summary>
/// <param name="Id">Its id; never empty.</param>
/// <param name="State">Its outputs, secrets marked.</param>
public sealed record CreatedResource(string Id, PropertyMap State);

/// <summary>The question of a read.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="OldInputs">The last inputs; null for an import.</param>
/// <param name="State">The last outputs; null for an import.</param>
public sealed record ReadCall(string Id, PropertyMap? OldInputs, PropertyMap? State);

/// <summary>A resource as it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Inputs">Inputs as a user would write them to get what is there.</param>
/// <param name="State">Its outputs, secrets marked.</param>
public sealed record ReadResource(string Id, PropertyMap Inputs, PropertyMap State);

/// <summary>The question of an update.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="State">The last outputs.</param>
/// <param name="OldInputs">The last inputs; null from an engine that does not send them.</param>
/// <param name="NewInputs">The checked new inputs, with the recorded ones in the places that the user wants left alone: the engine has put them there.</param>
public sealed record UpdateCall(string Id, PropertyMap State, PropertyMap? OldInputs, PropertyMap NewInputs)
{
    /// <summary>The places that the user wants left alone.</summary>
    public IReadOnlyList<PropertyPath> IgnoreChanges { get; init; } = [];
}
