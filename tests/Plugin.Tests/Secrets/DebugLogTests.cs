// What the debug log says of the requests, and only on request.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Secrets;

public sealed class DebugLogTests
{
    [Theory]
    [InlineData("-v=9", null, LogSeverity.Debug, true)]
    [InlineData("--logtostderr", "1", LogSeverity.Info, false)]
    [InlineData("-v=9", "true", LogSeverity.Info, false)]
    [InlineData("--logtostderr", "full", LogSeverity.Info, true)]
    public async Task Every_request_is_logged_with_its_resource_on_request(string argument, string? variable, LogSeverity severity, bool isDetailed)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Arguments = [argument], Environment = new Dictionary<string, string?> { ["INFOBIP_TRACE"] = variable } });

        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403 });
        await Failures.OfAsync(plugin.DeleteAsync(made.Id, made.Properties));

        // What a call exchanged is in the log before the call has ended.
        var logged = Traced(plugin);
        Assert.Equal(plugin.Sandbox.Requests.Select(request => $"{request.Method} {request.ApiPath}"), logged.Select(entry => entry.Message.Split(", attempt")[0]));
        Assert.All(logged, entry => Assert.Equal((SampleResource.Urn, severity), (entry.Urn, entry.Severity)));
        Assert.Contains("attempt 1: 200 OK after ", logged[0].Message, StringComparison.Ordinal);
        Assert.Equal(isDetailed, logged[0].Message.Contains("messaging.sms.infobip.password: text", StringComparison.Ordinal));
        Assert.Equal(isDetailed, logged[0].Message.Length > 120);
        Assert.Contains($"403 Forbidden after ", logged[^1].Message, StringComparison.Ordinal);
        Assert.Contains($"; request {plugin.Sandbox.Requests[^1].RequestId}", logged[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_logged_without_a_request_for_it()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Arguments = ["--logtostderr", "-v=3"] });

        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        await plugin.ReadAsync(made.Id, SampleResource.InputsWithGeneratedName(), made.Properties);

        Assert.NotEmpty(plugin.Sandbox.Requests);
        Assert.Empty(Traced(plugin));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Nothing_logged_at_the_highest_verbosity_is_a_secret_even_where_the_service_repeats_them(int status)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            UserSecret = SecretCanary.User,
            OrganizationSecret = SecretCanary.Organization,
            Sandbox = new SandboxOptions { UserSecret = SecretCanary.User, OrganizationSecret = SecretCanary.Organization },
            Arguments = ["--logtostderr", "-v=11"],
            Environment = new Dictionary<string, string?> { ["INFOBIP_TRACE"] = "full" },
        });
        var inputs = SampleResource.Inputs(("password", Wire.Secret(SecretCanary.Password)), ("extraConfiguration", new Dictionary<string, object?> { ["some.key"] = SecretCanary.Password }));
        var state = inputs.Clone();
        state.Fields["token"] = Wire.Secret(SecretCanary.Token);
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Body = FaultBody.EchoRequest, Times = int.MaxValue });
        var detector = new LeakDetector(SecretCanary.All);

        await detector.CheckAsync("Create", plugin.CreateAsync(inputs));
        await detector.CheckAsync("Read", plugin.ReadAsync("12", inputs, state));
        await detector.CheckAsync("Update", plugin.UpdateAsync("12", state, inputs, SampleResource.Inputs(("password", Wire.Secret(SecretCanary.Password)), ("sender", "other"))));
        var logged = Traced(plugin);
        var closure = await plugin.Process.CloseAsync();
        foreach (var entry in plugin.Engine.Entries)
        {
            detector.Check("the engine's log", entry.Message);
        }

        detector.Check("stdout", closure.Output);
        detector.Check("stderr", closure.ErrorOutput);
        Assert.Equal(plugin.Sandbox.Requests.Count, logged.Count);
        Assert.True(logged.Count >= 3);
        Assert.Empty(detector.Leaks);
    }

    private static IReadOnlyList<LogRequest> Traced(PluginFixture plugin) =>
        [.. plugin.Engine.Entries.Where(entry => entry.Severity <= LogSeverity.Info && entry.Message.Contains(", attempt ", StringComparison.Ordinal))];
}
