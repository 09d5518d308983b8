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
    /// <summary>The folders of the provider, each with the parts that it may know. What is not here is to be added with its arrows.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Protocol"] = ["Configuration", "Instances", "Journal", "Resources", "Properties", "InstancesApi"],
        ["Instances"] = ["Journal", "Resources", "Properties", "InstancesApi"],
        ["Configuration"] = ["Resources", "Properties", "InstancesApi"],
        ["Journal"] = [],
        ["Resources"] = ["Properties"],
        ["Properties"] = [],
    };

    /// <summary>The projects beside the provider, each with the projects that it may know.</summary>
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["InstancesApi"] = [],
        ["Sandbox"] = [],
        ["EngineSimulator"] = ["Sandbox", "InstancesApi"],
    };

    [Fact]
    public void Every_folder_of_the_provider_has_its_arrows()
    {
        var folders = Repository.Files("src/Provider", "*.cs").Select(file => file.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct();
        Assert.Equal(Arrows.Keys.Order(), folders.Order());
        Assert.Equal(["src/Provider/Program.cs"], Repository.Files("src/Provider", "*.cs").Where(file => file.Split('/').Length == 3));
    }

    [Fact]
    public void Each_part_of_the_provider_knows_only_what_lies_below_it()
    {
        var types = Arrows.Keys.ToDictionary(
            folder => folder,
            IReadOnlySet<string> (folder) => Repository.Files($"src/Provider/{folder}", "*.cs").SelectMany(file => CodeReferences.DeclaredTypes(Repository.Read(file))).ToHashSet());
        var wrong =
            from arrow in Arrows
            from file in Repository.Files($"src/Provider/{arrow.Key}", "*.cs")
            from part in CodeReferences.Parts(Repository.Read(file), types)
            where part != arrow.Key && part != "Provider" && !arrow.Value.Contains(part)
            select $"{file} knows {part}; {arrow.Key} may know {(arrow.Value.Length == 0 ? "nothing of ours" : string.Join(", ", arrow.Value))}";
        AssertNone(wrong);
    }

    [Fact]
    public void Protobuf_stays_in_the_protocol_and_in_the_codec() =>
        AssertNone(
            from file in Repository.Files("src/Provider", "*.cs")
            where !file.StartsWith("src/Provider/Protocol/", StringComparison.Ordinal) && file != "src/Provider/Properties/PropertyCodec.cs"
            from Match match in WireNames().Matches(CodeReferences.WithoutComments(Repository.Read(file)))
            select $"{file} names {match.Value}");

    /// <summary>Asked of the compiled plugin, since projects name HTTP's types without a directive.</summary>
    [Fact]
    public void The_plugin_itself_names_no_type_of_HTTP()
    {
        using var stream = File.OpenRead(typeof(InstanceProperties).Assembly.Location);
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
    public void The_projects_beside_the_provider_do_not_know_it() =>
        AssertNone(
            from project in Projects
            from file in Repository.Files($"src/{project.Key}", "*.cs")
            from part in CodeReferences.Parts(Repository.Read(file), new Dictionary<string, IReadOnlySet<string>>())
            where (Projects.ContainsKey(part) || part == "Provider" || Arrows.ContainsKey(part)) && part != project.Key && !project.Value.Contains(part)
            select $"{file} knows {part}");

    [Fact]
    public void Projects_refer_to_each_other_along_the_arrows()
    {
        var allowed = new Dictionary<string, string[]>(Projects) { ["Provider"] = ["InstancesApi"] };
        AssertNone(
            from project in allowed
            let file = $"src/{project.Key}/{project.Key}.csproj"
            from reference in XDocument.Load(Repository.PathOf(file)).Descendants("ProjectReference")
            let name = Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!.Value.Replace('\\', '/'))
            where !project.Value.Contains(name)
            select $"{file} refers to {name}");
    }

    [Fact]
    public void No_project_file_adds_a_namespace_of_ours_to_every_file() =>
        AssertNone(
            from file in Repository.Files("src", "*.csproj").Append("Directory.Build.props")
            from added in XDocument.Load(Repository.PathOf(file)).Descendants("Using")
            where ((string?)added.Attribute("Include"))?.StartsWith("InfoBip", StringComparison.Ordinal) == true
            select $"{file} adds {added.Attribute("Include")!.Value}");

    [Theory]
    [InlineData("using InfoBip.Provider.Instances;", "Instances")]
    [InlineData("  using static InfoBip.Provider.Instances.InstanceDiff;", "Instances")]
    [InlineData("using Diff = InfoBip.Provider.Instances.InstanceDiff;", "Instances")]
    [InlineData("global using global::InfoBip.Provider.Instances;", "Instances")]
    [InlineData("var x = InfoBip.Provider.Instances.InstanceDiff.Diff(y);", "Instances")]
    [InlineData("var x = Instances.InstanceDiff.Diff(y);", "Instances")]
    [InlineData("var x = Provider.Instances.InstanceDiff.Diff(y);", "Instances")]
    [InlineData("var x = $\"{Instances.InstanceDiff.None}\";", "Instances")]
    [InlineData("var x = \"http://a\" + Instances.InstanceDiff.None;", "Instances")]
    [InlineData("using InfoBip.InstancesApi;", "InstancesApi")]
    [InlineData("// using InfoBip.Provider.Instances;", "")]
    [InlineData("/* InfoBip.Provider.Instances */ /// <see cref=\"InfoBip.Provider.Instances\"/>", "")]
    [InlineData("var x = answer.Instances.InstanceDiff;", "")]
    [InlineData("var x = Instances.Count;", "")]
    [InlineData("using var x = Instances;", "")]
    public void A_part_is_seen_however_it_is_named(string code, string expected) =>
        Assert.Equal(expected, string.Join(' ', CodeReferences.Parts(code, new Dictionary<string, IReadOnlySet<string>> { ["Instances"] = new HashSet<string> { "InstanceDiff" } })));

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var list = wrong.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    [GeneratedRegex(@"\b(?:Google\.(?:Protobuf|Rpc)|Grpc|Pulumirpc)\b")]
    private static partial Regex WireNames();
}
