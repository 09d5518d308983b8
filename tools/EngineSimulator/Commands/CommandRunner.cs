// Carries out what the command line asks for.
using System.Runtime.InteropServices;
using Spectre.Console;

namespace InfoBip.EngineSimulator;

/// <summary>Runs commands and gives exit codes.</summary>
internal sealed class CommandRunner(IAnsiConsole console, TextWriter errors)
{
    private const string Package = "infobip";
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        try
        {
            var line = SimulatorCommandLine.Parse(words);
            if (line.Help)
            {
                console.WriteLine(SimulatorCommandLine.Usage);
                return 0;
            }

            switch (line.Command)
            {
                case "demo":
                    return await DemoAsync(line) ? 0 : Failed;
                case "plugin":
                    await new PluginCommand(console).RunAsync(line, Store(line));
                    return 0;
                default:
                    return await RunAsync(line) ? 0 : Failed;
            }
        }
        catch (UsageException error)
        {
            await errors.WriteLineAsync($"{error.Message}\n\n{SimulatorCommandLine.Usage}");
            return WrongUsage;
        }
        catch (Exception error) when (error is ProgramException or PluginException or InvalidDataException or IOException)
        {
            await errors.WriteLineAsync($"error: {error.Message}");
            return Failed;
        }
    }

    private async Task<bool> RunAsync(SimulatorCommandLine line)
    {
        var display = new ResultDisplay(console, line.Config, line.Verbose);
        var passphrase = Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE") ?? "";
        using var store = new StackStore(line.State ?? Path.Combine(".engine-simulator", $"{line.Stack}.json"), passphrase);
        var program = NeedsProgram(line) ? await ProgramLoader.LoadAsync(line.Program, line.Binary) : null;
        var stack = await store.LoadAsync() ?? new Stack(line.Stack, program?.Name ?? Package);
        switch (line.Command)
        {
            case "export":
                console.WriteLine(stack.Export(passphrase).TrimEnd());
                return true;
            case "outputs":
                display.ShowOutputs(stack.Outputs.Fields, line.ShowSecrets);
                return true;
        }

        DeploymentResult result;
        try
        {
            result = await OperateAsync(line, new Deployment(new DeploymentOptions
            {
                Launcher = Launcher(line),
                Stack = stack,
                Program = program,
                Config = line.Config,
                Parallel = line.Parallel,
                Save = store.SaveAsync,
            }));
        }
        finally
        {
            if (line.Command is not ("preview" or "list"))
            {
                await store.SaveAsync(stack);
            }
        }

        display.Show(result);
        if (line.ExpectNoChanges && result.HasChanges)
        {
            await errors.WriteLineAsync("error: no changes were expected.");
        }

        return result.Succeeded && !(line.ExpectNoChanges && result.HasChanges);
    }

    private async Task<bool> DemoAsync(SimulatorCommandLine line) => await new DemoRun(
        console,
        new PluginProcessOptions(line.Plugin ?? await Store(line).FindAsync(new PluginRequest(Package))),
        line.Sandbox ?? throw new UsageException("demo needs --sandbox PATH."),
        YamlProgram.Load(line.Program)).PlayAsync();

    private static async Task<DeploymentResult> OperateAsync(SimulatorCommandLine line, Deployment deployment)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            _ = deployment.CancelAsync();
        });
        return line.Command switch
        {
            "preview" => await deployment.PreviewAsync(),
            "up" => await deployment.UpAsync(),
            "refresh" => await deployment.RefreshAsync(clearPendingCreates: line.ClearPendingCreates),
            "destroy" => await deployment.DestroyAsync(),
            "list" => await deployment.ListAsync(line.Arguments[0], ListCommand.QueryOf(line)),
            _ => await deployment.ImportAsync(line.Arguments[0], line.Arguments[1], line.Arguments[2]),
        };
    }

    private static bool NeedsProgram(SimulatorCommandLine line) =>
        line.Command is "preview" or "up" || (line.Command == "import" && (File.Exists(line.Program) || Directory.Exists(line.Program)));

    private PluginLauncher Launcher(SimulatorCommandLine line)
    {
        string[] arguments = line.Verbose ? ["--logtostderr", "-v=9"] : [];
        return line.Plugin is { } path
            ? new PluginProcessOptions(path) { Arguments = arguments }.ToLauncher(Package)
            : Store(line).ToLauncher(found => new PluginProcessOptions(found) { Arguments = arguments });
    }

    private PluginStore Store(SimulatorCommandLine line)
    {
        var options = PluginStoreOptions.FromEnvironment();
        return new PluginStore(options with
        {
            Home = line.Home ?? options.Home,
            Project = ProjectPlugins.Load(line.Program),
            OnNote = note => errors.WriteLine($"note: {note}"),
        });
    }
}
