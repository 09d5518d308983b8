// What a stack keeps of a resource, and of a call that was begun and whose end is not recorded.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A resource as the last operation left it. Objects in it are not to be changed in place.</summary>
public sealed record ResourceState
{
    public required string Urn { get; init; }
    public string Type => ResourceUrn.TypeOf(Urn);
    public string Name => ResourceUrn.NameOf(Urn);
    public required string Id { get; init; }

    /// <summary>The inputs, as Check or a refresh left them.</summary>
    public Struct Inputs { get; init; } = new();
    public Struct Outputs { get; init; } = new();

    /// <summary>Why the thing is only partially created; empty when it is whole.</summary>
    public IReadOnlyList<string> InitErrors { get; init; } = [];
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>The provider as <c>urn::id</c>; empty for a provider itself.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The text of the option 'import' by which it came; empty where it was created.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>Whether the thing is only read, not managed.</summary>
    public bool External { get; init; }
    public bool Protect { get; init; }
    public bool RetainOnDelete { get; init; }

    /// <summary>Whether the thing was replaced and still waits for its deletion.</summary>
    public bool Delete { get; init; }
    public bool RefreshBeforeUpdate { get; init; }
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>What the program last said to ignore: a refresh obeys it.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];
    public CustomTimeouts Timeouts { get; init; } = new();
    public bool IsProvider => Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);
    internal string ProviderUrn => Provider.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end ? Provider[..end] : Provider;

    /// <summary>A provider as the resources that it serves name it.</summary>
    internal string Reference => $"{Urn}::{Id}";
}

/// <summary>Time limits in seconds; 0 leaves the plugin its own.</summary>
public sealed record CustomTimeouts(double Create = 0, double Update = 0, double Delete = 0, double Read = 0);

/// <summary>A call whose outcome is unknown: the thing may or may not be as it was asked for.</summary>
/// <param name="Resource">The whole resource as it was asked for; for a create with the inputs that Check gave, so also with a name that the plugin made.</param>
/// <param name="Kind"><c>creating</c>, <c>updating</c>, <c>deleting</c>, <c>reading</c> or <c>importing</c>.</param>
public sealed record PendingOperation(ResourceState Resource, string Kind)
{
    public string Urn => Resource.Urn;

    /// <summary>Whether something may exist that no state holds: only the user can find out.</summary>
    internal bool IsCreate => Kind == "creating";
}
