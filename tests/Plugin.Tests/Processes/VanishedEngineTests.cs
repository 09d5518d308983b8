// The plugin's end when its engine is killed, and its staying where that is not what happened.
using System.Globalization;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class VanishedEngineTests
{
    /// <summary>Starts the plugin with a pipe to its stdin that this shell alone holds, as the engine does, and waits.</summary>
    private const string EngineScript = "exec 4> >(exec \"$@\"); read -r";

    /// <summary>For what never happens: the plugin's own limits are far below.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_that_is_killed_takes_the_plugin_along()
    {
        await using var address = await EngineHost.StartAsync(cancellationToken: Cancel);
        await using var engine = RawProcess.StartScript(EngineScript, address.Address);
        await engine.FirstLineAsync();

        engine.Kill();

        // The plugin has the shell's stdout: it ends when the last of the two has.
        Assert.Empty(await engine.RestAsync().WaitAsync(s_patience, Cancel));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task A_call_that_hangs_does_not_keep_the_plugin_of_a_killed_engine(string method)
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: Cancel);
        await using var address = await EngineHost.StartAsync(cancellationToken: Cancel);
        await using var engine = RawProcess.StartScript(EngineScript, address.Address);
        await using var plugin = await AttachAsync(engine, address.Address);
        await ConfigureAsync(plugin.Client, sandbox);
        sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method, Times = int.MaxValue });
        var call = method == "POST"
            ? (Task)plugin.Client.CreateAsync(new CreateRequest { Urn = SampleResource.Urn, Type = SampleResource.Type, Properties = SampleResource.InputsWithGeneratedName() }, cancellationToken: Cancel).ResponseAsync
            : plugin.Client.ReadAsync(new ReadRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type }, cancellationToken: Cancel).ResponseAsync;
        await sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.Delay, Cancel).WaitAsync(s_patience, Cancel);

        engine.Kill();

        Assert.Empty(await engine.RestAsync().WaitAsync(s_patience, Cancel));
        await Failures.OfAsync(call);
    }

    [Fact]
    public async Task What_a_create_made_while_its_engine_was_killed_is_adopted_by_the_next_run_even_at_once()
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: Cancel);
        await using var address = await EngineHost.StartAsync(cancellationToken: Cancel);
        var setup = new PluginSetup { BaseUrl = _ => sandbox.BaseUrl("your_mom") };
        await using var engine = RawProcess.StartScript($"export {JournalFolder.Variable}='{setup.Journals}'; {EngineScript}", address.Address);
        await using var plugin = await AttachAsync(engine, address.Address);
        await ConfigureAsync(plugin.Client, sandbox);
        sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var cutOff = plugin.Client.CreateAsync(
            new CreateRequest { Urn = SampleResource.Urn, Type = SampleResource.Type, Name = "sms", Properties = SampleResource.InputsWithGeneratedName() }, cancellationToken: Cancel).ResponseAsync;
        await sandbox.WaitForRequestAsync(request => request.Fault is not null, Cancel);

        engine.Kill();
        await using var next = await PluginFixture.OpenAsync(setup);
        var made = await next.CreateAsync(SampleResource.Inputs(("name", "sms-7654321"), ("__generatedName", "sms-7654321")));

        var one = Assert.Single(sandbox.Instances);
        Assert.Equal(($"{one.Id}", "sms-7654321"), (made.Id, one.Name));
        Assert.Equal(one.Token, Wire.Reveal(made.Properties.Fields["token"]).StringValue);

        // The engine is gone, so how the call ends does not matter.
        await Task.WhenAny(cutOff).WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task A_plugin_that_was_started_by_hand_serves_on_when_its_stdin_closes()
    {
        await using var process = RawProcess.Start([]);
        await StaysAsync(process, process.CloseInput);
    }

    [Theory]
    [InlineData("exec \"$@\" < /dev/null")]
    [InlineData("exec \"$@\" <&-")]
    [InlineData("true | { read -r; exec \"$@\"; }")]
    public async Task A_stdin_that_is_not_held_open_means_nothing(string script)
    {
        await using var address = await EngineHost.StartAsync(cancellationToken: Cancel);
        await using var process = RawProcess.StartScript(script, address.Address);
        await StaysAsync(process, () => { });
    }

    /// <summary>A plugin that took what happens for the end of its engine would not live through that many calls.</summary>
    private static async Task StaysAsync(RawProcess process, Action meanwhile)
    {
        await using var plugin = await AttachAsync(process, "127.0.0.1:9");
        meanwhile();
        for (var call = 0; call < 200; call++)
        {
            Assert.NotEmpty((await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: Cancel)).Schema);
        }
    }

    private static async Task<PluginProcess> AttachAsync(RawProcess process, string engine)
    {
        var port = int.Parse(await process.FirstLineAsync(), CultureInfo.InvariantCulture);
        return await PluginProcess.AttachAsync(port, engine, Cancel);
    }

    private static async Task ConfigureAsync(ResourceProvider.ResourceProviderClient client, SandboxServer sandbox) => await client.ConfigureAsync(
        new ConfigureRequest { Urn = SampleResource.ProviderUrn, Args = Wire.Map(("userSecret", "u"), ("organizationSecret", "o"), ("baseUrl", sandbox.BaseUrl("your_mom").ToString())) },
        cancellationToken: Cancel);
}
