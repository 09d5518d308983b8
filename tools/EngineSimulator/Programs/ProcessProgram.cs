// A program that runs as a process of its own and asks for its resources over gRPC: its start, its services, and what its end means.
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
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

    async Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run)
    {
        var registry = new ProgramRegistry(run);
        var succeeded = false;
        await using (var host = await EngineHost.HostAsync(
            services => services.AddSingleton(new MonitorService(run, registry)).AddSingleton(new ProgramEngineService(registry)),
            app =>
            {
                app.MapGrpcService<MonitorService>();
                app.MapGrpcService<ProgramEngineService>();
            },
            CancellationToken.None))
        {
            try
            {
                succeeded = await RunProcessAsync(run, EngineHost.AddressOf(host), registry);
            }
            catch (StepException error)
            {
                run.Fail(error, run.Stack.Urn);
            }

            // A program that died leaves calls behind; they are finished.
            await registry.SettleAsync();
        }

        return new ProgramOutcome(succeeded && registry.IsWhole, registry.Urns, registry.Outputs);
    }

    private async Task<bool> RunProcessAsync(DeploymentRun run, string address, ProgramRegistry registry)
    {
        using var process = Start(run, address);
        var (output, errors) = (new ProcessOutput(process.StandardOutput.BaseStream), new ProcessOutput(process.StandardError.BaseStream));
        await using (run.Cancelled.Register(() => process.Kill(entireProcessTree: true)))
        {
            await Task.WhenAll(output.DrainAsync(), errors.DrainAsync(), process.WaitForExitAsync());
        }

        var failed = process.ExitCode != 0 && !(process.ExitCode == LoggedAlready && registry.HasErrors);
        foreach (var said in new[] { output.Kept, failed ? "" : errors.Kept }.Where(text => text.Length > 0))
        {
            run.Say(Severity.Info, said.TrimEnd(), run.Stack.Urn);
        }

        if (failed)
        {
            var end = run.IsCancelled ? "was ended because the operation was cancelled" : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {process.ExitCode}");
            throw new StepException($"The program {end}{(errors.Kept.Length > 0 ? $". Its stderr says:\n{errors.Kept.TrimEnd()}" : " and said nothing on stderr.")}");
        }

        return process.ExitCode == 0 && !registry.HasErrors;
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
            return ChildProcess.Start(System.IO.Path.GetFullPath(Path), Arguments, Environment.Concat(engine).DistinctBy(entry => entry.Key).ToDictionary(StringComparer.Ordinal), folder);
        }
        catch (Win32Exception error)
        {
            throw new StepException($"The program {Path} could not be started: {error.Message}", error);
        }
    }
}
