// What a person sees.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class DisplayTests
{
    [Fact]
    public async Task An_update_shows_each_changed_property_and_no_secret()
    {
        await using var fixture = new SimulatorFixture();
        const string Rest = "\n  b: {type: \"fake:Thing\", properties: {}}\n  c: {type: \"fake:Thing\", properties: {}}";
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x, gone: 1, pass: {\"fn::secret\": canary-old}}", Rest));

        var shown = fixture.Shown(await fixture.UpAsync(SimulatorFixture.OneThing(
            "{tag: y, more: [1, two], pass: {\"fn::secret\": canary-new}}",
            Rest + "\n  d: {type: \"fake:Thing\", properties: {}}\noutputs: {tag: \"${a.tag}\", token: \"${a.token}\"}")));

        Assert.Equal(
            """
            Updating:
                ~ fake:index:Thing: (update)
                    [urn=urn:pulumi:dev::demo::fake:index:Thing::a]
                  - gone: 1
                  + more: [1, "two"]
                  ~ pass: [secret] => [secret]
                  ~ tag: "x" => "y"
                + fake:index:Thing: (create)
                    [urn=urn:pulumi:dev::demo::fake:index:Thing::d]
            Outputs:
                tag  : "y"
                token: [secret]

            Resources:
                + 1 created
                ~ 1 updated
                3 unchanged


            """,
            System.Text.RegularExpressions.Regex.Replace(shown, " *\\[id=.*\n", ""));
    }

    [Fact]
    public async Task Errors_stand_under_their_resource_with_configured_secrets_covered()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => throw new Grpc.Core.RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unavailable, "the key key-secret is bad\nTry another."));

        var shown = fixture.Shown(await fixture.UpAsync(SimulatorFixture.OneThing("{}")));

        Assert.Equal(
            """
            Updating:
                + fake:index:Thing: (create, failed)
                    [urn=urn:pulumi:dev::demo::fake:index:Thing::a]
                + pulumi:pulumi:Stack: (create)
                    [urn=urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev]
            Diagnostics:
              fake:index:Thing (a):
                error: the key [secret] is bad
                  Try another.

            Resources:
                + 1 created
                1 failed


            """,
            shown);
    }

    [Fact]
    public async Task A_replacement_says_what_forces_it()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{size: 1}"));

        var shown = fixture.Shown(await fixture.PreviewAsync(SimulatorFixture.OneThing("{size: 2}")));

        Assert.Contains("~ size: 1 => 2 (forces a replacement)", shown, StringComparison.Ordinal);
        Assert.Contains("+-1 to replace", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete", fixture.Plugin.Methods);
        Assert.Single(fixture.Plugin.Requests<CreateRequest>("Create"));
    }
}
