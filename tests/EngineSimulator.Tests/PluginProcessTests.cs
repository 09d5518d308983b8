// Plugins as processes.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class PluginProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plugin_starts_answers_Handshake_and_ends_cleanly()
    {
        await using var plugin = await PluginProcess.StartAsync(FakePluginProcess.Options("serves"), "127.0.0.1:1", Cancellation);

        Assert.True(plugin.Handshake.AcceptSecrets);
        Assert.InRange(plugin.TimeToPort, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
        Assert.Equal("x", (await plugin.Client.CheckAsync(new CheckRequest { Olds = new(), News = Wire.Map(("a", "x")) }, cancellationToken: Cancellation)).Inputs.Fields["a"].StringValue);

        var closure = await plugin.CloseAsync();

        Assert.Equal(new PluginClosure(true, 0, false, "", ""), closure);
    }

    [Fact]
    public async Task What_a_plugin_prints_after_its_port_is_kept_and_the_engine_s_address_is_its_last_argument()
    {
        await using var plugin = await PluginProcess.StartAsync(FakePluginProcess.Options("chats"), "127.0.0.1:65000", Cancellation);

        var closure = await plugin.CloseAsync();

        Assert.Equal("said on stdout", closure.Output.Trim());
        Assert.Equal("--logtostderr -v=9 127.0.0.1:65000", closure.ErrorOutput.Trim());
    }

    [Theory]
    [InlineData("talks", "it is \"Hello from the plugin\"")]
    [InlineData("fails", "no licence")]
    [InlineData("fails", "Exit code 3")]
    public async Task A_plugin_that_does_not_print_its_port_is_an_error_with_what_came_instead(string behaviour, string message)
    {
        var error = await Assert.ThrowsAsync<EngineException>(() => PluginProcess.StartAsync(FakePluginProcess.Options(behaviour), "127.0.0.1:1", Cancellation));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_does_not_exist_is_named()
    {
        var error = await Assert.ThrowsAsync<EngineException>(() => PluginProcess.StartAsync(new PluginProcessOptions("no-such-plugin"), "127.0.0.1:1", Cancellation));

        Assert.Contains("no-such-plugin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_runs_against_a_plugin_process_and_its_log_is_recorded()
    {
        var stack = new Stack("dev", "demo");
        var result = await new Deployment(new DeploymentOptions
        {
            Launcher = FakePluginProcess.Options("serves").ToLauncher("fake"),
            Stack = stack,
            Program = YamlProgram.Parse(SimulatorFixture.OneThing("{x: 1}")),
        }).UpAsync(Cancellation);

        Assert.Empty(result.Errors);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic is { FromPlugin: true, Severity: LogSeverity.Info, Message: "configured" });
        Assert.Equal(0, Assert.Single(result.Closures).ExitCode);
        Assert.NotNull(stack.FindByName("a"));
    }

    [Fact]
    public async Task Another_package_has_no_plugin_here()
    {
        var result = await new Deployment(new DeploymentOptions
        {
            Launcher = FakePluginProcess.Options("serves").ToLauncher("fake"),
            Stack = new Stack("dev", "demo"),
            Program = YamlProgram.Parse("name: demo\nruntime: yaml\nresources:\n  a: {type: \"aws:s3:Bucket\"}"),
        }).UpAsync(Cancellation);

        Assert.Contains("no plugin for the package \"aws\"", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }
}
