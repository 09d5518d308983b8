// `pulumi preview --refresh --expect-no-changes`, the check of a pipeline that looks for changes made elsewhere.
namespace InfoBip.Cli.Tests;

public sealed class DriftGateTests(InstalledPlugin plugin)
{
    [Fact]
    public async Task The_gate_is_open_until_something_is_changed_elsewhere_and_again_after_the_repair()
    {
        await using var stack = await CliStack.OpenAsync(plugin, CliStack.Program("sms", "alerts"));
        await stack.UpAsync();
        await stack.MustBeQuietAsync();
        var id = Assert.Single(stack.Sandbox.Instances).Id;

        stack.Sandbox.Edit(id, instance => instance.Tags.Add("by-hand"));
        stack.Sandbox.ClearRequests();
        var gate = await stack.DriftGateAsync();
        Assert.NotEqual(0, gate.ExitCode);
        Assert.Contains("no changes were expected", gate.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(stack.Sandbox.Requests, request => Assert.Equal("GET", request.Method));

        await stack.MustAsync("refresh", "--yes", "--skip-preview");
        await stack.UpAsync();
        Assert.Equal(["alerts", "sms"], Assert.Single(stack.Sandbox.Instances).Tags.Order(StringComparer.Ordinal));
        await stack.MustBeQuietAsync();
    }

    [Fact]
    public async Task An_instance_that_is_gone_closes_the_gate_and_is_created_anew()
    {
        await using var stack = await CliStack.OpenAsync(plugin, CliStack.Program("sms"));
        await stack.UpAsync();
        var first = Assert.Single(stack.Sandbox.Instances).Id;

        stack.Sandbox.Remove(first);
        Assert.NotEqual(0, (await stack.DriftGateAsync()).ExitCode);

        await stack.MustAsync("refresh", "--yes", "--skip-preview");
        await stack.UpAsync();
        Assert.NotEqual(first, Assert.Single(stack.Sandbox.Instances).Id);
        await stack.MustBeQuietAsync();
    }
}
