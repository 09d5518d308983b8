// The options of a resource, read from the program.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads <c>options:</c>.</summary>
internal static class ResourceOptionsReader
{
    private static readonly string[] Known =
    [
        "ignoreChanges", "provider", "dependsOn", "protect", "import", "additionalSecretOutputs", "customTimeouts", "retainOnDelete",
        "version", "pluginDownloadURL",
    ];

    private static readonly string[] TimeoutMembers = ["create", "update", "delete"];

    public static ResourceOptions Read(YamlNode node, string resource)
    {
        var options = new ResourceOptions();
        foreach (var (member, value) in YamlNodes.Members(node, "'options'", resource))
        {
            options = member switch
            {
                "ignoreChanges" => options with { IgnoreChanges = Paths(value, resource) },
                "provider" => options with { Provider = ResourceName(value, "'provider'", resource) },
                "dependsOn" => options with { DependsOn = ResourceNames(value, resource) },
                "protect" => options with { Protect = YamlNodes.Flag(value, "'protect'", resource) },
                "import" => options with { Import = YamlNodes.Text(value, "'import'", resource) },
                "additionalSecretOutputs" => options with { AdditionalSecretOutputs = YamlNodes.Texts(value, "'additionalSecretOutputs'", resource) },
                "customTimeouts" => options with { Timeouts = Timeouts(value, resource) },
                "retainOnDelete" => options with { RetainOnDelete = YamlNodes.Flag(value, "'retainOnDelete'", resource) },
                "version" => options with { Version = YamlNodes.Text(value, "'version'", resource) },
                "pluginDownloadURL" => options with { PluginDownloadUrl = YamlNodes.Text(value, "'pluginDownloadURL'", resource) },
                _ => throw YamlNodes.Unsupported(member, value, "'options'", Known, resource),
            };
        }

        return options;
    }

    private static IReadOnlyList<string> Paths(YamlNode node, string resource)
    {
        var paths = YamlNodes.Texts(node, "'ignoreChanges'", resource);
        foreach (var path in paths)
        {
            try
            {
                WirePath.Parse(path);
            }
            catch (FormatException error)
            {
                throw new ProgramException($"'ignoreChanges': {error.Message}", YamlNodes.Line(node), resource, error);
            }
        }

        return paths;
    }

    /// <summary>The resources that <c>dependsOn</c> names: one, or a list.</summary>
    public static IReadOnlyList<string> ResourceNames(YamlNode node, string? resource) => node is YamlSequenceNode list
        ? [.. list.Children.Select(item => ResourceName(item, "Each item of 'dependsOn'", resource))]
        : [ResourceName(node, "'dependsOn'", resource)];

    /// <summary>The resource that an option names as <c>${name}</c>.</summary>
    public static string ResourceName(YamlNode node, string what, string? resource) =>
        ReferenceReader.Split(YamlNodes.Text(node, what, resource), YamlNodes.Line(node), resource) is [{ Reference: { Path.Count: 0 } reference }]
            ? reference.Root
            : throw new ProgramException($"{what} should name a resource: ${{name}}.", YamlNodes.Line(node), resource);

    private static CustomTimeouts Timeouts(YamlNode node, string resource)
    {
        var timeouts = new CustomTimeouts();
        foreach (var (member, value) in YamlNodes.Members(node, "'customTimeouts'", resource))
        {
            timeouts = member switch
            {
                "create" => timeouts with { Create = Seconds(value, resource) },
                "update" => timeouts with { Update = Seconds(value, resource) },
                "delete" => timeouts with { Delete = Seconds(value, resource) },
                _ => throw YamlNodes.Unsupported(member, value, "'customTimeouts'", TimeoutMembers, resource),
            };
        }

        return timeouts;
    }

    private static double Seconds(YamlNode node, string resource)
    {
        var text = YamlNodes.Text(node, "A time-out", resource);
        return Duration.Seconds(text) ?? throw new ProgramException(Duration.ErrorFor(text), YamlNodes.Line(node), resource);
    }
}
