// A program's process in one operation: its start, its service, and what its end means.
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace InfoBip.EngineSimulator;

/// <summary>Runs a program's process.</summary>
internal sealed class ProcessProgramRun(DeploymentRun run, ProcessProgram program)
{
    /// <summary>The exit code by which Pulumi's .NET SDK says that the error is logged already (pulumi-dotnet, Deployment.Runner).</summary>
    private const int LoggedAlready = 32;

    public async Task<ProgramOutcome> RunAsync()
    {
        var registry = new ProgramRegistry(run);
        var succeeded = false;
        await using (var host = await ProgramHost.StartAsync(run, registry))
        {
            try
            {
                // In no slot: the resources that the program waits for take the slots.
                succeeded = await RunProcessAsync(host.Address, registry);
            }
            catch (StepException error)
            {
                run.Fail(error, run.StackUrn);
            }

            // A program that died leaves calls behind; they are finished.
            await registry.SettleAsync();
        }

        return new ProgramOutcome(succeeded && registry.IsWhole, registry.Urns, registry.Outputs);
    }

    private async Task<bool> RunProcessAsync(string address, ProgramRegistry registry)
    {
        using var process = Start(address);
        var (output, errors) = (new ProcessOutput(process.StandardOutput.BaseStream), new ProcessOutput(process.StandardError.BaseStream));
        await using (run.Cancelled.Register(() => process.Kill(entireProcessTree: true)))
        {
            await Task.WhenAll(output.DrainAsync(), errors.DrainAsync(), process.WaitForExitAsync());
        }

        if (output.Kept.Length > 0)
        {
            run.Say(Severity.Info, output.Kept.TrimEnd(), run.StackUrn);
        }

        var failed = process.ExitCode != 0 && !(process.ExitCode == LoggedAlready && registry.HasErrors);
        if (failed)
        {
            throw new StepException(Failure(process.ExitCode, errors.Kept.TrimEnd()));
        }

        if (errors.Kept.Length > 0)
        {
            run.Say(Severity.Info, errors.Kept.TrimEnd(), run.StackUrn);
        }

        return process.ExitCode == 0 && !registry.HasErrors;
    }

    private string Failure(int exitCode, string errors)
    {
        var end = run.IsCancelled ? "was ended because the operation was cancelled" : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}");
        return errors.Length > 0 ? $"The program {end}. Its stderr says:\n{errors}" : $"The program {end} and said nothing on stderr.";
    }

    private Process Start(string address)
    {
        try
        {
            return ChildProcess.Start(
                Path.GetFullPath(program.Path),
                program.Arguments,
                program.Environment.Concat(Environment(address)).DistinctBy(entry => entry.Key).ToDictionary(StringComparer.Ordinal),
                Folder);
        }
        catch (Win32Exception error)
        {
            throw new StepException($"The program {program.Path} could not be started: {error.Message}", error);
        }
    }

    private string Folder => Path.GetFullPath(program.Folder ?? ".");

    /// <summary>What Pulumi's language host passes to a .NET program (pulumi-dotnet, pulumi-language-dotnet/main.go).</summary>
    private Dictionary<string, string?> Environment(string address) => new()
    {
        ["PULUMI_MONITOR"] = address,
        ["PULUMI_ENGINE"] = address,
        ["PULUMI_ORGANIZATION"] = "organization",
        ["PULUMI_PROJECT"] = run.Stack.Project,
        ["PULUMI_STACK"] = run.Stack.Name,
        ["PULUMI_ROOT_DIRECTORY"] = Folder,
        ["PULUMI_PWD"] = Folder,
        ["PULUMI_DRY_RUN"] = run.IsPreview ? "true" : "false",
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = (run.Options.Parallel ?? int.MaxValue).ToString(CultureInfo.InvariantCulture),
        ["PULUMI_CONFIG"] = run.Options.Config.ToProgram(run.Stack.Project),
        ["PULUMI_CONFIG_SECRET_KEYS"] = run.Options.Config.SecretKeys(run.Stack.Project),
    };
}
