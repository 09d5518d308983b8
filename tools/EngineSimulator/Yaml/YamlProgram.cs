// A Pulumi YAML program: its configuration, variables, resources and outputs.
namespace InfoBip.EngineSimulator;

/// <summary>A program of the subset that the engine simulator runs.</summary>
public sealed record YamlProgram : IProgram
{
    /// <summary>The project's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the project is for; empty when it does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>The configuration that the program takes.</summary>
    public IReadOnlyList<ConfigDeclaration> Config { get; init; } = [];

    /// <summary>Named values.</summary>
    public IReadOnlyDictionary<string, Expression> Variables { get; init; } = new Dictionary<string, Expression>();

    /// <summary>The resources, in the program's order.</summary>
    public IReadOnlyList<ResourceDeclaration> Resources { get; init; } = [];

    /// <summary>The stack's outputs, in the program's order.</summary>
    public IReadOnlyList<KeyValuePair<string, Expression>> Outputs { get; init; } = [];

    /// <summary>Reads a program.</summary>
    /// <param name="yaml">The text of a <c>Pulumi.yaml</c>.</param>
    /// <exception cref="ProgramException">It is no YAML, or uses something that is not supported.</exception>
    public static YamlProgram Parse(string yaml) => YamlReader.Read(yaml);

    /// <summary>Reads a program from a file.</summary>
    /// <param name="path">The file, or the folder that holds <c>Pulumi.yaml</c>.</param>
    /// <exception cref="ProgramException">There is no such file, or it cannot be read as a program.</exception>
    public static YamlProgram Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "Pulumi.yaml") : path;
        if (!File.Exists(file))
        {
            throw new ProgramException($"There is no program at {file}.", 0);
        }

        return Parse(File.ReadAllText(file));
    }

    Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run) => new YamlProgramRun(run, this).RunAsync();
}

/// <summary>A configuration key of the program.</summary>
/// <param name="Key">The key, without the project's name.</param>
/// <param name="Type"><c>string</c>, <c>number</c>, <c>integer</c>, <c>boolean</c>, <c>array</c> or <c>object</c>; null when not declared.</param>
/// <param name="Default">The value when the stack gives none; null means that it must.</param>
/// <param name="Secret">Whether the value is secret, however the stack holds it.</param>
/// <param name="Line">Where it stands.</param>
public sealed record ConfigDeclaration(string Key, string? Type, Expression? Default, bool Secret, long Line);

/// <summary>A resource of the program.</summary>
/// <param name="Name">Its logical name.</param>
/// <param name="Type">Its type token.</param>
/// <param name="Properties">Its inputs.</param>
/// <param name="Line">Where it stands.</param>
public sealed record ResourceDeclaration(string Name, string Type, MapExpression Properties, long Line)
{
    /// <summary>Set when the resource is read (<c>get:</c>), not managed.</summary>
    public GetDeclaration? Get { get; init; }

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; init; } = new();

    /// <summary>Whether it is an explicit provider.</summary>
    public bool IsProvider => Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);
}

/// <summary>What <c>get:</c> holds.</summary>
/// <param name="Id">The id to read.</param>
/// <param name="State">Values that the program knows already.</param>
public sealed record GetDeclaration(Expression Id, MapExpression State);

/// <summary>The options of a resource.</summary>
public sealed record ResourceOptions
{
    /// <summary>Paths of inputs whose changes are ignored.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    /// <summary>The explicit provider's logical name; null for the default provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Logical names of resources that come first.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether the resource may not be deleted.</summary>
    public bool Protect { get; init; }

    /// <summary>The id of an existing thing to adopt.</summary>
    public string? Import { get; init; }

    /// <summary>Outputs to treat as secret.</summary>
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Time limits for the plugin to keep.</summary>
    public CustomTimeouts Timeouts { get; init; } = new();

    /// <summary>Whether the thing stays when the resource is deleted.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>The plugin's version; empty for any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the plugin may be downloaded from; empty for nowhere.</summary>
    public string PluginDownloadUrl { get; init; } = "";
}

/// <summary>Time limits, in seconds; 0 leaves the plugin its own.</summary>
/// <param name="Create">For Create.</param>
/// <param name="Update">For Update.</param>
/// <param name="Delete">For Delete.</param>
public sealed record CustomTimeouts(double Create = 0, double Update = 0, double Delete = 0);
