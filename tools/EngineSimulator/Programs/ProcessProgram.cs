// A program that runs as a process of its own and asks for its resources over gRPC: its build, its start, its services, and what its end means.
using System.Diagnostics;

namespace InfoBip.EngineSimulator;

/// <summary>A compiled program on one of Pulumi's SDKs.</summary>
/// <param name="Path">The executable, or an assembly, which <c>dotnet</c> runs.</param>
public sealed record ProcessProgram(string Name, string Path) : IProgram
{
    /// <summary>The exit code by which Pulumi's .NET SDK says that the error is logged already.</summary>
    private const int LoggedAlready = 32;

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables for the program beside those about the engine; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The project's folder, where the program starts.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Builds the C# project in a folder as the language host builds it.</summary>
    /// <returns>The assembly.</returns>
    internal static async Task<string> BuildAsync(string folder)
    {
        await DotnetAsync(folder, ["build", "-nologo", "-verbosity:quiet"]);
        return (await DotnetAsync(folder, ["msbuild", "-nologo", "-getProperty:TargetPath"])).Trim();
    }

    async Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run)
    {
        var program = new ProgramRun(run);
        var monitor = new MonitorService(run, program);
        await using var monitorHost = await EngineHost.HostAsync(monitor, CancellationToken.None);
        await using var engine = await EngineHost.StartAsync(program.Say);
        await run.GuardAsync(run.Stack.Urn, () => RunProcessAsync(run, EngineHost.AddressOf(monitorHost), engine.Address));
        // A program that died leaves calls behind; they are finished.
        await monitor.SettleAsync();
        return new ProgramOutcome(program.Urns, program.Outputs);
    }

    private async Task RunProcessAsync(DeploymentRun run, string monitor, string engine)
    {
        using var process = ChildProcess.Start(System.IO.Path.GetFullPath(Path), Arguments, Environment.Concat(Variables(run, monitor, engine)).DistinctBy(entry => entry.Key), System.IO.Path.GetFullPath(Folder));
        var (output, errors) = await EndAsync(process, run.Cancelled);
        var failed = process.ExitCode != 0 && !(process.ExitCode == LoggedAlready && run.HasFailed);
        foreach (var said in new[] { output, failed ? "" : errors }.Where(text => text.Length > 0))
        {
            run.Say(LogSeverity.Info, said.TrimEnd(), run.Stack.Urn);
        }

        if (failed)
        {
            var end = run.IsCancelled ? "was ended because the operation was cancelled" : $"ended with exit code {process.ExitCode}";
            throw new EngineException($"The program {end}. Its stderr says:\n{errors.TrimEnd()}");
        }
    }

    /// <summary>What Pulumi's language host passes to a .NET program.</summary>
    private Dictionary<string, string?> Variables(DeploymentRun run, string monitor, string engine) => new()
    {
        ["PULUMI_MONITOR"] = monitor,
        ["PULUMI_ENGINE"] = engine,
        ["PULUMI_ORGANIZATION"] = "organization",
        ["PULUMI_PROJECT"] = run.Stack.Project,
        ["PULUMI_STACK"] = run.Stack.Name,
        ["PULUMI_ROOT_DIRECTORY"] = System.IO.Path.GetFullPath(Folder),
        ["PULUMI_PWD"] = System.IO.Path.GetFullPath(Folder),
        ["PULUMI_DRY_RUN"] = run.IsPreview ? "true" : "false",
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ["PULUMI_CONFIG"] = run.Options.Config.ToProgram(run.Stack.Project),
        ["PULUMI_CONFIG_SECRET_KEYS"] = run.Options.Config.SecretKeys(run.Stack.Project),
    };

    private static async Task<string> DotnetAsync(string folder, string[] arguments)
    {
        using var process = ChildProcess.Start("dotnet", arguments, [], folder);
        var (output, errors) = await EndAsync(process, CancellationToken.None);
        return process.ExitCode == 0 ? output : throw new EngineException($"dotnet {arguments[0]} failed in {folder}:\n{(output + errors).Trim()}");
    }

    /// <summary>Waits for a process, or kills it, and gives all that it printed.</summary>
    private static async Task<(string Output, string Errors)> EndAsync(Process process, CancellationToken kill)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await using (kill.Register(() => process.Kill(entireProcessTree: true)))
        {
            await process.WaitForExitAsync(CancellationToken.None);
            return (await output, await errors);
        }
    }
}
