// What a Pulumi SDK does, as far as the small programs need it: it speaks the monitor's protocol by itself.
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using InfoBip.EngineSimulator.Protocol;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

internal sealed class SmallSdk : IDisposable
{
    private readonly GrpcChannel _monitor = GrpcChannel.ForAddress($"http://{Variable("MONITOR")}");
    private readonly GrpcChannel _engine = GrpcChannel.ForAddress($"http://{Variable("ENGINE")}");

    public SmallSdk()
    {
        Monitor = new ResourceMonitor.ResourceMonitorClient(_monitor);
        Engine = new Engine.EngineClient(_engine);
    }

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Engine.EngineClient Engine { get; }

    public string StackUrn { get; private set; } = "";

    public static string Variable(string name) =>
        Environment.GetEnvironmentVariable($"PULUMI_{name}") ?? throw new InvalidOperationException($"PULUMI_{name} is not set.");

    public static string Config(string key)
    {
        using var config = JsonDocument.Parse(Variable("CONFIG"));
        return config.RootElement.GetProperty(key).GetString()!;
    }

    public async Task StartAsync() => StackUrn = (await Monitor.RegisterResourceAsync(new RegisterResourceRequest
    {
        Type = "pulumi:pulumi:Stack",
        Name = $"{Variable("PROJECT")}-{Variable("STACK")}",
        Object = new Struct(),
    })).Urn;

    public async Task<RegisterResourceResponse> RegisterAsync(
        string name, Struct inputs, Action<RegisterResourceRequest>? change = null, params string[] dependencies)
    {
        var request = new RegisterResourceRequest
        {
            Type = "fake:index:Thing",
            Name = name,
            Parent = StackUrn,
            Custom = true,
            Object = inputs,
            AcceptSecrets = true,
            SupportsResultReporting = true,
            Hooks = new RegisterResourceRequest.Types.ResourceHooksBinding(),
        };
        request.Dependencies.AddRange(dependencies);
        change?.Invoke(request);
        return await Monitor.RegisterResourceAsync(request);
    }

    /// <summary>A value of an answer as the SDK makes it an output: unknown where a preview does not say it.</summary>
    public static Value Output(RegisterResourceResponse answer, string name)
    {
        if (name == "id")
        {
            return answer.Id.Length > 0 ? Value.ForString(answer.Id) : Wire.Unknown;
        }

        return answer.Object.Fields.GetValueOrDefault(name)
            ?? (Variable("DRY_RUN") == "true" || answer.Result != Result.Success ? Wire.Unknown : Value.ForNull());
    }

    public async Task ExportAsync(Struct outputs) =>
        await Monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = StackUrn, Outputs = outputs });

    public async Task EndAsync() => await Monitor.SignalAndWaitForShutdownAsync(new Empty());

    public void Dispose()
    {
        _monitor.Dispose();
        _engine.Dispose();
    }
}
