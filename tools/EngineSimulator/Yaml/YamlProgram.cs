// A Pulumi YAML program of the subset that the engine simulator runs; whatever it does not know is an error.
namespace InfoBip.EngineSimulator;

public sealed class YamlProgram : IProgram
{
    private YamlProgram(Struct root)
    {
        var members = Yaml.Known(Value.ForStruct(root), "a program", "name", "runtime", "description", "config", "variables", "resources", "outputs");
        Name = ProgramLoader.NameOf(members);
        if (ProgramLoader.RuntimeOf(members) is var runtime and not "yaml")
        {
            throw new EngineException($"The engine simulator runs programs with 'runtime: yaml' or 'runtime: dotnet', not '{runtime}'.");
        }

        IEnumerable<KeyValuePair<string, Value>> Section(string name) => Yaml.Map(members.Find(name), name).Fields;
        Config = Section("config").ToDictionary(entry => entry.Key, entry => Yaml.Known(entry.Value, $"config '{entry.Key}'", "type", "default", "secret"));
        Variables = Section("variables").ToDictionary();
        Definitions = Section("variables").Concat(Section("resources")).DistinctBy(entry => entry.Key).ToDictionary();
        Resources = Section("resources").Select(entry => YamlResource.Read(entry.Key, entry.Value)).ToDictionary(resource => resource.Goal.Name);
        Outputs = [.. Section("outputs")];
        if (Config.Keys.Concat(Variables.Keys).Concat(Resources.Keys).CountBy(name => name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            throw new EngineException($"The name '{twice}' is taken already: config, variables and resources share one set of names.");
        }

        foreach (var (path, value) in Definitions.Select(entry => ((string[])[entry.Key], entry.Value)).Concat(Outputs.Select(entry => ((string[])[], entry.Value))))
        {
            Validate(value, path);
        }
    }

    public string Name { get; }
    internal IReadOnlyDictionary<string, Struct> Config { get; }
    internal IReadOnlyDictionary<string, Value> Variables { get; }
    internal IReadOnlyDictionary<string, YamlResource> Resources { get; }
    internal IReadOnlyList<KeyValuePair<string, Value>> Outputs { get; }
    private Dictionary<string, Value> Definitions { get; }

    public static YamlProgram Load(string path) => Parse(File.ReadAllText(Directory.Exists(path) ? Path.Combine(path, "Pulumi.yaml") : path));

    /// <summary>Reads the text of a <c>Pulumi.yaml</c>.</summary>
    public static YamlProgram Parse(string yaml) => new(Yaml.Parse(yaml));

    Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run) => new YamlProgramRun(run, this).RunAsync();

    /// <summary>The resources that a resource or variable needs first, through variables too.</summary>
    internal IEnumerable<YamlResource> ResourceNeeds(string name) => YamlText.References(Definitions[name])
        .SelectMany(need => Variables.ContainsKey(need.Head) ? ResourceNeeds(need.Head) : Resources.TryGetValue(need.Head, out var resource) ? [resource] : []).Distinct();

    /// <summary>Each reference finds what it names, and nothing needs itself, before anything runs.</summary>
    /// <param name="path">The names that led here.</param>
    private void Validate(Value value, IReadOnlyList<string> path)
    {
        foreach (var reference in YamlText.References(value))
        {
            if (path.Contains(reference.Head))
            {
                throw new EngineException($"These need each other in a circle: {string.Join(" -> ", path.SkipWhile(name => name != reference.Head).Append(reference.Head))}.");
            }

            if (Definitions.TryGetValue(reference.Head, out var next))
            {
                Validate(next, [.. path, reference.Head]);
            }
            else if (!Config.ContainsKey(reference.Head) && reference is not { Head: "pulumi", Rest.Head: "stack" or "project" })
            {
                throw new EngineException($"${{{reference}}} refers to no config key, variable or resource of this program, nor to ${{pulumi.stack}} or ${{pulumi.project}}.");
            }
        }
    }
}

/// <param name="Goal">The call that registers it, without what is evaluated first.</param>
/// <param name="GetId">The id of one that is only read.</param>
/// <param name="Provider">The name of its provider; empty where it has none of its own.</param>
internal sealed record YamlResource(RegisterResourceRequest Goal, Value Properties, Value? GetId, string Provider)
{
    private static readonly string[] s_options =
        ["ignoreChanges", "provider", "dependsOn", "protect", "import", "additionalSecretOutputs", "customTimeouts", "retainOnDelete", "version", "pluginDownloadURL"];

    public static YamlResource Read(string name, Value value)
    {
        var members = Yaml.Known(value, $"resource '{name}'", "type", "properties", "options", "get");
        var get = Yaml.Known(members.Find("get"), "'get'", "id", "state");
        if (members.Find("get") is not null && (members.Find("properties") is not null || get.Find("id") is null))
        {
            throw new EngineException($"resource '{name}' has either 'properties', or 'get' with an 'id'.");
        }

        var options = Yaml.Known(members.Find("options"), "'options'", s_options);
        var timeouts = Yaml.Known(options.Find("customTimeouts"), "'customTimeouts'", "create", "update", "delete");
        var goal = new RegisterResourceRequest
        {
            Name = name,
            Type = ResourceUrn.FullToken(members.Text("type")) ?? throw new EngineException($"The 'type' of '{name}' should read package:module:Name, for example infobip:index:InfoBipInstance."),
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
        var properties = members.Find("properties") ?? get.Find("state") ?? Value.ForStruct(new Struct());
        return new YamlResource(goal, properties, get.Find("id"), YamlText.ResourceName(options, "provider"));
    }
}
