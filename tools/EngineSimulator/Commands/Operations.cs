// Commands that work with a plugin: each is a preview, and the same for good.
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

/// <summary>What the command line asks for.</summary>
/// <param name="Name">The command, as its failure names it.</param>
/// <param name="Run">Runs it; true for a preview.</param>
internal sealed record OperationRequest(string Name, Func<Deployment, bool, Task<DeploymentResult>> Run)
{
    public bool Yes { get; init; }
    public bool SkipPreview { get; init; }
    public bool PreviewOnly { get; init; }
    public bool Diff { get; init; }
    public bool Refresh { get; init; }
    public bool ExpectNoChanges { get; init; }
    public bool ContinueOnError { get; init; }
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Where an import's code goes; empty for stdout, null for nowhere.</summary>
    public string? CodeFile { get; init; }
}

/// <summary>Runs operations.</summary>
internal sealed class Operations(TextWriter output, TextWriter errors)
{
    private static PluginLauncher Launcher => PluginStore.FromEnvironment().ToLauncher(path => new PluginProcessOptions(path));

    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(Workspace workspace, string? named, OperationRequest asked)
    {
        var name = workspace.Existing(named);
        if (!asked.PreviewOnly && !asked.Yes && !asked.SkipPreview)
        {
            throw new InvalidDataException("--yes or --skip-preview must be passed in to proceed when running in non-interactive mode");
        }

        using var store = workspace.StoreOf(name);
        var options = new DeploymentOptions
        {
            Launcher = Launcher,
            Stack = (await store.LoadAsync())!,
            Program = asked.Name is "preview" or "update" ? await ProgramLoader.LoadAsync(workspace.Folder) : null,
            Config = workspace.ConfigOf(name).Config,
            Targets = asked.Targets,
            Refresh = asked.Refresh,
            ContinueOnError = asked.ContinueOnError,
            Save = store.SaveAsync,
        };
        if ((asked.PreviewOnly || !asked.SkipPreview) && !await ShowAsync(options, asked, isPreview: true))
        {
            return false;
        }

        return asked.PreviewOnly || await ShowAsync(options, asked, isPreview: false, store);
    }

    /// <summary>Lists what there is of a type: <c>pulumi do TYPE list</c>.</summary>
    public async Task<bool> ListAsync(string? package, string type)
    {
        var options = new DeploymentOptions
        {
            Launcher = File.Exists(package) ? new PluginProcessOptions(package).ToLauncher(ResourceUrn.PackageOf(type)) : Launcher,
            Stack = new Stack("dev", "default"),
        };
        var result = await new Deployment(options).ListAsync(type, new Struct());
        var display = new ResultDisplay(output, options.Config);
        display.ShowDiagnostics(result.Diagnostics);
        display.ShowListed(result.Listed);
        return result.Succeeded;
    }

    private async Task<bool> ShowAsync(DeploymentOptions options, OperationRequest asked, bool isPreview, StackStore? store = null)
    {
        var deployment = new Deployment(options);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            _ = deployment.CancelAsync();
        });
        DeploymentResult result;
        try
        {
            result = await asked.Run(deployment, isPreview);
        }
        finally
        {
            await (store?.SaveAsync(options.Stack) ?? Task.CompletedTask);
        }

        new ResultDisplay(output, options.Config, details: asked.Diff).Show(result);
        if (!isPreview && result.Code.Length > 0 && asked.CodeFile is { } file)
        {
            await WriteCodeAsync($"resources:\n  {result.Code.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}\n", file);
        }

        var unexpected = asked.ExpectNoChanges && result.HasChanges && (isPreview || asked.SkipPreview);
        if (!result.Succeeded || unexpected)
        {
            await errors.WriteLineAsync(unexpected ? "error: no changes were expected but changes were proposed" : $"error: {(isPreview ? "preview" : asked.Name)} failed");
        }

        return result.Succeeded && !unexpected;
    }

    private async Task WriteCodeAsync(string code, string file)
    {
        if (file.Length > 0)
        {
            await File.WriteAllTextAsync(file, code);
            return;
        }

        await output.WriteLineAsync("Please copy the following code into your Pulumi application. Not doing so\nwill cause Pulumi to report that an update will happen on the next update command.\n");
        await output.WriteLineAsync(code);
    }
}
