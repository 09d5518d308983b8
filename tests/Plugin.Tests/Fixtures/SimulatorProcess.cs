// The engine simulator as a process of its own, which a test can kill as a user's engine may be killed.
using System.Diagnostics;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

/// <summary>Runs commands of the engine simulator on a state file with the plugin under test, against a sandbox.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    public const string Password = "canary-password-3302";

    private const string Passphrase = "phrase";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-simulator-process-");
    private readonly string[] _options;

    public SimulatorProcess(SandboxServer sandbox, string program)
    {
        var file = Path.Combine(_folder.FullName, "Pulumi.yaml");
        File.WriteAllText(file, program);
        _options =
        [
            "--plugin", PluginBinary.FilePath,
            "--program", file,
            "--state", State,
            "--config", $"infobip:baseUrl={sandbox.BaseUrl("your_mom")}",
            "--secret", $"infobip:userSecret={SampleSecrets.User}",
            "--secret", $"infobip:organizationSecret={SampleSecrets.Organization}",
            "--secret", $"password={Password}",
        ];
    }

    /// <summary>Where its plugins keep their journals, or <c>off</c>.</summary>
    public string Journals { get; set; } = JournalFolder.New();

    private string State => Path.Combine(_folder.FullName, "state.json");

    /// <summary>The stack in the file.</summary>
    public async Task<Stack> StackAsync() => Stack.Load(await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken), Passphrase);

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

    /// <summary>Begins a command and kills it, and none of the processes that it started, when something has happened.</summary>
    public async Task KillAsync(string command, Func<Task> happened)
    {
        using var process = Start(command);
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
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "infobip-engine-simulator.dll"), .. words, .. _options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in PluginBinary.NoVariables)
        {
            start.Environment[name] = value;
        }

        start.Environment["PULUMI_CONFIG_PASSPHRASE"] = Passphrase;
        start.Environment[JournalFolder.Variable] = Journals;
        return Process.Start(start)!;
    }
}
