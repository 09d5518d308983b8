// A Pulumi YAML program of the subset that the engine simulator runs; whatever it does not know is an error.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A program: its configuration, variables, resources and outputs.</summary>
public sealed class YamlProgram : IProgram
{
    private static readonly string[] s_configTypes = ["string", "number", "integer", "boolean", "array", "object"];
    public string Name { get; private init; } = "";
    internal IReadOnlyList<YamlConfig> Config { get; private init; } = [];
    internal IReadOnlyDictionary<string, YamlNode> Variables { get; private init; } = new Dictionary<string, YamlNode>();
    internal IReadOnlyList<YamlResource> Resources { get; private init; } = [];
    internal IReadOnlyList<(string Key, YamlNode Value)> Outputs { get; private init; } = [];
    public static YamlProgram Load(string path) => Parse(File.ReadAllText(Directory.Exists(path) ? Path.Combine(path, "Pulumi.yaml") : path));

    /// <summary>Reads the text of a <c>Pulumi.yaml</c>.</summary>
    public static YamlProgram Parse(string yaml)
    {
        var root = YamlNodes.Parse(yaml);
        var members = YamlNodes.Known(root, "a program", "name", "runtime", "description", "config", "variables", "resources", "outputs");
        IEnumerable<(string Key, YamlNode Value)> Section(string name) => members.TryGetValue(name, out var node) ? YamlNodes.Members(node, name) : [];
        var program = new YamlProgram
        {
            Name = members.TryGetValue("name", out var name) ? YamlNodes.Text(name, "name") : throw new ProgramException("The program has no 'name'.", root),
            Config = [.. Section("config").Select(entry => ReadConfig(entry.Key, entry.Value))],
            Variables = Section("variables").ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
            Resources = [.. Section("resources").Select(entry => YamlResource.Read(entry.Key, entry.Value))],
            Outputs = [.. Section("outputs")],
        };
        if (ProgramLoader.RuntimeOf(members.GetValueOrDefault("runtime"), root) is var runtime and not "yaml")
        {
            throw new ProgramException($"The engine simulator runs programs with 'runtime: yaml' or 'runtime: dotnet', not '{runtime}'.", members["runtime"]);
        }

        program.Validate();
        return program;
    }

    Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run) => new YamlProgramRun(run, this).RunAsync();

    private static YamlConfig ReadConfig(string key, YamlNode node)
    {
        var members = YamlNodes.Known(node, $"config '{key}'", "type", "default", "secret");
        var type = members.TryGetValue("type", out var typeNode) ? YamlNodes.Text(typeNode, "A config type") : null;
        var plain = type?.Split('<')[0].ToLowerInvariant() switch { "list" => "array", "int" => "integer", "bool" => "boolean", var other => other };
        if (plain is not null && !s_configTypes.Contains(plain))
        {
            throw new ProgramException($"'{type}' is no config type that the engine simulator knows; it knows {string.Join(", ", s_configTypes)}.", node);
        }

        return new YamlConfig(key, plain, members.GetValueOrDefault("default"), members.TryGetValue("secret", out var secret) && YamlNodes.Flag(secret, "'secret'"), node);
    }

    /// <summary>Each name means one thing, and each reference finds one, before anything runs.</summary>
    private void Validate()
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "pulumi" };
        foreach (var (name, node) in Config.Select(entry => (entry.Key, entry.Node)).Concat(Variables.Select(entry => (entry.Key, entry.Value))).Concat(Resources.Select(entry => (entry.Name, entry.Node))))
        {
            if (!names.Add(name))
            {
                throw new ProgramException($"The name '{name}' is taken already: config, variables and resources share one set of names.", node);
            }
        }

        foreach (var (reference, node) in Variables.Values.Concat(Outputs.Select(output => output.Value)).Concat(Resources.Select(resource => resource.Node)).SelectMany(YamlReference.In))
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

        foreach (var (name, node) in Resources.Select(resource => (resource.Name, resource.Node)).Concat(Variables.Select(entry => (entry.Key, entry.Value))))
        {
            Visit(name, node, []);
        }
    }

    /// <summary>The names that a resource or variable needs first.</summary>
    internal IEnumerable<string> Needs(string name) => (Variables.TryGetValue(name, out var variable) ? variable : Resources.FirstOrDefault(one => one.Name == name)?.Node) is { } node
        ? YamlReference.In(node).Select(found => found.Reference.Root).Distinct()
        : [];

    /// <summary>The resources that a resource needs first, through variables too.</summary>
    internal IEnumerable<YamlResource> ResourceNeeds(string name) => Needs(name)
        .SelectMany(need => Variables.ContainsKey(need) ? ResourceNeeds(need) : Resources.Where(resource => resource.Name == need)).Distinct();

    private void Visit(string name, YamlNode node, IReadOnlyList<string> path)
    {
        if (path.Contains(name))
        {
            throw new ProgramException($"These need each other in a circle: {string.Join(" -> ", path.SkipWhile(step => step != name).Append(name))}.", node);
        }

        foreach (var need in Needs(name))
        {
            Visit(need, node, [.. path, name]);
        }
    }
}

