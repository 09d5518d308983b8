// infobip-sandbox: a sandbox as a process of its own, until a signal ends it.
using System.Runtime.InteropServices;
using InfoBip.Sandbox;

var command = SandboxCommandLine.Parse(args);
if (command.Error is { } error)
{
    Console.Error.WriteLine($"infobip-sandbox: {error} See infobip-sandbox --help.");
    return 2;
}

if (command.Options is not { } options)
{
    Console.WriteLine(SandboxCommandLine.Help);
    return 0;
}

TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    await using var sandbox = await SandboxServer.StartAsync(options);
    Console.WriteLine($"Sandbox of the instances API: {sandbox.Url.GetLeftPart(UriPartial.Authority)}");
    Console.WriteLine($"  base URL for your_mom: {sandbox.BaseUrl("your_mom")}");
    Console.WriteLine($"  base URL for element:  {sandbox.BaseUrl("element")}");
    Console.WriteLine("Stop with Ctrl-C.");
    await ended.Task;
    return 0;
}
catch (IOException)
{
    Console.Error.WriteLine($"infobip-sandbox: Port {options.Port} is taken. Choose another with --port, or leave it out for a free one.");
    return 1;
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    ended.TrySetResult();
}
