// The Pulumi CLI: found, its version checked, and started in a session of its own, where no signal reaches it but those of Interrupt.cs.
using System.ComponentModel;
using Semver;

internal sealed class Cli : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenants-");

    public PulumiCommand Command { get; private set; } = null!;

    /// <summary>For one tenant's Pulumi.yaml: stacks that share a folder overwrite each other's selection. It never holds a state.</summary>
    public string WorkFolder(string tenant) => _folder.CreateSubdirectory($"work-{tenant}").FullName;

    public string NewPidFile() => Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.pid");

    public static async Task<Cli> FindAsync()
    {
        // .NET starts what lies beside the program or in the current folder before it looks at the PATH, and would miss the script below.
        var beside = new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "pulumi")));
        StopException.Unless(beside is null, StopException.NoPulumi, $"There is a 'pulumi' in {beside}: move it to a folder of the PATH.");
        var found = OnPath("pulumi") ?? throw new StopException(StopException.NoPulumi, "There is no 'pulumi' on the PATH. Install it: https://www.pulumi.com/docs/install/");
        Cli cli = new();
        try
        {
            cli.PutScriptBefore(found);
            cli.Command = await LocalPulumiCommand.CreateAsync(new LocalPulumiCommandOptions { Version = new SemVersion(3, 206, 0) }); // Older ones lose events.
            return cli;
        }
        catch (Exception failed) when (failed is InvalidOperationException or Win32Exception) { cli.Dispose(); throw new StopException(StopException.NoPulumi, $"{found} cannot be used: {failed.Message.Trim()}"); }
    }

    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, $"{program}.exe") }).FirstOrDefault(File.Exists);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>exec and setsid keep the process id. Windows has neither: there Ctrl-C reaches each pulumi by itself.</summary>
    private void PutScriptBefore(string pulumi)
    {
        if (OperatingSystem.IsWindows()) { return; }

        var script = Path.Combine(_folder.FullName, "pulumi");
        var setsid = OperatingSystem.IsMacOS() ? "perl -e 'use POSIX; POSIX::setsid(); exec @ARGV'" : "setsid";
        pulumi = Path.GetFullPath(pulumi).Replace("'", "'\\''", StringComparison.Ordinal);
        File.WriteAllText(script, $"#!/bin/sh\n[ -z \"$TENANTS_PID_FILE\" ] || echo $$ >\"$TENANTS_PID_FILE\"\nexec {setsid} '{pulumi}' \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}");
    }
}

/// <summary>The CLI as one tenant's workspace runs it: logged, and no token reaches it, since the SDK's cancellation kills pulumi and the plugin.</summary>
internal sealed class TenantCommand(Cli cli, string tenant, Action<string> log, Interrupt interrupt) : PulumiCommand
{
    public override SemVersion? Version => cli.Command.Version;

    public override Task<CommandResult> RunAsync(IList<string> args, string workingDir, IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput, Action<string>? onStandardError, Action<EngineEvent>? onEngineEvent, CancellationToken cancellationToken) =>
        RunInputAsync(args, workingDir, additionalEnv, onStandardOutput, onStandardError, null, onEngineEvent, cancellationToken);

    public override async Task<CommandResult> RunInputAsync(IList<string> args, string workingDir, IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput, Action<string>? onStandardError, string? stdIn, Action<EngineEvent>? onEngineEvent, CancellationToken cancellationToken)
    {
        // After an operation the SDK asks for the outputs, once in clear text, and for the history: three more starts of the CLI, and a
        // failure of one would be the operation's. Whoever needs outputs asks for them afterwards, with cli.Command.
        if (args is ["stack", "output" or "history", ..]) { return new CommandResult(0, "", ""); }

        log($"$ pulumi {string.Join(' ', args)}");
        using var operation = args is ["up" or "preview" or "destroy", ..] ? interrupt.Watch(tenant, cli.NewPidFile()) : null;
        additionalEnv["TENANTS_PID_FILE"] = operation?.PidFile;
        return await cli.Command.RunInputAsync(args, workingDir, additionalEnv, log, log, stdIn, onEngineEvent, CancellationToken.None);
    }
}