/// <summary>A configuration key of the program.</summary>
internal sealed record YamlConfig(string Key, string? Type, YamlNode? Default, bool Secret, YamlNode Node);

/// <summary>A resource of the program; one with an id in <paramref name="GetId"/> is only read.</summary>
internal sealed record YamlResource(string Name, string Type, YamlNode Properties, YamlNode? GetId, ResourceOptions Options, YamlNode Node)
{
    public string? Provider { get; init; }
    public bool IsProvider => Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal);
    public PluginRequest Plugin => new(ResourceUrn.PackageOf(Type), Options.Version, Options.PluginDownloadUrl);

    public static YamlResource Read(string name, YamlNode node)
    {
        var members = YamlNodes.Known(node, $"resource '{name}'", "type", "properties", "options", "get");
        var type = members.TryGetValue("type", out var typeNode) ? YamlNodes.Text(typeNode, "'type'") : throw new ProgramException($"resource '{name}' has no 'type'.", node);
        var get = members.TryGetValue("get", out var getNode) ? YamlNodes.Known(getNode, "'get'", "id", "state") : null;
        var options = members.TryGetValue("options", out var optionsNode)
            ? YamlNodes.Known(optionsNode, "'options'", "ignoreChanges", "provider", "dependsOn", "protect", "import", "additionalSecretOutputs", "customTimeouts", "retainOnDelete", "version", "pluginDownloadURL")
            : new Dictionary<string, YamlNode>();
        IReadOnlyList<string> Texts(string option) => options.TryGetValue(option, out var value) ? YamlNodes.Texts(value, $"'{option}'") : [];
        string Text(string option) => options.TryGetValue(option, out var value) ? YamlNodes.Text(value, $"'{option}'") : "";
        bool Flag(string option) => options.TryGetValue(option, out var value) && YamlNodes.Flag(value, $"'{option}'");
        return get is not null && (members.ContainsKey("properties") || !get.ContainsKey("id"))
            ? throw new ProgramException($"resource '{name}' has either 'properties', or 'get' with an 'id'.", node)
            : new YamlResource(
                name,
                ResourceUrn.FullToken(type) ?? throw new ProgramException("A type reads package:module:Name, for example infobip:index:InfoBipInstance.", typeNode),
                (get is null ? members.GetValueOrDefault("properties") : get.GetValueOrDefault("state")) ?? new YamlMappingNode(),
                get?["id"],
                new ResourceOptions
                {
                    IgnoreChanges = ResourceOptions.Paths(Texts("ignoreChanges")),
                    Protect = Flag("protect"),
                    Import = Text("import"),
                    AdditionalSecretOutputs = Texts("additionalSecretOutputs"),
                    Timeouts = options.TryGetValue("customTimeouts", out var timeouts) ? Timeouts(timeouts) : new CustomTimeouts(),
                    RetainOnDelete = Flag("retainOnDelete"),
                    Version = Text("version"),
                    PluginDownloadUrl = Text("pluginDownloadURL"),
                },
                node)
            {
                Provider = options.TryGetValue("provider", out var provider) ? YamlReference.ResourceName(provider, "'provider'") : null,
            };
    }

    private static CustomTimeouts Timeouts(YamlNode node)
    {
        var members = YamlNodes.Known(node, "'customTimeouts'", "create", "update", "delete", "read");
        double Of(string name) => members.TryGetValue(name, out var value) ? Duration.Seconds(YamlNodes.Text(value, "A time-out")) : 0;
        return new CustomTimeouts(Of("create"), Of("update"), Of("delete"), Of("read"));
    }
}
