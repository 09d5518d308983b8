// The small plugin as a process of its own, keeping to the protocol or not.
using System.Globalization;
using System.Runtime.InteropServices;
using Grpc.Net.Client;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

internal static class FakePluginProcess
{
    /// <summary>The variable that turns this executable into a plugin; its value is the behaviour.</summary>
    public const string Switch = "SIMULATOR_TEST_PLUGIN";

    public static PluginProcessOptions Options(string behaviour) => new(Environment.ProcessPath!)
    {
        Environment = new Dictionary<string, string?> { [Switch] = behaviour },
        Arguments = ["--logtostderr", "-v=9"],
    };

    public static async Task<int> RunAsync(string behaviour, string[] args)
    {
        switch (behaviour)
        {
            case "talks":
                Console.WriteLine("Hello from the plugin");
                return 0;
            case "fails":
                await Console.Error.WriteLineAsync("no licence");
                return 3;
        }

        var plugin = new FakePlugin();
        var end = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            end.TrySetResult();
        });
        await using var host = await FakePluginHost.StartAsync(plugin);
        Console.WriteLine(host.Port.ToString(CultureInfo.InvariantCulture));
        if (behaviour == "chats")
        {
            Console.WriteLine("said on stdout");
            await Console.Error.WriteLineAsync(string.Join(' ', args));
        }

        if (behaviour == "dies")
        {
            plugin.OnCreate = _ =>
            {
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                throw new InvalidOperationException("A killed process goes on.");
            };
        }

        plugin.OnConfigure = _ => Log(args[^1]);
        await end.Task;
        return 0;
    }

    private static void Log(string engine)
    {
        using var channel = GrpcChannel.ForAddress($"http://{engine}");
        new Engine.EngineClient(channel).Log(new LogRequest { Severity = LogSeverity.Info, Message = "configured" });
    }
}
