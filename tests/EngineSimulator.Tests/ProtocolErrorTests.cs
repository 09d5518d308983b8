// Plugins that break the protocol get an error.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ProtocolErrorTests
{
    private static readonly DiffResponse.Types.DiffChanges Some = DiffResponse.Types.DiffChanges.DiffSome;

    [Fact]
    public Task A_forgotten_changes_field() => CaughtInDiffAsync("DIFF_UNKNOWN", new DiffResponse());

    [Fact]
    public Task Details_without_their_flag() => CaughtInDiffAsync("without hasDetailedDiff", new DiffResponse
    {
        Changes = Some,
        Diffs = { "tag" },
        DetailedDiff = { ["tag"] = new PropertyDiff() },
    });

    [Fact]
    public Task Details_whose_head_is_not_in_diffs() => CaughtInDiffAsync("'diffs' does not name tags", new DiffResponse
    {
        Changes = Some,
        HasDetailedDiff = true,
        DetailedDiff = { ["tags[0]"] = new PropertyDiff() },
    });

    [Fact]
    public Task A_key_that_is_no_path() => CaughtInDiffAsync("no path", new DiffResponse
    {
        Changes = Some,
        HasDetailedDiff = true,
        Diffs = { "tags" },
        DetailedDiff = { ["tags["] = new PropertyDiff() },
    });

    [Fact]
    public Task An_empty_diff_that_says_something_changed() => CaughtInDiffAsync("names no property", new DiffResponse { Changes = Some, HasDetailedDiff = true });

    [Fact]
    public Task An_old_value_that_is_not_where_inputDiff_says() => CaughtInDiffAsync("the display shows \"undefined\"", new DiffResponse
    {
        Changes = Some,
        HasDetailedDiff = true,
        Diffs = { "token" },
        DetailedDiff = { ["token"] = new PropertyDiff { Kind = PropertyDiff.Types.Kind.Delete, InputDiff = true } },
    });

    [Fact]
    public Task An_empty_id() => CaughtInCreateAsync("empty id", new CreateResponse { Properties = new Struct() });

    [Fact]
    public Task Absent_outputs() => CaughtInCreateAsync("is absent", new CreateResponse { Id = "1" });

    [Fact]
    public Task A_value_without_a_kind() =>
        CaughtInCreateAsync("has no kind", new CreateResponse { Id = "1", Properties = new Struct { Fields = { ["x"] = new Value() } } });

    [Fact]
    public Task An_unknown_outside_a_preview() =>
        CaughtInCreateAsync("unexpected unknown property value (x)", new CreateResponse { Id = "1", Properties = Wire.Map(("x", Wire.Unknown)) });

    [Fact]
    public Task An_unknown_inside_an_output_value() => CaughtInCreateAsync("unexpected unknown", new CreateResponse
    {
        Id = "1",
        Properties = Wire.Map(("x", Wire.Map((WireFormat.SignatureKey, WireFormat.OutputSignature)))),
    });

    [Fact]
    public async Task Checked_inputs_that_are_absent()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheck = _ => new CheckResponse();

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{}")), "the inputs in the answer to Check is absent");
    }

    [Fact]
    public async Task A_failure_that_would_print_a_secret()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheck = _ => SimulatorFixture.Refuse("pass", "too short");

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{pass: {\"fn::secret\": canary}}"));

        Caught(result, "would print the secret in clear");
        Assert.DoesNotContain("canary", fixture.Shown(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Abilities_that_differ_between_Handshake_and_Configure()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Abilities = new ProviderHandshakeResponse { AcceptSecrets = true };

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{}")), "different abilities");
    }

    [Fact]
    public async Task Details_of_a_failure_that_contradict_its_code()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => throw new RpcException(
            new Status(StatusCode.Unavailable, "down"),
            new Metadata { { "grpc-status-details-bin", Google.Protobuf.MessageExtensions.ToByteArray(new Google.Rpc.Status { Code = 3 }) } });

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{}")), "carry the code 3");
    }

    [Fact]
    public async Task Details_of_a_failure_that_cannot_be_read()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => throw new RpcException(
            new Status(StatusCode.Unavailable, "down"), new Metadata { { "grpc-status-details-bin", new byte[] { 0x08 } } });

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{}")), "cannot be read");
    }

    [Fact]
    public async Task An_id_in_a_preview()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = request => new CreateResponse { Id = "early", Properties = request.Properties };

        Caught(await fixture.PreviewAsync(SimulatorFixture.OneThing("{}")), "the id \"early\"");
    }

    [Fact]
    public async Task A_Cancel_that_fails()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCancel = () => throw new RpcException(new Status(StatusCode.Internal, "no"));

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{}"));

        Assert.Contains("did not acknowledge Cancel", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.False(Assert.Single(result.Closures).CancelAcknowledged);
    }

    private static async Task CaughtInDiffAsync(string message, DiffResponse answer)
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.OnDiff = _ => answer;

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}")), message);
    }

    private static async Task CaughtInCreateAsync(string message, CreateResponse answer)
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => answer;

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{}")), message);
    }

    private static void Caught(DeploymentResult result, string message) =>
        Assert.Contains(message, Assert.Single(result.ProtocolErrors).Message, StringComparison.Ordinal);
}
