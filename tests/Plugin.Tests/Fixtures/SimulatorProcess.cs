// The engine simulator as a process of its own, which a test can kill as a user's engine may be killed.
using System.Diagnostics;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

/// <summary>Runs commands of the engine simulator on a stack of their own with the plugin under test, against a sandbox.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    public const string Password = "canary-password-3302";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-simulator-process-");
    private SimulatorProcess(string program)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Pulumi.yaml"), program);
        if (!PluginBinary.FilePath.EndsWith(".dll", StringComparison.Ordinal))
        {
            return;
        }

        // The managed build is an assembly; engines start executables.
        var script = Path.Combine(_folder.FullName, "pulumi-resource-infobip");
        File.WriteAllText(script, $"#!/bin/sh\nexec dotnet '{PluginBinary.FilePath}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Where its plugins keep their journals, or <c>off</c>.</summary>
    public string Journals { get; set; } = JournalFolder.New();

    /// <summary>Variables for the commands that follow.</summary>
    public Dictionary<string, string?> Environment { get; } = new(PluginBinary.NoVariables);

    private string State => Path.Combine(_folder.FullName, "state", ".pulumi", "stacks", "messaging", "dev.json");

    /// <summary>A folder of a test's own with the program, a stack and its configuration.</summary>
    public static async Task<SimulatorProcess> OpenAsync(SandboxServer sandbox, string program)
    {
        var engine = new SimulatorProcess(program);
        Directory.CreateDirectory(Path.Combine(engine._folder.FullName, "state"));
        await engine.RunAsync("stack", "init", "dev");
        await engine.RunAsync("config", "set", "infobip:baseUrl", sandbox.BaseUrl("your_mom").ToString());
        await engine.RunAsync("config", "set", "--secret", "infobip:userSecret", SampleSecrets.User);
        await engine.RunAsync("config", "set", "--secret", "infobip:organizationSecret", SampleSecrets.Organization);
        await engine.RunAsync("config", "set", "--secret", "password", Password);
        return engine;
    }

    /// <summary>The stack in the file.</summary>
    public async Task<Stack> StackAsync() => StackFile.Read(await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params string[] words)
    {
        using var process = Start(words);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }

    /// <summary>Begins an up and kills it, and none of the processes that it started, when something has happened.</summary>
    public async Task KillUpAsync(Func<Task> happened)
    {
        using var process = Start("up", "--yes", "--skip-preview");
        try
        {
            await happened();
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "infobip-engine-simulator.dll"), .. words])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var plugin = PluginBinary.FilePath.EndsWith(".dll", StringComparison.Ordinal) ? _folder.FullName : Path.GetDirectoryName(PluginBinary.FilePath);
        start.Environment["PATH"] = $"{plugin}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["PULUMI_HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["PULUMI_BACKEND_URL"] = $"file://{Path.Combine(_folder.FullName, "state")}";
        start.Environment[JournalFolder.Variable] = Journals;
        return Process.Start(start)!;
    }
}
