// A plugin that a person started serves one engine after another, and several at once: the Cancel of one is none of the others'.
using System.Globalization;
using System.Runtime.InteropServices;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class AttachedPluginTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private SandboxServer _sandbox = null!;
    private EngineHost _engine = null!;
    private RawProcess _process = null!;
    private int _port;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(cancellationToken: Cancel);
        _engine = await EngineHost.StartAsync(cancellationToken: Cancel);
        _process = RawProcess.Start([], (JournalFolder.Variable, JournalFolder.New()));
        _port = int.Parse(await _process.FirstLineAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _engine.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Five_deployments_one_of_them_cancelled_are_served_by_one_process()
    {
        for (var deployment = 0; deployment < 5; deployment++)
        {
            await using var plugin = await AttachAsync();
            if (deployment == 2)
            {
                _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET" });
                var read = plugin.Client.ReadAsync(new ReadRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type }, cancellationToken: Cancel).ResponseAsync;
                await _sandbox.WaitForRequestAsync(request => request.Fault is not null, Cancel);
                await plugin.Client.CancelAsync(new Google.Protobuf.WellKnownTypes.Empty(), cancellationToken: Cancel);
                Failures.AssertError(await Failures.OfAsync(read.WaitAsync(s_patience, Cancel)), "IB4006");
            }
            else
            {
                Assert.NotEmpty((await CreateAsync(plugin, $"sms-000000{deployment}")).Id);
            }
        }

        Assert.Equal(4, _sandbox.Instances.Count);
        _process.Signal(PosixSignal.SIGTERM);
        await _process.EndAsync();
        Assert.Equal(0, _process.ExitCode);
    }

    [Fact]
    public async Task The_end_of_one_deployment_is_not_the_end_of_another()
    {
        await using var one = await AttachAsync();
        await using var other = await AttachAsync();
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "POST", Duration = TimeSpan.FromSeconds(0.5) });
        var creating = CreateAsync(other, "sms-0000001");
        await _sandbox.WaitForRequestAsync(request => request.Fault is not null, Cancel);

        await one.CloseAsync();

        Assert.Equal("12", (await creating.WaitAsync(s_patience, Cancel)).Id);
        await using var next = await AttachAsync();
        Assert.Equal("13", (await CreateAsync(next, "sms-0000002")).Id);
    }

    /// <summary>An engine whose connection broke dials again and shakes no hands.</summary>
    [Fact]
    public async Task A_connection_without_a_Handshake_goes_on_with_the_last_session()
    {
        await using var plugin = await AttachAsync();
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress($"http://127.0.0.1:{_port}");
        var again = new ResourceProvider.ResourceProviderClient(channel);

        var created = await again.CreateAsync(
            new CreateRequest { Urn = SampleResource.Urn, Type = SampleResource.Type, Name = "sms", Properties = SampleResource.InputsWithGeneratedName() }, cancellationToken: Cancel);

        Assert.Equal("12", created.Id);
    }

    private async Task<PluginProcess> AttachAsync()
    {
        var plugin = await PluginProcess.AttachAsync(_port, _engine.Address, Cancel);
        await plugin.Client.ConfigureAsync(
            new ConfigureRequest
            {
                Urn = SampleResource.ProviderUrn,
                Id = "0a7f7f5c-7f0d-4d4f-9c9e-3f8f0f6f2a11",
                Args = Wire.Map(("userSecret", "u"), ("organizationSecret", "o"), ("baseUrl", _sandbox.BaseUrl("your_mom").ToString())),
            },
            cancellationToken: Cancel);
        return plugin;
    }

    private static async Task<CreateResponse> CreateAsync(PluginProcess plugin, string name) => await plugin.Client.CreateAsync(
        new CreateRequest
        {
            Urn = $"{SampleResource.Urn}-{name}",
            Type = SampleResource.Type,
            Name = name,
            Properties = SampleResource.Inputs(("name", name), ("__generatedName", name)),
        },
        cancellationToken: Cancel);
}
