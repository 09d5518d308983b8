// A second resource lives its life in a real plugin process, by its table of two inputs.
using InfoBip.EngineSimulator;
using ProviderHost.Resources;

namespace SecondResource.Tests;

public sealed class NoteLifeTests : IDisposable
{
    /// <summary>The variable that turns this executable into the plugin; its value is where the notes are.</summary>
    public const string Folder = "NOTES_FOLDER";

    private readonly Stack _stack = new("dev", "desk");
    private readonly string _folder = Directory.CreateTempSubdirectory("notes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_created_updated_refreshed_and_deleted()
    {
        AssertSteps(await UpAsync("text: hello, labels: [b, a]"), "create");
        Assert.Equal(["hello", "b a"], await ReadAsync());
        AssertSteps(await UpAsync("text: hello, labels: [a, b, a]"), "same");
        AssertSteps(await UpAsync("text: goodbye"), "update");
        Assert.Equal(["goodbye", ""], await ReadAsync());

        await File.WriteAllLinesAsync(NotePath, ["changed by hand", ""], TestContext.Current.CancellationToken);
        AssertSteps(await RunAsync(null, deployment => deployment.RefreshAsync()), "update");
        AssertSteps(await UpAsync("text: goodbye"), "update");
        Assert.Equal(["goodbye", ""], await ReadAsync());

        AssertSteps(await RunAsync(null, deployment => deployment.DestroyAsync()), "delete");
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public async Task Its_secret_output_is_marked()
    {
        AssertSteps(await UpAsync("text: hello"), "create");
        Assert.True(Wire.IsSecret(Assert.Single(_stack.Resources, one => one.Type == "notes:index:Note").Outputs.Fields["key"]));
    }

    [Fact]
    public async Task It_is_imported_with_what_the_service_returns()
    {
        await File.WriteAllLinesAsync(NotePath, ["found", "x y"], TestContext.Current.CancellationToken);
        Assert.Empty((await RunAsync(null, deployment => deployment.ImportAsync("notes:index:Note", "n", "n"))).Errors);
        AssertSteps(await UpAsync("text: found, labels: [y, x]"), "same");
    }

    [Fact]
    public async Task Errors_have_the_providers_prefix_and_name_the_inputs_all_at_once()
    {
        var errors = string.Join('\n', (await UpAsync("txt: hello, labels: one")).Errors.Select(error => error.ToString()));
        Assert.Contains($"'txt' is not an input of Note. Did you mean 'text'? [NO{HostErrors.UnknownInput.Number}]", errors, StringComparison.Ordinal);
        Assert.Contains($"[NO{HostErrors.MissingInput.Number}]", errors, StringComparison.Ordinal);
        Assert.Contains($"[NO{HostErrors.WrongType.Number}]", errors, StringComparison.Ordinal);
    }

    private string NotePath => Path.Combine(_folder, "n");

    private async Task<string[]> ReadAsync() => await File.ReadAllLinesAsync(NotePath, TestContext.Current.CancellationToken);

    private static void AssertSteps(DeploymentResult result, params string[] expected)
    {
        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.Steps.Select(step => step.Kind.ToString().ToLowerInvariant()));
    }

    private Task<DeploymentResult> UpAsync(string properties) => RunAsync(
        $$"""
        name: desk
        runtime: yaml
        resources:
          n:
            type: notes:index:Note
            properties: { {{properties}} }
        """,
        deployment => deployment.UpAsync(TestContext.Current.CancellationToken));

    private async Task<DeploymentResult> RunAsync(string? program, Func<Deployment, Task<DeploymentResult>> operation) => await operation(new Deployment(new DeploymentOptions
    {
        Launcher = new PluginProcessOptions(Environment.ProcessPath!) { Environment = new Dictionary<string, string?> { [Folder] = _folder } }.ToLauncher("notes"),
        Stack = _stack,
        Program = program is null ? null : YamlProgram.Parse(program),
    }));
}
