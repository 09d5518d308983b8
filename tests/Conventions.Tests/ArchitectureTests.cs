// The design's arrows: which part may know which.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using InfoBip.Conventions.Tests.Support;
using InfoBip.Provider.Instances;

namespace InfoBip.Conventions.Tests;

public sealed partial class ArchitectureTests
{
    /// <summary>The projects of the repository, each with the projects that it may refer to. The product never refers to the tools.</summary>
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["src/InstancesApi"] = [],
        ["src/ProviderHost"] = [],
        ["src/Provider"] = ["InstancesApi", "ProviderHost"],
        ["tools/Sandbox"] = [],
        ["tools/EngineSimulator"] = [],
        ["tools/Chaos"] = ["EngineSimulator", "Sandbox"],
    };

    /// <summary>The folders of the plugin's two projects, each with the parts that it may name. What is not here is to be added with its arrows.</summary>
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["ProviderHost.Protocol"] = ["ProviderHost.EngineClient", "ProviderHost.Resources", "ProviderHost.PropertyValues"],
        ["ProviderHost.EngineClient"] = ["ProviderHost.Resources"],
        ["ProviderHost.Resources"] = ["ProviderHost.PropertyValues"],
        ["ProviderHost.PropertyValues"] = [],
        ["InfoBip.Provider.Configuration"] =
            ["InfoBip.Provider.PendingCreates", "InstancesApi", "ProviderHost.Protocol", "ProviderHost.Resources", "ProviderHost.PropertyValues"],
        ["InfoBip.Provider.Instances"] = ["InfoBip.Provider.PendingCreates", "InstancesApi", "ProviderHost.Resources", "ProviderHost.PropertyValues"],
        ["InfoBip.Provider.PendingCreates"] = [],
    };

    private static readonly string[] s_plugin = ["Provider", "ProviderHost"];

    private static readonly string[] s_code = ["src", "tools"];

    [Fact]
    public void Projects_refer_to_each_other_along_the_arrows()
    {
        Assert.Equal(Projects.Keys.Order(), Repository.Files("src", "*.csproj").Concat(Repository.Files("tools", "*.csproj")).Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/')).Order());
        AssertNone(
            from project in Projects
            let file = $"{project.Key}/{project.Key.Split('/')[1]}.csproj"
            from reference in XDocument.Load(Repository.PathOf(file)).Descendants("ProjectReference")
            let name = Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!.Value.Replace('\\', '/'))
            where !project.Value.Contains(name)
            select $"{file} refers to {name}");
    }

    [Fact]
    public void The_host_knows_no_InfoBip() =>
        AssertNone(
            from file in Repository.Files("src/ProviderHost", "*")
            from line in File.ReadLines(Repository.PathOf(file)).Index()
            where line.Item.Contains("infobip", StringComparison.OrdinalIgnoreCase)
            select $"{file}:{line.Index + 1} {line.Item.Trim()}");

    [Fact]
    public void The_client_knows_no_Pulumi() =>
        AssertNone(
            from file in Repository.Files("src/InstancesApi", "*.cs")
            where CodeReferences.WithoutComments(Repository.Read(file)).Contains("Pulumi", StringComparison.OrdinalIgnoreCase)
            select $"{file} names Pulumi");

    [Fact]
    public void Every_folder_of_the_plugin_has_its_arrows() =>
        Assert.Equal(
            Folders.Keys.Order(),
            s_plugin
                .SelectMany(project => Repository.Files($"src/{project}", "*.cs"))
                .Select(file => file.Split('/'))
                .Where(parts => parts.Length > 3)
                .Select(parts => NamespaceOf(parts[1], parts[2]))
                .Distinct()
                .Order());

    [Fact]
    public void Each_folder_of_the_plugin_knows_only_what_lies_below_it()
    {
        var types = Folders.Keys.ToDictionary(
            folder => folder,
            IReadOnlySet<string> (folder) => FilesOf(folder).SelectMany(file => CodeReferences.DeclaredTypes(Repository.Read(file))).ToHashSet());
        AssertNone(
            from arrow in Folders
            from file in FilesOf(arrow.Key)
            from part in CodeReferences.Parts(Repository.Read(file), types)
            where part != arrow.Key && !arrow.Value.Contains(part)
            select $"{file} knows {part}; {arrow.Key} may know {(arrow.Value.Length == 0 ? "nothing of ours" : string.Join(", ", arrow.Value))}");
    }

    [Fact]
    public void Protobuf_stays_in_the_protocol_the_engine_client_and_the_codec() =>
        AssertNone(
            from project in s_plugin
            from file in Repository.Files($"src/{project}", "*.cs")
            where !file.StartsWith("src/ProviderHost/Protocol/", StringComparison.Ordinal)
                && !file.StartsWith("src/ProviderHost/EngineClient/", StringComparison.Ordinal)
                && file != "src/ProviderHost/PropertyValues/PropertyCodec.cs"
            from Match match in WireNames().Matches(CodeReferences.WithoutComments(Repository.Read(file)))
            select $"{file} names {match.Value}");

    /// <summary>Asked of the compiled plugin, since projects name HTTP's types without a directive.</summary>
    [Fact]
    public void The_plugin_itself_names_no_type_of_HTTP()
    {
        using var stream = File.OpenRead(typeof(InstanceDefinition).Assembly.Location);
        using var assembly = new PEReader(stream);
        var metadata = assembly.GetMetadataReader();
        var named = metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Select(type => (Namespace: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
            .ToList();
        Assert.Contains(named, type => type == ("InfoBip.InstancesApi", "InstancesClient"));

        // The client's constructor has a handler as an optional parameter, which the compiler names wherever it is called.
        AssertNone(named
            .Where(type => type.Namespace.StartsWith("System.Net.Http", StringComparison.Ordinal) && type.Name != "HttpMessageHandler")
            .Select(type => $"the plugin names {type.Namespace}.{type.Name}"));
    }

    [Fact]
    public void No_two_types_of_the_product_and_the_tools_have_one_name() =>
        AssertNone(
            from type in
                from folder in s_code
                from file in Repository.Files(folder, "*.cs")
                from declared in CodeReferences.DeclaredTypes(Repository.Read(file)).Distinct()
                select (Name: declared, File: file)
            group type.File by type.Name into files
            where files.Select(file => string.Join('/', file.Split('/')[..2])).Distinct().Count() > 1
            select $"{files.Key} is declared in {string.Join(" and ", files)}");

    [Fact]
    public void No_project_file_adds_a_namespace_of_ours_to_every_file() =>
        AssertNone(
            from file in Repository.Files("src", "*.csproj").Append("Directory.Build.props")
            from added in XDocument.Load(Repository.PathOf(file)).Descendants("Using")
            where (string?)added.Attribute("Include") is { } name && (name.StartsWith("InfoBip", StringComparison.Ordinal) || name.StartsWith("ProviderHost", StringComparison.Ordinal))
            select $"{file} adds {added.Attribute("Include")!.Value}");

    [Theory]
    [InlineData("using InfoBip.Provider.Instances;", "InfoBip.Provider.Instances")]
    [InlineData("  using static InfoBip.Provider.Instances.InstanceState;", "InfoBip.Provider.Instances")]
    [InlineData("using State = InfoBip.Provider.Instances.InstanceState;", "InfoBip.Provider.Instances")]
    [InlineData("var x = Instances.InstanceState.Switched(y);", "InfoBip.Provider.Instances")]
    [InlineData("var x = $\"{Instances.InstanceState.None}\";", "InfoBip.Provider.Instances")]
    [InlineData("using ProviderHost.Resources;", "ProviderHost.Resources")]
    [InlineData("using InfoBip.InstancesApi;", "InstancesApi")]
    [InlineData("using InfoBip.Sandbox.Api;", "Sandbox")]
    [InlineData("// using InfoBip.Provider.Instances;", "")]
    [InlineData("/* InfoBip.Provider.Instances */ /// <see cref=\"InfoBip.Provider.Instances\"/>", "")]
    [InlineData("var x = answer.Instances.InstanceState;", "")]
    [InlineData("var x = Instances.Count;", "")]
    public void A_part_is_seen_however_it_is_named(string code, string expected) => Assert.Equal(
        expected, string.Join(' ', CodeReferences.Parts(code, new Dictionary<string, IReadOnlySet<string>> { ["InfoBip.Provider.Instances"] = new HashSet<string> { "InstanceState" } })));

    private static string NamespaceOf(string project, string folder) => project == "Provider" ? $"InfoBip.Provider.{folder}" : $"{project}.{folder}";

    private static IReadOnlyList<string> FilesOf(string folder) =>
        Repository.Files($"src/{(folder.StartsWith("InfoBip.", StringComparison.Ordinal) ? "Provider" : "ProviderHost")}/{folder.Split('.')[^1]}", "*.cs");

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var list = wrong.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    [GeneratedRegex(@"\b(?:Google\.(?:Protobuf|Rpc)|Grpc|Pulumirpc)\b")]
    private static partial Regex WireNames();
}
