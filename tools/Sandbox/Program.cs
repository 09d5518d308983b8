// infobip-sandbox: a sandbox as a process of its own, until it is told to end.
using System.Runtime.InteropServices;
using InfoBip.Sandbox;

var command = CommandLine.Parse(args);
if (command.Mistake is { } mistake)
{
    Console.Error.WriteLine($"infobip-sandbox: {mistake} See infobip-sandbox --help.");
    return 2;
}

if (command.Options is not { } options)
{
    Console.WriteLine(CommandLine.Help);
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
