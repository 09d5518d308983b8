// Programs that fail, and resources that fail under a program.
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ProgramFailureTests
{
    [Fact]
    public async Task A_program_that_ends_badly_fails_the_operation_with_its_stderr_and_deletes_nothing()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}", "  b: {type: \"fake:index:Thing\", properties: {}}"));

        var result = await fixture.UpAsync(SmallPrograms.Of("fails"));

        Assert.Equal("The program ended with exit code 3. Its stderr says:\nthe licence has run out", Assert.Single(result.Errors).Message);
        Assert.Contains("pulumi:pulumi:Stack (demo-dev):\n    error: The program ended", fixture.Shown(result), StringComparison.Ordinal);
        Assert.Equal(2, fixture.Plugin.Things.Count);
    }

    [Fact]
    public async Task An_error_that_the_program_logged_is_not_reported_twice()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(SmallPrograms.Of("logs"));

        Assert.Equal("cannot go on", Assert.Single(result.Errors).Message);
        Assert.Equal(["take care"], result.Diagnostics.Where(diagnostic => diagnostic.Severity == LogSeverity.Warning).Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public async Task What_a_program_prints_is_shown()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(SmallPrograms.Of("talks"));

        Assert.Empty(result.Errors);
        Assert.Equal(["said on stdout", "said on stderr"], result.Diagnostics.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public async Task A_failed_resource_stops_those_that_need_it_and_no_others()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = request => request.Name == "a"
            ? throw new RpcException(new Status(StatusCode.InvalidArgument, "refused"))
            : fixture.Plugin.CreateThing(request);

        var result = await fixture.UpAsync(SmallPrograms.Of("partly"));

        Assert.Equal("refused", Assert.Single(result.Errors).Message);
        Assert.Equal(["a", "free"], result.Steps.Select(step => step.Name));
        Assert.Equal(["free"], result.Outputs.Select(output => output.Key));
        Assert.Null(fixture.Stack.FindByName("needs-a"));
        Assert.NotNull(fixture.Stack.FindByName("free"));
    }

    [Fact]
    public async Task An_SDK_that_knows_no_results_gets_an_error_for_a_failed_resource()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "refused"));

        var result = await fixture.UpAsync(SmallPrograms.Of("plain"));

        Assert.Equal("refused", result.Errors[0].Message);
        Assert.Contains("The resource 'a' was not registered", result.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_function_is_an_error_in_the_program()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnInvoke = _ => throw new RpcException(new Status(StatusCode.NotFound, "no such thing"));

        var result = await fixture.UpAsync(SmallPrograms.Of("invoke"));

        Assert.Contains("fake:index:getThing: no such thing", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_operation_ends_the_program()
    {
        await using var fixture = new SimulatorFixture();
        using var cancel = new CancellationTokenSource();
        fixture.With = options => options with
        {
            Save = stack =>
            {
                if (stack.FindByName("a") is not null)
                {
                    cancel.Cancel();
                }
            },
        };

        var result = await (await fixture.PrepareAsync(SmallPrograms.Of("hangs"))).UpAsync(cancel.Token);

        Assert.Contains("was ended because the operation was cancelled", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.NotNull(fixture.Stack.FindByName("a"));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(new ProcessProgram("demo", "no-such-program"));

        Assert.Contains("no-such-program could not be started", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }
}
