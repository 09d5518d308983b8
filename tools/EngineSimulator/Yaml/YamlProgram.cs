// A Pulumi YAML program of the subset that the engine simulator runs; whatever it does not know is an error.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A program: its configuration, variables, resources and outputs.</summary>
public sealed class YamlProgram : IProgram
{
    private static readonly string[] s_configTypes = ["string", "number", "integer", "boolean", "array", "object"];
    public string Name { get; private init; } = "";
    internal IReadOnlyList<YamlConfig> Config { get; private init; } = [];
    internal IReadOnlyDictionary<string, YamlNode> Variables { get; private init; } = YamlNodes.None;
    internal IReadOnlyDictionary<string, YamlResource> Resources { get; private init; } = new Dictionary<string, YamlResource>();
    internal IReadOnlyList<(string Key, YamlNode Value)> Outputs { get; private init; } = [];
    public static YamlProgram Load(string path) => Parse(File.ReadAllText(Directory.Exists(path) ? Path.Combine(path, "Pulumi.yaml") : path));

    /// <summary>Reads the text of a <c>Pulumi.yaml</c>.</summary>
    public static YamlProgram Parse(string yaml)
    {
        var root = YamlNodes.Parse(yaml);
        var members = YamlNodes.Known(root, "a program", "name", "runtime", "description", "config", "variables", "resources", "outputs");
        IReadOnlyList<(string Key, YamlNode Value)> Section(string name) => members.TryGetValue(name, out var node) ? [.. YamlNodes.Members(node, name)] : [];
        if (ProgramLoader.RuntimeOf(members, root) is var runtime and not "yaml")
        {
            throw new ProgramException($"The engine simulator runs programs with 'runtime: yaml' or 'runtime: dotnet', not '{runtime}'.", members["runtime"]);
        }

        var names = new HashSet<string>(StringComparer.Ordinal) { "pulumi" };
        foreach (var (name, node) in Section("config").Concat(Section("variables")).Concat(Section("resources")).Where(entry => !names.Add(entry.Key)))
        {
            throw new ProgramException($"The name '{name}' is taken already: config, variables and resources share one set of names.", node);
        }

        var program = new YamlProgram
        {
            Name = members.Text("name") is { Length: > 0 } own ? own : throw new ProgramException("The program has no 'name'.", root),
            Config = [.. Section("config").Select(entry => ReadConfig(entry.Key, entry.Value))],
            Variables = Section("variables").ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
            Resources = Section("resources").ToDictionary(entry => entry.Key, entry => YamlResource.Read(entry.Key, entry.Value), StringComparer.Ordinal),
            Outputs = Section("outputs"),
        };
        program.Validate(names);
        return program;
    }

    Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run) => new YamlProgramRun(run, this).RunAsync();

    /// <summary>The resources that a resource or variable needs first, through variables too.</summary>
    internal IEnumerable<YamlResource> ResourceNeeds(string name) => Needs(name)
        .SelectMany(need => Variables.ContainsKey(need) ? ResourceNeeds(need) : Resources.TryGetValue(need, out var resource) ? [resource] : []).Distinct();

    private static YamlConfig ReadConfig(string key, YamlNode node)
    {
        var members = YamlNodes.Known(node, $"config '{key}'", "type", "default", "secret");
        var type = members.Text("type");
        var plain = type.Split('<')[0].ToLowerInvariant() switch { "" => "string", "list" => "array", "int" => "integer", "bool" => "boolean", var other => other };
        return s_configTypes.Contains(plain)
            ? new YamlConfig(key, plain, members.GetValueOrDefault("default"), members.Flag("secret"), node)
            : throw new ProgramException($"'{type}' is no config type that the engine simulator knows; it knows {string.Join(", ", s_configTypes)}.", node);
    }

    /// <summary>Each reference finds what it names, and nothing needs itself, before anything runs.</summary>
    private void Validate(HashSet<string> names)
    {
        foreach (var (reference, node) in Variables.Values.Concat(Outputs.Select(output => output.Value)).Concat(Resources.Values.Select(resource => resource.Node)).SelectMany(YamlReference.In))
        {
            if (!names.Contains(reference.Root))
            {
                throw new ProgramException($"{reference} refers to '{reference.Root}', which is no config key, variable or resource of this program.", node);
            }

            if (reference.Root == "pulumi" && reference.Path is not ["stack" or "project"])
            {
                throw new ProgramException($"{reference} is not supported by the engine simulator; it knows ${{pulumi.stack}} and ${{pulumi.project}}.", node);
            }
        }

        foreach (var name in Resources.Keys.Concat(Variables.Keys))
        {
            Visit(name, []);
        }
    }

    private YamlNode? NodeOf(string name) => Variables.GetValueOrDefault(name) ?? Resources.GetValueOrDefault(name)?.Node;
    private IEnumerable<string> Needs(string name) => YamlReference.In(NodeOf(name)).Select(found => found.Reference.Root).Distinct();

    private void Visit(string name, IReadOnlyList<string> path)
    {
        if (path.Contains(name))
        {
            throw new ProgramException($"These need each other in a circle: {string.Join(" -> ", path.SkipWhile(step => step != name).Append(name))}.", NodeOf(name));
        }

        foreach (var need in Needs(name))
        {
            Visit(need, [.. path, name]);
        }
    }
}

