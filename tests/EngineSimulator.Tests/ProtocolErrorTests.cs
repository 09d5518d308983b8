// Plugins that break the protocol get an error.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ProtocolErrorTests
{
    [Fact]
    public async Task A_forgotten_changes_field()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.OnDiff = _ => new DiffResponse();

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}")), "DIFF_UNKNOWN");
    }

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
    public async Task A_failure_that_names_a_secret_input_prints_it_as_the_engine_does()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheck = _ => SimulatorFixture.Refuse("pass", "too short");

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{pass: {\"fn::secret\": canary}}"));

        Assert.Contains("canary", fixture.Shown(result), StringComparison.Ordinal);
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

    private static async Task CaughtInCreateAsync(string message, CreateResponse answer)
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => answer;

        Caught(await fixture.UpAsync(SimulatorFixture.OneThing("{}")), message);
    }

    private static void Caught(DeploymentResult result, string message) =>
        Assert.Contains(message, Assert.Single(result.ProtocolErrors).Message, StringComparison.Ordinal);
}
