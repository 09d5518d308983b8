// The plugin's calls about itself: handshake, schema, mappings, attach, cancel, and what it does not have.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class PluginServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handshake_and_Configure_announce_the_same_abilities()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        var configured = await plugin.ConfigureAsync(plugin.Settings);

        var handshake = plugin.Process.Handshake;
        Assert.True(handshake.AcceptSecrets);
        Assert.True(handshake.AcceptOutputs);
        Assert.True(handshake.AcceptResources);
        Assert.True(handshake.SupportsAutonamingConfiguration);
        Assert.True(configured.SupportsPreview);
        Assert.Equal(
            (handshake.AcceptSecrets, handshake.AcceptOutputs, handshake.AcceptResources, handshake.SupportsAutonamingConfiguration),
            (configured.AcceptSecrets, configured.AcceptOutputs, configured.AcceptResources, configured.SupportsAutonamingConfiguration));
    }

    [Fact]
    public async Task The_schema_is_the_file_and_needs_no_configuration()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        var answer = await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: Cancel);

        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("schema.json"), Cancel), answer.Schema);
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task The_schema_exists_in_version_zero_and_without_subpackages()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        var version = await Failures.OfAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest { Version = 1 }, cancellationToken: Cancel).ResponseAsync);
        var package = await Failures.OfAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest { SubpackageName = "x" }, cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, version.StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, package.StatusCode);
    }

    [Fact]
    public async Task There_are_no_mappings()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        Assert.Equal(new GetMappingResponse(), await plugin.Client.GetMappingAsync(new GetMappingRequest { Key = "terraform" }, cancellationToken: Cancel));
        Assert.Equal(new GetMappingsResponse(), await plugin.Client.GetMappingsAsync(new GetMappingsRequest { Key = "terraform" }, cancellationToken: Cancel));
    }

    [Fact]
    public async Task The_version_is_the_one_that_the_program_prints()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });
        await using var printed = RawProcess.Start(["--version"]);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(await printed.RestAsync()), (await plugin.Process.Client.GetPluginInfoAsync(new Empty(), cancellationToken: TestContext.Current.CancellationToken)).Version + "\n");
    }

    [Fact]
    public async Task What_does_not_exist_yet_is_unimplemented()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var invoke = await Failures.OfAsync(plugin.Client.InvokeAsync(new InvokeRequest { Tok = "infobip:index:nothing" }, cancellationToken: Cancel).ResponseAsync);
        using var list = plugin.Client.List(new ListRequest { Token = "infobip:index:Nothing" }, cancellationToken: Cancel);
        var listed = await Assert.ThrowsAsync<RpcException>(() => list.ResponseStream.MoveNext(Cancel));

        Assert.Equal(StatusCode.Unimplemented, invoke.StatusCode);
        Assert.Equal(StatusCode.Unimplemented, listed.StatusCode);
    }

    [Fact]
    public async Task An_engine_that_attaches_gets_the_notes_from_then_on()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        await using var second = await EngineHost.StartAsync(cancellationToken: Cancel);
        plugin.Sandbox.Add("sms");

        await plugin.Client.AttachAsync(new PluginAttach { Address = second.Address }, cancellationToken: Cancel);
        await plugin.CreateAsync(SampleResource.Inputs());

        Assert.Empty(plugin.Engine.Entries);
        Assert.Equal(SampleResource.Urn, Assert.Single(second.Entries).Urn);
    }

    [Fact]
    public async Task Cancel_is_acknowledged_ends_what_runs_and_refuses_what_comes()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var made = await plugin.CreateAsync(SampleResource.Inputs());
        string[] methods = ["GET", "DELETE"];
        foreach (var method in methods)
        {
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method });
        }

        Task[] running = [plugin.ReadAsync(made.Id, SampleResource.Inputs(), made.Properties), plugin.DeleteAsync(made.Id, made.Properties)];
        foreach (var method in methods)
        {
            await plugin.DelayedAsync(method);
        }

        await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel);

        foreach (var call in running)
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call)).StatusCode);
        }

        var sent = plugin.Sandbox.Requests.Count;
        foreach (var call in new Func<Task>[]
        {
            () => plugin.CheckAsync(SampleResource.Inputs()),
            () => plugin.DiffAsync(made.Properties, SampleResource.Inputs(), SampleResource.Inputs()),
            () => plugin.CreateAsync(SampleResource.Inputs()),
            () => plugin.ReadAsync(made.Id),
            () => plugin.UpdateAsync(made.Id, made.Properties, SampleResource.Inputs(), SampleResource.Inputs(("name", "other"))),
            () => plugin.DeleteAsync(made.Id),
        })
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call())).StatusCode);
        }

        await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
        Assert.Equal(sent, plugin.Sandbox.Requests.Count);
    }

    /// <summary>A company's proxy stands in the environment of many a machine that the sandbox is tried on.</summary>
    [Fact]
    public async Task A_service_on_this_machine_is_reached_without_the_environments_proxy()
    {
        const string Closed = "http://127.0.0.1:9";
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            Environment = new Dictionary<string, string?> { ["HTTP_PROXY"] = Closed, ["http_proxy"] = Closed, ["ALL_PROXY"] = Closed, ["NO_PROXY"] = null, ["no_proxy"] = null },
        });

        await plugin.CreateAsync(SampleResource.Inputs());

        Assert.Single(plugin.Sandbox.Instances);
    }
}