/// <summary>A configuration key of the program.</summary>
internal sealed record YamlConfig(string Key, string Type, YamlNode? Default, bool Secret, YamlNode Node);

/// <summary>A resource of the program.</summary>
/// <param name="Goal">The call that registers it, without what is evaluated first.</param>
/// <param name="Properties">Its inputs.</param>
/// <param name="GetId">The id of one that is only read.</param>
/// <param name="Provider">The name of its provider, if it has one of its own.</param>
/// <param name="Node">Where it stands.</param>
internal sealed record YamlResource(RegisterResourceRequest Goal, YamlNode Properties, YamlNode? GetId, string? Provider, YamlNode Node)
{
    public static YamlResource Read(string name, YamlNode node)
    {
        var members = YamlNodes.Known(node, $"resource '{name}'", "type", "properties", "options", "get");
        var get = members.TryGetValue("get", out var getNode) ? YamlNodes.Known(getNode, "'get'", "id", "state") : null;
        if (get is not null && (members.ContainsKey("properties") || !get.ContainsKey("id")))
        {
            throw new ProgramException($"resource '{name}' has either 'properties', or 'get' with an 'id'.", node);
        }

        var options = members.TryGetValue("options", out var optionsNode)
            ? YamlNodes.Known(optionsNode, "'options'", "ignoreChanges", "provider", "dependsOn", "protect", "import", "additionalSecretOutputs", "customTimeouts", "retainOnDelete", "version", "pluginDownloadURL")
            : YamlNodes.None;
        var timeouts = options.TryGetValue("customTimeouts", out var limits) ? YamlNodes.Known(limits, "'customTimeouts'", "create", "update", "delete") : YamlNodes.None;
        var goal = new RegisterResourceRequest
        {
            Name = name,
            Type = ResourceUrn.FullToken(members.Text("type")) ?? throw new ProgramException($"The 'type' of '{name}' should read package:module:Name, for example infobip:index:InfoBipInstance.", node),
            Custom = true,
            IgnoreChanges = { options.Texts("ignoreChanges") },
            Protect = options.Flag("protect"),
            ImportId = options.Text("import"),
            AdditionalSecretOutputs = { options.Texts("additionalSecretOutputs") },
            CustomTimeouts = new() { Create = timeouts.Text("create"), Update = timeouts.Text("update"), Delete = timeouts.Text("delete") },
            RetainOnDelete = options.Flag("retainOnDelete"),
            Version = options.Text("version"),
            PluginDownloadURL = options.Text("pluginDownloadURL"),
        };
        return new YamlResource(
            goal,
            (get is null ? members.GetValueOrDefault("properties") : get.GetValueOrDefault("state")) ?? new YamlMappingNode(),
            get?["id"],
            options.TryGetValue("provider", out var provider) ? YamlReference.ResourceName(provider, "'provider'") : null,
            node);
    }
}
