// Values of a program, as the plugin gets them.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ExpressionTests
{
    private const string Program = """
        name: demo
        runtime: yaml
        config:
          word: {type: string, default: hello}
          count: {type: integer, default: 3}
          names: {type: array<string>, default: [n1, n2]}
          pass: {type: string, secret: true}
        variables:
          greeting: ${word}, ${pulumi.stack}
        resources:
          first:
            type: fake:Thing
            properties: {list: [l0, {deep: d}], pass: "${pass}"}
          a:
            type: fake:Thing
            properties:
              id: ${first.id}
              deep: ${first.list[1].deep}
              token: ${first.token}
              url: https://${first.token}@host/${count}
              greeting: ${greeting}
              count: ${count}
              second: ${names[1]}
              plain: $${word} costs $5
              quoted: "3"
              number: 3
              empty: null
              kept: {"fn::secret": {inner: x}}
              joined: {"fn::join": ["-", ["${word}", "${pass}", b]]}
        """;

    [Fact]
    public async Task Programs_are_evaluated_as_written()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Config = fixture.Config.With("pass", "word");

        Assert.Empty((await fixture.UpAsync(Program)).Errors);

        var news = News(fixture);
        Assert.Equal(
            """{count: 3, deep: "d", empty: null, greeting: "hello, dev", id: "101", joined: [secret], kept: [secret], number: 3, plain: "${word} costs $5", quoted: "3", second: "n2", token: [secret], url: [secret]}""",
            WireText.Render(Value.ForStruct(news)));
        Assert.Equal("https://token-of-101@host/3", Wire.Reveal(news.Fields["url"]).StringValue);
        Assert.Equal("hello-word-b", Wire.Reveal(news.Fields["joined"]).StringValue);
    }

    [Fact]
    public async Task In_a_preview_what_is_not_known_yet_is_unknown()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Config = fixture.Config.With("pass", "word");

        Assert.Empty((await fixture.PreviewAsync(Program)).Errors);

        var news = News(fixture);
        Assert.True(Wire.IsUnknown(news.Fields["id"]));
        Assert.True(Wire.IsUnknown(news.Fields["token"]));
        Assert.True(Wire.IsUnknown(news.Fields["url"]));
        Assert.Equal("d", news.Fields["deep"].StringValue);
    }

    [Fact]
    public async Task Missing_configuration_is_reported_with_the_command_that_sets_it()
    {
        await using var fixture = new SimulatorFixture();

        var error = await Assert.ThrowsAsync<ProgramException>(() => fixture.UpAsync(Program));

        Assert.Contains("line 7: The configuration key 'pass' has no value. Set it with: pulumi config set --secret pass", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_that_does_not_exist_is_an_error_of_that_resource()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{x: 1}", "outputs: {y: \"${a.tokne}\"}"));

        Assert.Contains("${a.tokne}: there is no such value", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    private static Struct News(SimulatorFixture fixture) =>
        fixture.Plugin.Requests<CheckRequest>("Check").Single(request => request.Name == "a").News;
}
