// Stdout carries the port and nothing else; flags, signals and the end are the engine's.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class StartAndEndTests
{
    private static readonly (string, string)[] s_verbose =
    [
        ("Logging__LogLevel__Default", "Trace"),
        ("Logging__Console__LogLevel__Default", "Trace"),
        ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("DOTNET_ENVIRONMENT", "Development"),
        ("PULUMI_DEBUG_GRPC", "1"),
    ];

    /// <summary>The flags that an engine may pass, before its address.</summary>
    public static TheoryData<string[]> Flags { get; } = new()
    {
        Array.Empty<string>(),
        new[] { "--logtostderr" },
        new[] { "--logtostderr", "-v=9" },
        new[] { "--logtostderr", "-v=9", "--tracing", "file:./x" },
        new[] { "--tracing", "http://127.0.0.1:9411" },
        new[] { "--some-flag-of-tomorrow" },
    };

    [Theory]
    [MemberData(nameof(Flags))]
    public async Task The_first_bytes_are_the_port_and_a_line_feed_and_nothing_else(string[] flags)
    {
        await using var engine = await EngineHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var process = RawProcess.Start([.. flags, engine.Address], s_verbose);

        var line = Encoding.ASCII.GetString(await process.FirstLineAsync());
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.All(line[..^1], character => Assert.InRange(character, '0', '9'));
        var port = int.Parse(line[..^1], NumberStyles.None, CultureInfo.InvariantCulture);
        Assert.InRange(port, 1, 65535);

        // It listens there, serves, fails and is cancelled: none of it may print.
        await using (var attached = await PluginProcess.AttachAsync(port, engine.Address, TestContext.Current.CancellationToken))
        {
            Assert.True(attached.Handshake.AcceptSecrets);
            await Failures.OfAsync(attached.Client.ConfigureAsync(new Pulumirpc.ConfigureRequest(), cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        }

        process.Signal(PosixSignal.SIGINT);
        await process.EndAsync();
        Assert.Empty(await process.RestAsync());
        Assert.Empty(await process.ErrorsAsync());
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_ends_the_process_with_zero_within_two_seconds(PosixSignal signal)
    {
        await using var process = RawProcess.Start([]);
        await process.FirstLineAsync();

        process.Signal(signal);

        Assert.True(await process.EndAsync() < TimeSpan.FromSeconds(2));
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>At whatever point of its start the signal comes: nothing has been begun that could be lost.</summary>
    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_before_the_port_line_ends_the_process_in_silence(PosixSignal signal)
    {
        await using var process = RawProcess.Start([]);

        process.Signal(signal);

        await process.EndAsync();
        Assert.All(Encoding.ASCII.GetString(await process.RestAsync()).TrimEnd('\n'), character => Assert.InRange(character, '0', '9'));
        Assert.Empty(await process.ErrorsAsync());
    }

    [Fact]
    public async Task A_signal_during_a_call_ends_the_process_all_the_same()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Faults.Inject(new Sandbox.Fault { Kind = Sandbox.FaultKind.Delay, Method = "POST" });
        var call = plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        await plugin.DelayedAsync("POST");

        plugin.Process.SendInterrupt();

        await Failures.OfAsync(call);
        var closure = await plugin.Process.CloseAsync();
        Assert.False(closure.Killed);
        Assert.Equal(0, closure.ExitCode);
    }

    [Fact]
    public async Task Help_and_version_are_for_people_and_end_at_once()
    {
        await using var version = RawProcess.Start(["--version"]);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+[^\n]*\n$", Encoding.UTF8.GetString(await version.RestAsync()));
        await version.EndAsync();
        Assert.Equal(0, version.ExitCode);

        foreach (var flag in new[] { "--help", "-h" })
        {
            await using var help = RawProcess.Start([flag]);
            Assert.Contains("pulumi-resource-infobip [ADDRESS]", Encoding.UTF8.GetString(await help.RestAsync()), StringComparison.Ordinal);
            await help.EndAsync();
            Assert.Equal(0, help.ExitCode);
        }
    }

    [Fact]
    public async Task Notes_go_to_stderr_while_no_engine_is_known()
    {
        await using var sandbox = await Sandbox.SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sandbox.Add("sms");
        await using var process = RawProcess.Start([]);
        var port = int.Parse(await process.FirstLineAsync(), CultureInfo.InvariantCulture);
        using (var channel = Grpc.Net.Client.GrpcChannel.ForAddress($"http://127.0.0.1:{port}"))
        {
            var client = new Pulumirpc.ResourceProvider.ResourceProviderClient(channel);
            await client.ConfigureAsync(
                new Pulumirpc.ConfigureRequest { Args = Wire.Map(("userSecret", "u"), ("organizationSecret", "o"), ("baseUrl", sandbox.BaseUrl("your_mom").ToString())) },
                cancellationToken: TestContext.Current.CancellationToken);
            await client.CreateAsync(
                new Pulumirpc.CreateRequest { Urn = SampleResource.Urn, Type = SampleResource.Type, Properties = SampleResource.Inputs() }, cancellationToken: TestContext.Current.CancellationToken);
        }

        process.Signal(PosixSignal.SIGTERM);
        await process.EndAsync();
        Assert.Empty(await process.RestAsync());
        Assert.Contains("'sms' already exists (12)", await process.ErrorsAsync(), StringComparison.Ordinal);
    }
}
