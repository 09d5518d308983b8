// Functions that a YAML program calls.
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class InvokeTests
{
    private const string Variable = """
        name: demo
        runtime: yaml
        variables:
          found:
            fn::invoke:
              function: fake:index:getThing
              arguments: {name: x}
        resources:
          a: {type: "fake:Thing", properties: {of: "${found.name}", also: "${found.name}"}}
          b: {type: "fake:Thing", properties: {of: "${found.name}"}}
        outputs:
          name: ${found.name}
        """;

    [Fact]
    public async Task A_variable_calls_its_function_once_however_often_it_is_used()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(Variable);

        Assert.Empty(result.Errors);
        var call = Assert.Single(fixture.Plugin.Requests<InvokeRequest>("Invoke"));
        Assert.Equal(("fake:index:getThing", false), (call.Tok, call.Preview));
        Assert.Equal(Wire.Map(("name", "x")), call.Args);
        Assert.Equal("x", fixture.Stack.FindByName("b")!.Inputs.Fields["of"].StringValue);
        Assert.Equal("\"x\"", WireText.Render(Assert.Single(result.Outputs).Value));
    }

    [Fact]
    public async Task A_preview_calls_functions_too_and_says_that_it_is_one()
    {
        await using var fixture = new SimulatorFixture();

        Assert.Empty((await fixture.PreviewAsync(Variable)).Errors);

        Assert.True(Assert.Single(fixture.Plugin.Requests<InvokeRequest>("Invoke")).Preview);
    }

    [Fact]
    public async Task A_variable_that_nothing_uses_is_evaluated_all_the_same()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.UpAsync("name: demo\nruntime: yaml\nvariables: {unused: {\"fn::invoke\": {function: fake:getThing}}}");

        Assert.Equal("fake:index:getThing", Assert.Single(fixture.Plugin.Requests<InvokeRequest>("Invoke")).Tok);
    }

    [Theory]
    [InlineData("{\"fn::invoke\": {function: \"fake:index:getThing\", arguments: {name: x}, return: name}}")]
    [InlineData("\"${short.name}\"")]
    public async Task A_function_can_be_called_in_place_for_one_result_or_in_short(string value)
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync($$"""
            name: demo
            runtime: yaml
            variables: {short: {"fn::fake:index:getThing": {name: x} } }
            resources:
              a: {type: "fake:Thing", properties: {of: {{value}} } }
            """);

        Assert.Empty(result.Errors);
        Assert.Equal("x", fixture.Stack.FindByName("a")!.Inputs.Fields["of"].StringValue);
    }

    [Theory]
    [InlineData("arguments: {id: \"${a.id}\"}")]
    [InlineData("arguments: {deep: [{id: \"${a.id}\"}]}")]
    public async Task In_a_preview_a_call_that_waits_for_a_new_resource_is_not_made(string member)
    {
        await using var fixture = new SimulatorFixture();
        var program = $$"""
            name: demo
            runtime: yaml
            variables: {found: {"fn::invoke": {function: "fake:index:getThing", {{member}} } } }
            resources:
              b: {type: "fake:Thing", properties: {of: "${found.name}"} }
              a: {type: "fake:Thing", properties: {} }
            outputs: {name: "${found.name}"}
            """;
        fixture.Plugin.OnInvoke = _ => new InvokeResponse { Return = Wire.Map(("name", "x")) };

        var preview = await fixture.PreviewAsync(program);

        Assert.Empty(preview.Errors);
        Assert.Empty(fixture.Plugin.Requests<InvokeRequest>("Invoke"));
        Assert.True(Wire.IsUnknown(Assert.Single(preview.Outputs).Value));
        Assert.True(Wire.IsUnknown(fixture.Plugin.Requests<CheckRequest>("Check").Single(check => check.Name == "b").News.Fields["of"]));
        fixture.Plugin.Calls.Clear();

        await fixture.UpAsync(program);

        Assert.Equal(["Create", "Invoke", "Create"], fixture.Plugin.Methods.Where(method => method is "Create" or "Invoke"));
        Assert.Equal([fixture.Stack.FindByName("a")!.Urn], fixture.Stack.FindByName("b")!.Dependencies);
    }

    [Fact]
    public async Task Secrets_reach_the_function_and_what_comes_of_them_is_secret()
    {
        await using var fixture = new SimulatorFixture();

        fixture.Plugin.OnInvoke = request => new InvokeResponse
        {
            Return = request.Tok == "fake:index:getToken" ? Wire.Map(("token", Wire.Secret("t")), ("plain", "y")) : request.Args,
        };

        var result = await fixture.UpAsync("""
            name: demo
            runtime: yaml
            variables:
              of-secret: {"fn::invoke": {function: "fake:index:getThing", arguments: {pass: {"fn::secret": hidden-value}, plain: y}}}
              gives-secret: {"fn::invoke": {function: "fake:index:getToken", arguments: {plain: y}}}
            outputs:
              plain: ${of-secret.plain}
              token: ${gives-secret.token}
              kept: ${gives-secret.plain}
            """);
        Assert.Empty(result.Errors);
        Assert.True(Wire.IsSecret(fixture.Plugin.Requests<InvokeRequest>("Invoke").Single(call => call.Tok == "fake:index:getThing").Args.Fields["pass"]));
        Assert.Equal(["[secret]", "[secret]", "[secret]"], result.Outputs.Select(output => WireText.Render(output.Value)));
    }

    [Fact]
    public async Task A_failed_call_is_reported_once_with_its_line_and_stops_what_needs_it_only()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnInvoke = _ => throw new RpcException(new Status(StatusCode.NotFound, "no thing is named x"));
        await fixture.UpAsync("name: demo\nruntime: yaml\nresources: {old: {type: \"fake:Thing\", properties: {}}}");

        var result = await fixture.UpAsync($"{Variable}\n  free: kept\n");

        Assert.Equal("fake:index:getThing: no thing is named x", Assert.Single(result.Errors).Message);
        Assert.Equal(["free"], result.Outputs.Select(output => output.Key));
        // A program that failed deletes nothing.
        Assert.NotNull(fixture.Stack.FindByName("old"));
        Assert.Empty(result.Steps);
    }

    [Theory]
    [InlineData("name", "invoke failed: it is too short (name)")]
    [InlineData("", "invoke failed: it is too short")]
    public async Task Refused_arguments_are_reported_in_the_engines_words(string property, string message)
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnInvoke = _ => new InvokeResponse { Failures = { new CheckFailure { Property = property, Reason = "it is too short" } } };

        var error = Assert.Single((await fixture.UpAsync(Variable)).Errors);

        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_result_or_with_an_unknown_in_it_breaks_the_protocol()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnInvoke = _ => new InvokeResponse();
        Assert.Contains("is absent", Assert.Single((await fixture.UpAsync(Variable)).ProtocolErrors).Message, StringComparison.Ordinal);

        fixture.Plugin.OnInvoke = _ => new InvokeResponse { Return = Wire.Map(("name", Wire.Unknown)) };
        Assert.Contains("unknown", Assert.Single((await fixture.PreviewAsync(Variable)).ProtocolErrors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explicit_provider_serves_the_call_and_one_with_unknown_settings_gives_unknowns()
    {
        await using var fixture = new SimulatorFixture();
        const string Program = """
            name: demo
            runtime: yaml
            variables:
              known: {"fn::invoke": {function: "fake:index:getThing", arguments: {name: x}, options: {provider: "${p}"}}}
              late: {"fn::invoke": {function: "fake:index:getThing", arguments: {name: x}, options: {provider: "${q}"}}}
            resources:
              p: {type: "pulumi:providers:fake", properties: {key: explicit}}
              first: {type: "fake:Thing", properties: {}}
              q: {type: "pulumi:providers:fake", properties: {key: "${first.token}"}}
            outputs: {known: "${known.name}", late: "${late.name}"}
            """;

        var preview = await fixture.PreviewAsync(Program);

        Assert.Empty(preview.Errors);
        Assert.Equal(["\"x\"", "[unknown]"], preview.Outputs.Select(output => WireText.Render(output.Value)));
        Assert.Contains("p", fixture.Plugin.Requests<ConfigureRequest>("Configure").Select(request => request.Name));
    }

    [Theory]
    [InlineData("{arguments: {}}", "A function reads package:module:name")]
    [InlineData("{function: getThing}", "package:module:name")]
    [InlineData("{function: fake:f, colour: red}", "it knows function, arguments, return, options")]
    [InlineData("{function: fake:f, options: {parent: x}}", "it knows provider.")]
    [InlineData("{function: fake:f, options: {provider: \"${v}\"}}", "circle")]
    [InlineData("{function: fake:f, options: {provider: \"${nothing}\"}}", "${nothing}")]
    public async Task An_error_in_a_call_is_reported_and_nothing_is_called(string call, string message)
    {
        await using var fixture = new SimulatorFixture();
        string text;
        try
        {
            text = string.Join('\n', (await fixture.UpAsync($"name: demo\nruntime: yaml\nvariables: {{v: {{\"fn::invoke\": {call}}}}}")).Errors.Select(error => error.Message));
        }
        catch (EngineException error)
        {
            text = error.Message;
        }

        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoke", fixture.Plugin.Methods);
    }

    [Fact]
    public async Task A_result_that_the_function_does_not_give_is_an_error_that_names_those_it_gives()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync("name: demo\nruntime: yaml\nvariables: {v: {\"fn::invoke\": {function: fake:f, arguments: {name: x}, return: size}}}");

        Assert.Contains("gives no 'size', which 'return' asks for, but name", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_compiled_program_does_not_know_is_left_out_of_the_arguments()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.PreviewAsync(SmallPrograms.Of("invoke-unknown"));

        Assert.Equal(
            Wire.Map(("name", "x"), ("list", new[] { "y" }), ("map", new Dictionary<string, object?>())),
            Assert.Single(fixture.Plugin.Requests<InvokeRequest>("Invoke")).Args);
    }
}
