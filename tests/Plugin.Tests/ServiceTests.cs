// The plugin's calls about itself: handshake, schema, mappings, attach, cancel, and what it does not have.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests;

public sealed class ServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handshake_and_Configure_announce_the_same_abilities()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        var configured = await wired.ConfigureAsync(wired.Settings);

        var handshake = wired.Plugin.Handshake;
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
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        var answer = await wired.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: Cancel);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(PluginBinary.RepositoryRoot, "schema.json"), Cancel), answer.Schema);
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task The_schema_exists_in_version_zero_and_without_subpackages()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        var version = await Failures.OfAsync(wired.Client.GetSchemaAsync(new GetSchemaRequest { Version = 1 }, cancellationToken: Cancel).ResponseAsync);
        var package = await Failures.OfAsync(wired.Client.GetSchemaAsync(new GetSchemaRequest { SubpackageName = "x" }, cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, version.StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, package.StatusCode);
    }

    [Fact]
    public async Task There_are_no_mappings()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        Assert.Equal(new GetMappingResponse(), await wired.Client.GetMappingAsync(new GetMappingRequest { Key = "terraform" }, cancellationToken: Cancel));
        Assert.Equal(new GetMappingsResponse(), await wired.Client.GetMappingsAsync(new GetMappingsRequest { Key = "terraform" }, cancellationToken: Cancel));
    }

    [Fact]
    public async Task The_version_is_the_one_that_the_program_prints()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });
        await using var printed = RawProcess.Start(["--version"]);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(await printed.RestAsync()), wired.Plugin.Version + "\n");
    }

    [Fact]
    public async Task What_does_not_exist_yet_is_unimplemented()
    {
        await using var wired = await Wired.OpenAsync();

        var invoke = await Failures.OfAsync(wired.Client.InvokeAsync(new InvokeRequest { Tok = "infobip:index:nothing" }, cancellationToken: Cancel).ResponseAsync);
        using var list = wired.Client.List(new ListRequest { Token = "infobip:index:Nothing" }, cancellationToken: Cancel);
        var listed = await Assert.ThrowsAsync<RpcException>(() => list.ResponseStream.MoveNext(Cancel));

        Assert.Equal(StatusCode.Unimplemented, invoke.StatusCode);
        Assert.Equal(StatusCode.Unimplemented, listed.StatusCode);
    }

    [Fact]
    public async Task An_engine_that_attaches_gets_the_notes_from_then_on()
    {
        await using var wired = await Wired.OpenAsync();
        await using var second = await EngineHost.StartAsync(cancellationToken: Cancel);
        wired.Sandbox.Add("made by hand");

        await wired.Client.AttachAsync(new PluginAttach { Address = second.Address }, cancellationToken: Cancel);
        await wired.ReadAsync("12");

        Assert.Empty(wired.Engine.Entries);
        Assert.Equal(Wired.Urn, Assert.Single(second.Entries).Urn);
    }

    [Fact]
    public async Task Cancel_is_acknowledged_ends_what_runs_and_refuses_what_comes()
    {
        await using var wired = await Wired.OpenAsync();
        var made = await wired.CreateAsync(Wired.Inputs());
        string[] methods = ["POST", "GET", "DELETE"];
        foreach (var method in methods)
        {
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method });
        }

        Task[] running =
        [
            wired.CreateAsync(Wired.NamedInputs()),
            wired.ReadAsync(made.Id, Wired.Inputs(), made.Properties),
            wired.DeleteAsync(made.Id, made.Properties),
        ];
        foreach (var method in methods)
        {
            await wired.DelayedAsync(method);
        }

        await wired.Client.CancelAsync(new Empty(), cancellationToken: Cancel);

        foreach (var call in running)
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call)).StatusCode);
        }

        // Whether the create was acted upon is worth two looks, one at once and one when a straggler would have arrived; nothing else is sent any more.
        var sent = wired.Sandbox.Requests.Count;
        Assert.Equal(2, wired.Sandbox.Requests.Count(request => request.ApiPath == "/instances" && request.Method == "GET" && request.Fault is null && request.Query.Contains(Wired.MadeUpName, StringComparison.Ordinal)));
        foreach (var call in new Func<Task>[]
        {
            () => wired.CheckAsync(Wired.Inputs()),
            () => wired.DiffAsync(made.Properties, Wired.Inputs(), Wired.Inputs()),
            () => wired.CreateAsync(Wired.Inputs()),
            () => wired.ReadAsync(made.Id),
            () => wired.UpdateAsync(made.Id, made.Properties, Wired.Inputs(), Wired.Inputs(("name", "other"))),
            () => wired.DeleteAsync(made.Id),
        })
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call())).StatusCode);
        }

        await wired.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
        Assert.Equal(sent, wired.Sandbox.Requests.Count);
    }

    /// <summary>A company's proxy stands in the environment of many a machine that the sandbox is tried on.</summary>
    [Fact]
    public async Task A_service_on_this_machine_is_reached_without_the_environments_proxy()
    {
        const string Nobody = "http://127.0.0.1:9";
        await using var wired = await Wired.OpenAsync(new Wiring
        {
            Environment = new Dictionary<string, string?> { ["HTTP_PROXY"] = Nobody, ["http_proxy"] = Nobody, ["ALL_PROXY"] = Nobody, ["NO_PROXY"] = null, ["no_proxy"] = null },
        });

        await wired.CreateAsync(Wired.Inputs());

        Assert.Single(wired.Sandbox.Instances);
    }
}
