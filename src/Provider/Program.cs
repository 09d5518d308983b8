// The plugin process: its parts put together, the port line, its end.
using System.Globalization;
using System.Runtime.InteropServices;
using InfoBip.Provider;
using InfoBip.Provider.Instances;
using ProviderHost.EngineClient;
using ProviderHost.Protocol;

var commandLine = CommandLine.Parse(args);
if (commandLine.Help || commandLine.Version)
{
    Console.Write(commandLine.Help ? CommandLine.HelpText : PluginVersion.Text + "\n");
    return 0;
}

// Looked at before anything else: an engine that is killed later than now is noticed at once.
var input = commandLine.EngineAddress is null ? null : StandardInput.OpenPipe();
using var log = new EngineLog(Console.Error);
log.Connect(commandLine.EngineAddress);
var trace = commandLine.Trace || Environment.GetEnvironmentVariable("INFOBIP_TRACE") is "1" or "true" ? new HttpAttemptTrace(log) : null;
using var session = new PluginSession(log, Environment.GetEnvironmentVariable, TimeProvider.System) { Trace = trace };
var resources = new ResourceTable([new InfoBipInstanceResource(() => session.Client, () => session.Journal)]);
var functions = new FunctionTable([new GetInfoBipInstance(() => session.Client), new ListInfoBipInstances(() => session.Client)]);
await using var server = await PluginServer.StartAsync(session, resources, functions);

// From here on a signal ends the plugin in order; the engine sends one after it has closed the connection.
var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
// Nobody disposes of the registrations: a second signal must not kill a plugin that is on its way out.
PosixSignalRegistration[] signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, End), PosixSignalRegistration.Create(PosixSignal.SIGTERM, End)];

// The engine reads the port from the first line of stdout; nothing else is ever written there.
Console.Out.Write(server.Port.ToString(CultureInfo.InvariantCulture) + "\n");
Console.Out.Flush();

if (commandLine.EngineAddress is { } engine)
{
    _ = EndWithAsync(engine);
}

var inOrder = await ended.Task;
session.Cancel();

// Within two seconds all is over, whatever hangs: a create that may have been acted upon has most of them to find out, and to tell.
var stopped = server.StopAsync(TimeSpan.FromSeconds(1.5), TimeProvider.System);
await Task.WhenAny(stopped, Task.Delay(TimeSpan.FromSeconds(1.8), TimeProvider.System));
GC.KeepAlive(signals);
if (inOrder)
{
    // An engine that was killed may not have written down what it heard, so its journal stays.
    session.Journal.Close();
}

Environment.Exit(0);
return 0;

// An engine that was killed sends no signal. A plugin that a person started serves one engine after another.
async Task EndWithAsync(string engine)
{
    await new EngineWatch(TimeProvider.System).UntilGoneAsync(engine, input, CancellationToken.None);
    ended.TrySetResult(false);
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.TrySetResult(true);
}
