// Deploys two InfoBip instances with the Automation API.
using InfoBip.Automation;
using Pulumi.Automation.Commands.Exceptions;

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Settings.Usage);
    return (int)ExitCode.Done;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var settings = Settings.From(args, Environment.GetEnvironmentVariable);
    Console.WriteLine($"Plugin: {Tools.FindPlugin(settings.PluginFolder)}");
    Console.WriteLine($"Pulumi: {await Tools.FindPulumiAsync(settings.Install, stop.Token)}");
    await using var service = await Service.OpenAsync(settings.Account, stop.Token);
    Console.WriteLine($"Service: {service.Name}");
    await new Walk(service).RunAsync(stop.Token);
    Console.WriteLine("\nDone; nothing is left.");
    return (int)ExitCode.Done;
}
catch (StopException stopped)
{
    await Console.Error.WriteLineAsync(stopped.Message);
    return (int)stopped.ExitCode;
}
catch (Exception) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Cancelled.");
    return (int)ExitCode.Cancelled;
}
catch (Exception failed)
{
    // What the pulumi command printed is the message of its exception; anything else is a bug, and then the stack trace helps.
    var text = failed is CommandException ? failed.Message : failed.ToString();
    await Console.Error.WriteLineAsync($"A step failed:\n{text.TrimEnd()}");
    return (int)ExitCode.StepFailed;
}
