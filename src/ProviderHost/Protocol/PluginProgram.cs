// The plugin process: the port line, the signals, its end.
using System.Globalization;
using System.Runtime.InteropServices;
using ProviderHost.EngineClient;
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>Runs a provider as a plugin, from its command line to its exit code.</summary>
public static class PluginProgram
{
    /// <summary>How long running calls have to end once the plugin is to stop: a create that the service may have acted on needs most of it to find out. Source: <c>docs/architecture.md</c>.</summary>
    private static readonly TimeSpan s_timeToStop = TimeSpan.FromSeconds(1.5);

    /// <summary>After this the process ends, whatever hangs. Source: <c>docs/architecture.md</c>.</summary>
    private static readonly TimeSpan s_latestEnd = TimeSpan.FromSeconds(1.8);

    /// <summary>Serves the provider until the engine closes it, or is gone.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="package">The package.</param>
    /// <param name="assemble">Puts the provider's parts together.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProviderPackage package, Func<PluginContext, ProviderParts> assemble)
    {
        var commandLine = PluginCommandLine.Parse(arguments);
        if (commandLine.Help || commandLine.Version)
        {
            Console.Write(commandLine.Help ? PluginCommandLine.HelpText(package) : package.Version + "\n");
            return 0;
        }

        // Looked at before anything else: an engine that is killed later than now is noticed at once.
        var input = commandLine.EngineAddress is null ? null : StandardInput.OpenPipe();
        var time = TimeProvider.System;
        using var sessions = new PluginSessions(Open);
        await using var server = await PluginServer.StartAsync(sessions, package);

        // From here on a signal ends the plugin in order; the engine sends one after it has closed the connection.
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The registrations are never disposed of: a second signal must not kill a plugin that is on its way out.
        PosixSignalRegistration[] signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End)];

        // The engine reads the port from the first line of stdout; nothing else is ever written there.
        Console.Out.Write(server.Port.ToString(CultureInfo.InvariantCulture) + "\n");
        Console.Out.Flush();
        if (package.WarmUp is { } warmUp)
        {
            _ = Task.Run(warmUp);
        }

        if (commandLine.EngineAddress is { } engine)
        {
            _ = EndWithAsync(engine);
        }

        var inOrder = await ended.Task;
        sessions.End();
        var stopped = server.StopAsync(s_timeToStop, time);
        await Task.WhenAny(stopped, Task.Delay(s_latestEnd, time));
        GC.KeepAlive(signals);
        if (inOrder)
        {
            sessions.Close();
        }

        Environment.Exit(0);
        return 0;

        // Whoever sets the variable wants to see the requests, with or without --debug; at its highest verbosity the engine shows its own debug log.
        static CallTrace? TraceOf(string? variable, bool atHighestVerbosity, EngineLog log) => variable switch
        {
            "1" or "true" => new CallTrace(log, NoteSeverity.Info, isDetailed: false),
            "full" => new CallTrace(log, NoteSeverity.Info, isDetailed: true),
            _ => atHighestVerbosity ? new CallTrace(log, NoteSeverity.Debug, isDetailed: true) : null,
        };

        PluginSession Open()
        {
            var log = new EngineLog(Console.Error);
            log.Connect(commandLine.EngineAddress);
            var trace = TraceOf(Environment.GetEnvironmentVariable(package.TraceVariable), commandLine.Trace, log);
            return new PluginSession(package, assemble(new PluginContext(log, trace, Environment.GetEnvironmentVariable, time)), log, trace);
        }

        // An engine that was killed sends no signal. A plugin that a person started serves one engine after another.
        async Task EndWithAsync(string engine)
        {
            await new EngineWatch(time).UntilGoneAsync(engine, input, CancellationToken.None);
            ended.TrySetResult(false);
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.TrySetResult(true);
        }
    }
}
