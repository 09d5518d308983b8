// The pipelines and images to copy, and the size of the template: read as what they are.
using System.Text.RegularExpressions;
using Tenants.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace Tenants.Tests;

public sealed partial class PipelineTests
{
    private static string Folder { get; } = Path.Combine(Workplace.Root, "examples", "pipelines");

    public static TheoryData<string> YamlFiles() =>
        [.. Directory.GetFiles(Folder, "*.y*ml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Images() =>
        [.. Directory.GetFiles(Path.Combine(Workplace.Root, "examples"), "Dockerfile", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Workplace.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void Every_pipeline_is_YAML_with_no_key_twice_and_says_first_what_it_is(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));

        Assert.StartsWith("# ", text, StringComparison.Ordinal);
        Assert.All(Load(file), document => Assert.IsType<YamlMappingNode>(document));
    }

    [Fact]
    public void There_is_a_pipeline_for_each_system() =>
        Assert.Equal(
            ["github-actions/tenants.yml", "gitlab/.gitlab-ci.yml", "kubernetes-operator/tenant-acme.yaml", "pulumi-deployments/Pulumi.yaml"],
            YamlFiles().Select(row => row.Data));

    [Fact]
    public void On_GitHub_what_deploys_is_never_cancelled_gets_the_signals_itself_and_saves_the_pending_creates_whatever_happens()
    {
        var jobs = (YamlMappingNode)Load("github-actions/tenants.yml").Single()["jobs"];
        var steps = ((YamlSequenceNode)jobs["up"]["steps"]).Cast<YamlMappingNode>().ToList();

        Assert.Equal("false", Text(jobs["up"]["concurrency"]["cancel-in-progress"]));
        Assert.Equal(Text(jobs["up"]["concurrency"]["group"]), Text(jobs["drift"]["concurrency"]["group"]));
        Assert.Contains(steps, step => Key(step, "run").StartsWith("exec ./tenants up", StringComparison.Ordinal));
        var save = Assert.Single(steps, step => Key(step, "uses").StartsWith("actions/cache/save@", StringComparison.Ordinal));
        var restore = Assert.Single(steps, step => Key(step, "uses").StartsWith("actions/cache/restore@", StringComparison.Ordinal));
        Assert.Equal("always()", Text(save["if"]));
        Assert.Equal(Text(save["with"]["key"]), Text(restore["with"]["key"]));
        Assert.StartsWith(Text(restore["with"]["restore-keys"]), Text(save["with"]["key"]), StringComparison.Ordinal);
    }

    [Fact]
    public void On_GitLab_jobs_wait_for_each_other_are_not_interrupted_and_drift_is_a_warning()
    {
        var jobs = (YamlMappingNode)Load("gitlab/.gitlab-ci.yml").Single();

        Assert.Equal("tenants", Text(jobs[".tenants"]["resource_group"]));
        Assert.Equal("false", Text(jobs[".tenants"]["interruptible"]));
        Assert.Equal(["7"], ((YamlSequenceNode)jobs["drift"]["allow_failure"]["exit_codes"]).Select(Text));
        Assert.All(["up", "drift", "preview"], name => Assert.StartsWith("exec ", Text(jobs[name]["script"][0]), StringComparison.Ordinal));
    }

    [Fact]
    public void The_operator_keeps_the_pending_creates_on_a_volume_and_gives_the_pod_time()
    {
        var stack = Load("kubernetes-operator/tenant-acme.yaml").Cast<YamlMappingNode>().Single(document => Text(document["kind"]) == "Stack")["spec"];
        var pod = stack["workspaceTemplate"]["spec"]["podTemplate"]["spec"];

        Assert.Equal("infobip-sms", Text(stack["programRef"]["name"]));
        Assert.Equal(Text(stack["envRefs"]["INFOBIP_JOURNAL"]["literal"]["value"]), Text(pod["containers"][0]["volumeMounts"][0]["mountPath"]));
        Assert.True(int.Parse(Text(pod["terminationGracePeriodSeconds"]), System.Globalization.CultureInfo.InvariantCulture) >= 600);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Images_start_their_program_in_exec_form_and_take_a_token_as_a_build_secret(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Workplace.Root, file));

        Assert.All(lines.Where(line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)), line => Assert.Matches(@"^ENTRYPOINT \[""/", line));
        Assert.DoesNotContain(lines, line => line.StartsWith("CMD ", StringComparison.Ordinal) && !line.StartsWith("CMD [", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("ARG", StringComparison.Ordinal) && line.Contains("TOKEN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_option_and_variable_of_tenants_in_a_pipeline_or_a_page_is_one_that_it_has()
    {
        using Workplace place = new("ant");
        using var process = place.Start(["--help"]);
        var usage = (await process.EndAsync()).Output;
        string[] pages = [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories), .. Directory.GetFiles(Path.Combine(Workplace.Root, "examples", "automation"), "*.md"), Path.Combine(Workplace.Root, "docs", "how-to", "ci.md")];
        var text = string.Join('\n', pages.Select(File.ReadAllText));

        Assert.All(OptionOf().Matches(text).SelectMany(line => Option().Matches(line.Value)), option => Assert.Contains($"{option.Value} ", usage, StringComparison.Ordinal));
        Assert.All(Variable().Matches(text), variable => Assert.Contains($"--{variable.Groups[1].Value.ToLowerInvariant().Replace('_', '-')} ", usage, StringComparison.Ordinal));
    }

    [Fact]
    public void The_template_has_at_most_500_lines_of_code_in_a_dozen_files()
    {
        var files = Directory.GetFiles(Path.Combine(Workplace.Root, "examples", "automation"), "*.cs");

        Assert.InRange(files.Length, 8, 12);
        Assert.InRange(files.SelectMany(File.ReadLines).Count(line => line.Trim() is { Length: > 0 } code && !code.StartsWith("//", StringComparison.Ordinal)), 1, 500);
    }

    private static IEnumerable<YamlNode> Load(string file)
    {
        YamlStream yaml = [];
        using var reader = File.OpenText(Path.Combine(Folder, file));
        yaml.Load(reader);
        return yaml.Documents.Select(document => document.RootNode);
    }

    private static string Key(YamlMappingNode step, string key) => Text(step.Children.TryGetValue(key, out var value) ? value : null);

    private static string Text(YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    [GeneratedRegex(@"tenants (?:up|preview|drift|destroy|list|unlock)[^`\n]*")]
    private static partial Regex OptionOf();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex("TENANTS_([A-Z_]+)")]
    private static partial Regex Variable();
}
