// What a stack keeps of a resource, and of a call that was begun and whose end is not recorded.
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>A resource as the last operation left it. Objects in it are not to be changed in place.</summary>
public sealed record ResourceState
{
    public required string Urn { get; init; }
    public string Type => ResourceUrn.TypeOf(Urn);

    /// <summary>Every resource that is kept has a plugin: those of components and of the stack itself are not.</summary>
    public bool Custom { get; init; } = true;
    public required string Id { get; init; }

    /// <summary>The inputs, as Check or a refresh left them.</summary>
    public Struct Inputs { get; init; } = new();
    public Struct Outputs { get; init; } = new();

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

    /// <summary>Why the thing is only partially created; empty when it is whole.</summary>
    public IReadOnlyList<string> InitErrors { get; init; } = [];
    public IReadOnlyList<string> Dependencies { get; init; } = [];
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>What the program last said to ignore: a refresh obeys it.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];
    public CustomTimeouts Timeouts { get; init; } = new();

    [JsonIgnore]
    public string Name => ResourceUrn.NameOf(Urn);

    [JsonIgnore]
    public bool IsProvider => Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);

    /// <summary>A provider as the resources that it serves name it.</summary>
    [JsonIgnore]
    internal string Reference => $"{Urn}::{Id}";
}

/// <summary>Time limits in seconds; 0 leaves the plugin its own.</summary>
public sealed partial record CustomTimeouts(double Create = 0, double Update = 0, double Delete = 0, double Read = 0)
{
    private static readonly Dictionary<string, decimal> s_units = new() { ["h"] = 3600, ["m"] = 60, ["s"] = 1, ["ms"] = 0.001m, ["us"] = 0.000001m, ["ns"] = 0.000000001m };

    internal static CustomTimeouts Of(RegisterResourceRequest.Types.CustomTimeouts? limits) => limits is null ? new() : new(Seconds(limits.Create), Seconds(limits.Update), Seconds(limits.Delete));

    /// <summary>Reads a duration written as in Go: 90s, 5m, 1h30m, 500ms, 300000000000ns. In decimals: two minutes, written in nanoseconds, should stay two minutes.</summary>
    private static double Seconds(string text) => Part().Matches(text) is var parts && parts.Sum(part => part.Length) == text.Length
        ? (double)parts.Sum(part => decimal.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * s_units[part.Groups[2].Value])
        : throw new EngineException($"\"{text}\" is no duration: write for example 90s, 5m or 1h30m.");

    [GeneratedRegex("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(ms|us|ns|h|m|s)")]
    private static partial Regex Part();
}

/// <summary>A call whose outcome is unknown: the thing may or may not be as it was asked for.</summary>
/// <param name="Resource">The whole resource as it was asked for; for a create with the inputs that Check gave, so also with a name that the plugin made.</param>
/// <param name="Kind"><c>creating</c>, <c>updating</c>, <c>deleting</c>, <c>reading</c> or <c>importing</c>.</param>
public sealed record PendingOperation(ResourceState Resource, string Kind)
{
    public string Urn => Resource.Urn;

    /// <summary>Whether something may exist that no state holds: only the user can find out.</summary>
    internal bool IsCreate => Kind == "creating";

    internal static string Warning(IReadOnlyList<PendingOperation> operations) =>
        $"""
        Attempting to deploy or update resources with {Counted(operations, "operation")} from previous deployment.
        {Lines(operations)}
        Look up at the service what became of each. What a create may have made bears the name that `pulumi stack export` shows among the inputs of its pending operation:
        adopt it with `pulumi import`, or delete it there. Pending creates stay until `pulumi refresh --clear-pending-creates`; the others end with this operation.
        """;

    internal static string Cleared(IReadOnlyList<PendingOperation> operations, bool preview) => $"{(preview ? "To clear" : "Cleared")}: {Counted(operations, "create")}\n{Lines(operations)}";
    private static string Counted(IReadOnlyList<PendingOperation> operations, string what) => $"{operations.Count} pending {what}{(operations.Count == 1 ? "" : "s")}";
    private static string Lines(IReadOnlyList<PendingOperation> operations) => string.Join('\n', operations.Select(operation => $"  * {operation.Urn}, interrupted while {operation.Kind}"));
}

/// <summary>The names of resources in a stack: urn:pulumi:stack::project::type::name.</summary>
public static class ResourceUrn
{
    /// <summary>What the type of every provider resource begins with.</summary>
    public const string ProviderTypePrefix = "pulumi:providers:";

    /// <summary>The type of the resource that stands for the stack itself.</summary>
    internal const string StackType = "pulumi:pulumi:Stack";
    public static string Of(string stack, string project, string type, string name) => $"urn:pulumi:{stack}::{project}::{type}::{name}";
    public static string NameOf(string urn) => urn.Split("::", 4) is [_, _, _, var name] ? name : urn;
    public static string TypeOf(string urn) => urn.Split("::", 4) is [_, _, var type, _] ? type.Split('$')[^1] : "";

    /// <summary>The package that a type belongs to, also that of a provider.</summary>
    public static string PackageOf(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal) ? type[ProviderTypePrefix.Length..] : type.Split(':')[0];

    /// <summary>The type of a child, with the types of its parents before it; the stack itself does not count.</summary>
    internal static string QualifiedType(string parent, string type) => parent.Split("::", 4) is [_, _, var parents, _] && parents != StackType ? $"{parents}${type}" : type;

    /// <summary>A type token in full: <c>package:Name</c> is short for <c>package:index:Name</c>. Null where it is none.</summary>
    internal static string? FullToken(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } package, { Length: > 0 } name] => $"{package}:index:{name}",
        [{ Length: > 0 }, _, { Length: > 0 }] => text,
        _ => null,
    };
}
