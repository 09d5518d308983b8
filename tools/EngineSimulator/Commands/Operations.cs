// Commands that work with a plugin: each is a preview, and the same for good.
using System.CommandLine;
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

/// <summary>Runs the operation that a command line asks for; each method says whether it succeeded.</summary>
internal sealed class Operations(ParseResult line, TextWriter output, TextWriter errors)
{
    private static PluginLauncher Launcher => PluginStore.FromEnvironment().ToLauncher(path => new PluginProcessOptions(path));

    public async Task<bool> RunAsync(Func<ParseResult, Deployment, bool, Task<DeploymentResult>> run)
    {
        var workspace = new Workspace(line.GetValue(PulumiCommand.Folder)!);
        var stack = workspace.Load(line.GetValue(PulumiCommand.StackName));
        var name = line.CommandResult.Command.Name;
        var (previewOnly, skipPreview) = (name == "preview" || line.GetValue(PulumiCommand.PreviewOnly), line.GetValue(PulumiCommand.SkipPreview));
        if (!previewOnly && !skipPreview && !line.GetValue(PulumiCommand.Yes))
        {
            throw new EngineException("--yes or --skip-preview must be passed in to proceed when running in non-interactive mode");
        }

        void Save(Stack changed) => StackFile.Save(workspace.StateOf(stack.Name), changed);
        var options = new DeploymentOptions
        {
            Launcher = Launcher,
            Stack = stack,
            Program = name is "preview" or "up" ? await ProgramLoader.LoadAsync(workspace.Folder) : null,
            Config = ConfigFile.Read(workspace.ConfigOf(stack.Name), workspace.Project),
            Targets = line.GetValue(PulumiCommand.Target) ?? [],
            Refresh = line.GetValue(PulumiCommand.Refresh),
            ContinueOnError = line.GetValue(PulumiCommand.ContinueOnError),
            Save = Save,
        };
        if ((previewOnly || !skipPreview) && !await ShowAsync(options, run, isPreview: true, mustNotChange: line.GetValue(PulumiCommand.ExpectNoChanges)))
        {
            return false;
        }

        try
        {
            return previewOnly || await ShowAsync(options, run, isPreview: false, mustNotChange: skipPreview && line.GetValue(PulumiCommand.ExpectNoChanges));
        }
        finally
        {
            Save(stack);
        }
    }

    /// <summary>Lists what there is of a type: <c>pulumi do TYPE list</c>.</summary>
    public async Task<bool> ListAsync()
    {
        var (type, package) = (line.GetValue(PulumiCommand.Type)!, line.GetValue(PulumiCommand.Package));
        var launcher = File.Exists(package) ? new PluginProcessOptions(package).ToLauncher(ResourceUrn.PackageOf(type)) : Launcher;
        var result = await new Deployment(new DeploymentOptions { Launcher = launcher, Stack = new Stack("dev", "default") }).ListAsync(type, new Struct());
        var display = new ResultDisplay(output, StackConfig.Empty);
        display.ShowDiagnostics(result.Diagnostics);
        display.ShowListed(result.Listed);
        return result.Succeeded;
    }

    private async Task<bool> ShowAsync(DeploymentOptions options, Func<ParseResult, Deployment, bool, Task<DeploymentResult>> run, bool isPreview, bool mustNotChange)
    {
        var deployment = new Deployment(options);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            _ = deployment.CancelAsync();
        });
        var result = await run(line, deployment, isPreview);
        new ResultDisplay(output, options.Config, details: line.GetValue(PulumiCommand.Diff)).Show(result);
        if (!isPreview && result.Code.Length > 0 && line.GetValue(PulumiCommand.GenerateCode))
        {
            var code = $"resources:\n  {result.Code.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}\n";
            await (line.GetValue(PulumiCommand.CodeFile) is { } file ? File.WriteAllTextAsync(file, code) : output.WriteLineAsync(
                $"Please copy the following code into your Pulumi application. Not doing so\nwill cause Pulumi to report that an update will happen on the next update command.\n\n{code}"));
        }

        var unexpected = mustNotChange && result.HasChanges;
        if (!result.Succeeded || unexpected)
        {
            await errors.WriteLineAsync(unexpected ? "error: no changes were expected but changes were proposed" : $"error: {(isPreview ? "preview" : result.Operation)} failed");
        }

        return result.Succeeded && !unexpected;
    }
}
