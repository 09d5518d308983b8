// The scripts of examples/import against the sandbox: every instance of the account, whatever its name, and none twice.
using System.Text.Json;
using InfoBip.Conventions.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.Conventions.Tests;

public sealed class ImportScriptTests : IAsyncLifetime
{
    private const string Type = "infobip:index:InfoBipInstance";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infobip-import-");
    private SandboxServer _sandbox = null!;

    /// <summary>A stand-in for the CLI: a stack without settings that holds what state.json says, and which writes down what it is to import.</summary>
    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await WriteAsync("state.json", Export());
        await WriteAsync("pulumi", """
            #!/bin/sh
            case "$1 $2" in
              'config get') exit 1 ;;
              'stack export') cat "$(dirname "$0")/state.json" ;;
              'import '*) echo "$@" >"$(dirname "$0")/arguments" ;;
              *) exit 9 ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("pulumi"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("list=full")]
    [InlineData("list=bare")]
    public async Task All_instances_are_listed_over_several_pages(string behaviour)
    {
        _sandbox.Behave(behaviour);
        Fill(230);
        _sandbox.Add("not ours", "twilio");

        var ended = await RunAsync("instances.sh");

        Assert.Equal((0, string.Empty), (ended.ExitCode, ended.Errors));
        Assert.Equal(_sandbox.Instances.Where(instance => instance.ConnectorKey == "infobip").Select(instance => instance.Id), Ids(ended.Output));
    }

    [Theory]
    [InlineData("no-match=404")]
    [InlineData("no-match=empty-list")]
    public async Task An_account_without_an_instance_is_an_empty_list(string behaviour)
    {
        _sandbox.Behave(behaviour);

        var ended = await RunAsync("instances.sh");

        Assert.Equal((0, "[]"), (ended.ExitCode, ended.Output.Trim()));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(503)]
    public async Task A_list_that_is_refused_is_an_error_and_no_empty_list(int status)
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Times = 9 });

        foreach (var script in (string[])["instances.sh", "find-orphans.sh", "import-all.sh"])
        {
            var ended = await RunAsync(script, "state.json");
            Assert.NotEqual(0, ended.ExitCode);
            Assert.Contains($"{status}", ended.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("organization-secret", ended.Output + ended.Errors, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(PathOf("arguments")));
    }

    [Fact]
    public async Task Every_instance_is_imported_under_a_name_of_its_own()
    {
        Fill(36);
        foreach (var name in (string[])["Shop SMS", "shop-sms", "Ünïcode ✓", "***"])
        {
            _sandbox.Add(name);
        }

        var ended = await RunAsync("import-all.sh", "imported.yaml");

        Assert.Equal((0, string.Empty), (ended.ExitCode, ended.Errors));
        Assert.StartsWith("40 instances in import.json", ended.Output, StringComparison.Ordinal);
        Assert.Equal("import --file import.json --out imported.yaml --yes --skip-preview --suppress-progress", File.ReadAllText(PathOf("arguments")).Trim());
        var resources = JsonDocument.Parse(File.ReadAllText(PathOf("import.json"))).RootElement.GetProperty("resources").EnumerateArray().ToList();
        Assert.Equal(_sandbox.Instances.Select(instance => $"{instance.Id}"), resources.Select(resource => resource.GetProperty("id").GetString()));
        Assert.All(resources, resource => Assert.Equal(Type, resource.GetProperty("type").GetString()));
        var names = resources.Select(resource => resource.GetProperty("name").GetString()!).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9][a-z0-9-]*$", name));
    }

    [Fact]
    public async Task What_the_stack_holds_already_is_not_imported_again()
    {
        Fill(3);
        await WriteAsync("state.json", Export(_sandbox.Instances[1].Id));

        await RunAsync("import-all.sh", "imported.yaml");

        var resources = JsonDocument.Parse(File.ReadAllText(PathOf("import.json"))).RootElement.GetProperty("resources");
        Assert.Equal([$"{_sandbox.Instances[0].Id}", $"{_sandbox.Instances[2].Id}"], resources.EnumerateArray().Select(resource => resource.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Orphans_are_the_instances_that_no_stack_holds()
    {
        Fill(5);
        var ids = _sandbox.Instances.Select(instance => instance.Id).ToList();
        await WriteAsync("one.json", Export(ids[0], ids[3]));
        await WriteAsync("two.json", Export(ids[4]));

        var some = await RunAsync("find-orphans.sh", "one.json", "two.json");
        var all = await RunAsync("find-orphans.sh", "state.json");
        await WriteAsync("state.json", Export([.. ids]));
        var none = await RunAsync("find-orphans.sh", "state.json");

        Assert.Equal([ids[1], ids[2]], Lines(some));
        Assert.Equal(ids, Lines(all));
        Assert.Equal((1, 1), (some.ExitCode, all.ExitCode));
        Assert.Equal((0, "Every instance is in one of the stacks."), (none.ExitCode, none.Output.Trim()));
    }

    [Fact]
    public async Task A_file_that_is_no_export_is_refused()
    {
        await WriteAsync("other.json", """{ "stacks": [] }""");

        var ended = await RunAsync("find-orphans.sh", "state.json", "other.json");

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("not the export of a stack", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    private void Fill(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _sandbox.Add($"texts {number % 30}");
        }
    }

    private static string Export(params long[] ids) => JsonSerializer.Serialize(new
    {
        version = 3,
        deployment = new
        {
            resources = ids.Select(id => new { type = Type, id = $"{id}" }).Append(new { type = "pulumi:pulumi:Stack", id = "" }),
        },
    });

    private static IEnumerable<long> Ids(string json) => JsonDocument.Parse(json).RootElement.EnumerateArray().Select(instance => instance.GetProperty("id").GetInt64());

    private static long[] Lines(Ended ended) =>
        [.. ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line.Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture))];

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(PathOf(file), text, TestContext.Current.CancellationToken);

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private Task<Ended> RunAsync(string script, params string[] arguments) => Script.RunAsync(
        "bash",
        [Repository.PathOf($"examples/import/{script}"), .. arguments],
        _folder.FullName,
        new Dictionary<string, string>
        {
            ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            ["INFOBIP_USER_SECRET"] = "user-secret",
            ["INFOBIP_ORGANIZATION_SECRET"] = "organization-secret",
            ["INFOBIP_BASE_URL"] = _sandbox.BaseUrl("element").ToString(),
        });
}
