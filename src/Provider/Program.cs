// The plugin process: its parts put together, the port line, its end.
using System.Globalization;
using System.Runtime.InteropServices;
using InfoBip.Provider;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Protocol;

var commandLine = CommandLine.Parse(args);
if (commandLine.Help || commandLine.Version)
{
    Console.Write(commandLine.Help ? CommandLine.HelpText : PluginVersion.Text + "\n");
    return 0;
}

using var log = new EngineLog(Console.Error);
log.Connect(commandLine.EngineAddress);
using var session = new PluginSession(log, Environment.GetEnvironmentVariable, TimeProvider.System);
var resources = new ResourceTable([new InfoBipInstanceResource(() => session.Client)]);
await using var server = await PluginServer.StartAsync(session, resources);

// From here on a signal ends the plugin in order; the engine sends one after it has closed the connection.
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
// Nobody disposes of the registrations: a second signal must not kill a plugin that is on its way out.
PosixSignalRegistration[] signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End)];

// The engine reads the port from the first line of stdout; nothing else is ever written there.
Console.Out.Write(server.Port.ToString(CultureInfo.InvariantCulture) + "\n");
Console.Out.Flush();

await ended.Task;
session.Cancel();
await server.StopAsync(TimeSpan.FromSeconds(1), TimeProvider.System);
GC.KeepAlive(signals);
return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.TrySetResult();
}
