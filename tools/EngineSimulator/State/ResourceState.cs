// What a stack keeps of a resource.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A resource as the last operation left it. Objects in it are not to be changed in place.</summary>
public sealed record ResourceState
{
    /// <summary>The resource's name in the stack.</summary>
    public required string Urn { get; init; }

    /// <summary>Its type token.</summary>
    public string Type => ResourceUrn.TypeOf(Urn);

    /// <summary>Its logical name.</summary>
    public string Name => ResourceUrn.NameOf(Urn);

    /// <summary>The plugin's id of the thing.</summary>
    public required string Id { get; init; }

    /// <summary>The inputs, as Check or a refresh left them.</summary>
    public Struct Inputs { get; init; } = new();

    /// <summary>The outputs, as the last answer gave them.</summary>
    public Struct Outputs { get; init; } = new();

    /// <summary>Why the thing is only partially created; empty when it is whole.</summary>
    public IReadOnlyList<string> InitErrors { get; init; } = [];

    /// <summary>URNs of the resources that come before this one.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>The provider as <c>urn::id</c>; empty for a provider itself.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Whether the thing is only read, not managed.</summary>
    public bool External { get; init; }

    /// <summary>Whether the thing may not be deleted.</summary>
    public bool Protect { get; init; }

    /// <summary>Whether the thing stays when the resource is deleted.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>Whether the thing was replaced and still waits for its deletion.</summary>
    public bool Delete { get; init; }

    /// <summary>Whether the plugin asked to be read before the next change.</summary>
    public bool RefreshBeforeUpdate { get; init; }

    /// <summary>Outputs that the program wants secret.</summary>
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Time limits for the plugin to keep.</summary>
    public CustomTimeouts Timeouts { get; init; } = new();

    /// <summary>Whether this is a provider.</summary>
    public bool IsProvider => Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);

    /// <summary>The URN of the provider.</summary>
    internal string ProviderUrn => Provider.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end ? Provider[..end] : Provider;
}
