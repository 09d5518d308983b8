// What a resource can do, in the order in which the engine asks for it.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>
/// A resource type of this provider. Calls that fail throw <see cref="ResourceException"/>; one that left something behind
/// throws <see cref="PartiallyCreatedException"/>. <see cref="Check"/> and the previews never ask the service anything.
/// </summary>
internal interface IResource
{
    /// <summary>The type token that programs use.</summary>
    string Type { get; }

    /// <summary>Judges the inputs and completes them: all mistakes at once.</summary>
    CheckedInputs Check(CheckCall call);

    /// <summary>Tells what differs between the last inputs and the new ones.</summary>
    Task<ResourceDiff> DiffAsync(DiffCall call, Operation operation);

    /// <summary>What creating would give, as far as it is known before.</summary>
    PropertyMap PreviewCreate(PropertyMap inputs);

    /// <summary>Makes the resource.</summary>
    Task<CreatedResource> CreateAsync(PropertyMap inputs, Operation operation);

    /// <summary>Asks the service how the resource is; null where it certainly is no more.</summary>
    Task<ReadResource?> ReadAsync(ReadCall call, Operation operation);

    /// <summary>What updating would give, as far as it is known before.</summary>
    PropertyMap PreviewUpdate(UpdateCall call);

    /// <summary>Changes the resource in place and gives its new state.</summary>
    Task<PropertyMap> UpdateAsync(UpdateCall call, Operation operation);

    /// <summary>Removes the resource. One that is gone already is fine.</summary>
    Task DeleteAsync(string id, PropertyMap state, Operation operation);

    /// <summary>Judges the query of a list: all mistakes at once. It asks nobody, and takes what is not known yet for right.</summary>
    IReadOnlyList<CheckFailure> CheckQuery(PropertyMap query);

    /// <summary>Lists what the service has of this type.</summary>
    /// <param name="call">A known query that <see cref="CheckQuery"/> found no mistake in.</param>
    /// <param name="operation">How the call runs; it is about no one resource, so its URN is empty.</param>
    IAsyncEnumerable<ListPart> ListAsync(ListCall call, Operation operation);
}

/// <summary>Which resource a call is about.</summary>
/// <param name="Urn">The engine's name of it.</param>
/// <param name="Name">The name that the program gave it.</param>
internal sealed record ResourceIdentity(string Urn, string Name);

/// <summary>How one call runs: for which resource, for how long, and whom to tell.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Timeout">The user's <c>customTimeouts</c>; null for none.</param>
/// <param name="Log">Where notes for the user go.</param>
/// <param name="Cancelled">Cancelled when the user gives up, or the engine closes the plugin.</param>
internal sealed record Operation(ResourceIdentity Resource, TimeSpan? Timeout, IResourceLog Log, CancellationToken Cancelled);

/// <summary>The question of a check.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="OldInputs">The inputs of the last time; empty for a new resource.</param>
/// <param name="NewInputs">The program's inputs.</param>
/// <param name="RandomSeed">32 bytes that stay the same for one registration; empty from an old engine.</param>
/// <param name="Autonaming">The user's wishes for names that are left out; null for none.</param>
internal sealed record CheckCall(
    ResourceIdentity Resource,
    PropertyMap OldInputs,
    PropertyMap NewInputs,
    ReadOnlyMemory<byte> RandomSeed,
    Autonaming? Autonaming);

/// <summary>What the user's settings say of names that a program leaves out.</summary>
/// <param name="ProposedName">The engine's proposal.</param>
/// <param name="Mode">What the proposal is worth.</param>
internal sealed record Autonaming(string ProposedName, AutonamingMode Mode);

/// <summary>What an engine's proposal of a name is worth. Source: the protocol's <c>AutonamingOptions</c>.</summary>
internal enum AutonamingMode
{
    /// <summary>A preferred name.</summary>
    Propose,

    /// <summary>Exactly this name.</summary>
    Enforce,

    /// <summary>No name is to be made up.</summary>
    Disable,
}

/// <summary>The answer of a check.</summary>
/// <param name="Inputs">The inputs that everything later works with.</param>
/// <param name="Failures">The mistakes; empty when all is well.</param>
internal sealed record CheckedInputs(PropertyMap Inputs, IReadOnlyList<CheckFailure> Failures);

/// <summary>One mistake of the user.</summary>
/// <param name="Code">Which error it is.</param>
/// <param name="Property">Its path; empty where the engine would print a secret beside it.</param>
/// <param name="Reason">What is wrong and what to do. Never a value.</param>
internal sealed record CheckFailure(ErrorCode Code, string Property, string Reason);

/// <summary>The question of a diff.</summary>
/// <param name="State">The last outputs.</param>
/// <param name="OldInputs">The last inputs; null from an engine that does not send them.</param>
/// <param name="NewInputs">The checked new inputs.</param>
/// <param name="IgnoreChanges">Paths that the user wants left alone.</param>
internal sealed record DiffCall(
    PropertyMap State,
    PropertyMap? OldInputs,
    PropertyMap NewInputs,
    IReadOnlyList<PropertyPath> IgnoreChanges);

/// <summary>The answer of a diff.</summary>
/// <param name="Changes">What differs; empty for nothing.</param>
/// <param name="DeleteBeforeReplace">Whether the old resource has to go first, should the user's options make a replacement of the change.</param>
internal sealed record ResourceDiff(IReadOnlyList<PropertyChange> Changes, bool DeleteBeforeReplace = false)
{
    /// <summary>Outputs that stay as they are, whatever changes in place.</summary>
    public IReadOnlyList<string> Stable { get; init; } = [];

    /// <summary>No difference.</summary>
    public static ResourceDiff None { get; } = new([]);
}

/// <summary>One difference.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Kind">What happens there.</param>
/// <param name="Replaces">Whether it cannot happen in place.</param>
internal sealed record PropertyChange(PropertyPath Path, ChangeKind Kind, bool Replaces = false);

/// <summary>What happens to a property.</summary>
internal enum ChangeKind
{
    /// <summary>It comes.</summary>
    Add,

    /// <summary>It goes.</summary>
    Delete,

    /// <summary>It changes.</summary>
    Update,
}

/// <summary>A resource that was made.</summary>
/// <param name="Id">Its id; never empty.</param>
/// <param name="State">Its outputs, secrets marked.</param>
internal sealed record CreatedResource(string Id, PropertyMap State);

/// <summary>The question of a read.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="OldInputs">The last inputs; null for an import.</param>
/// <param name="State">The last outputs; null for an import.</param>
internal sealed record ReadCall(string Id, PropertyMap? OldInputs, PropertyMap? State);

/// <summary>A resource as it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Inputs">Inputs as a user would write them to get what is there.</param>
/// <param name="State">Its outputs, secrets marked.</param>
internal sealed record ReadResource(string Id, PropertyMap Inputs, PropertyMap State);

/// <summary>The question of an update.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="State">The last outputs.</param>
/// <param name="OldInputs">The last inputs; null from an engine that does not send them.</param>
/// <param name="NewInputs">The checked new inputs.</param>
/// <param name="IgnoreChanges">Paths that the user wants left alone.</param>
internal sealed record UpdateCall(
    string Id,
    PropertyMap State,
    PropertyMap? OldInputs,
    PropertyMap NewInputs,
    IReadOnlyList<PropertyPath> IgnoreChanges);
