// A program that runs as a process of its own and asks for its resources over gRPC: its build, its start, its services, and what its end means.
using System.ComponentModel;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace InfoBip.EngineSimulator;

/// <summary>A compiled program on one of Pulumi's SDKs.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Path">The executable, or an assembly, which <c>dotnet</c> runs.</param>
public sealed record ProcessProgram(string Name, string Path) : IProgram
{
    /// <summary>The exit code by which Pulumi's .NET SDK says that the error is logged already.</summary>
    private const int LoggedAlready = 32;

    /// <summary>What the program is started with.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables for the program beside those about the engine; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The project's folder, where the program starts.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Builds the C# project in a folder as the language host builds it.</summary>
    /// <returns>The assembly.</returns>
    internal static async Task<string> BuildAsync(string folder, CancellationToken cancellationToken)
    {
        await DotnetAsync(folder, ["build", "-nologo", "-verbosity:quiet"], cancellationToken);
        return (await DotnetAsync(folder, ["msbuild", "-nologo", "-getProperty:TargetPath"], cancellationToken)).Trim();
    }

    async Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run)
    {
        var program = new ProgramRun(run);
        var monitor = new MonitorService(run, program);
        var succeeded = false;
        await using (var host = await EngineHost.HostAsync(
            services => services.AddSingleton(monitor).AddSingleton(new ProgramEngineService(run, program)),
            app =>
            {
                app.MapGrpcService<MonitorService>();
                app.MapGrpcService<ProgramEngineService>();
            },
            CancellationToken.None))
        {
            try
            {
                succeeded = await RunProcessAsync(run, EngineHost.AddressOf(host), program);
            }
            catch (StepException error)
            {
                run.Fail(error, run.Stack.Urn);
            }

            // A program that died leaves calls behind; they are finished.
            await monitor.SettleAsync();
        }

        return new ProgramOutcome(succeeded && program.IsWhole, program.Urns, program.Outputs);
    }

    private async Task<bool> RunProcessAsync(DeploymentRun run, string address, ProgramRun program)
    {
        using var process = Start(run, address);
        var (output, errors) = await EndAsync(process, run.Cancelled);
        var failed = process.ExitCode != 0 && !(process.ExitCode == LoggedAlready && program.HasErrors);
        foreach (var said in new[] { output, failed ? "" : errors }.Where(text => text.Length > 0))
        {
            run.Say(Severity.Info, said.TrimEnd(), run.Stack.Urn);
        }

        if (failed)
        {
            var end = run.IsCancelled ? "was ended because the operation was cancelled" : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {process.ExitCode}");
            throw new StepException($"The program {end}{(errors.Length > 0 ? $". Its stderr says:\n{errors.TrimEnd()}" : " and said nothing on stderr.")}");
        }

        return process.ExitCode == 0 && !program.HasErrors;
    }

    private Process Start(DeploymentRun run, string address)
    {
        var folder = System.IO.Path.GetFullPath(Folder);
        // What Pulumi's language host passes to a .NET program.
        var engine = new Dictionary<string, string?>
        {
            ["PULUMI_MONITOR"] = address,
            ["PULUMI_ENGINE"] = address,
            ["PULUMI_ORGANIZATION"] = "organization",
            ["PULUMI_PROJECT"] = run.Stack.Project,
            ["PULUMI_STACK"] = run.Stack.Name,
            ["PULUMI_ROOT_DIRECTORY"] = folder,
            ["PULUMI_PWD"] = folder,
            ["PULUMI_DRY_RUN"] = run.IsPreview ? "true" : "false",
            ["PULUMI_QUERY_MODE"] = "false",
            ["PULUMI_PARALLEL"] = int.MaxValue.ToString(CultureInfo.InvariantCulture),
            ["PULUMI_CONFIG"] = run.Options.Config.ToProgram(run.Stack.Project),
            ["PULUMI_CONFIG_SECRET_KEYS"] = run.Options.Config.SecretKeys(run.Stack.Project),
        };
        try
        {
            return ChildProcess.Start(System.IO.Path.GetFullPath(Path), Arguments, Environment.Concat(engine).DistinctBy(entry => entry.Key), folder);
        }
        catch (Win32Exception error)
        {
            throw new StepException($"The program {Path} could not be started: {error.Message}", error);
        }
    }

    private static async Task<string> DotnetAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = ChildProcess.Start("dotnet", arguments, [], folder);
        var (output, errors) = await EndAsync(process, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? output : throw new ProgramException($"dotnet {arguments[0]} failed in {folder}:\n{(output + errors).Trim()}");
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
