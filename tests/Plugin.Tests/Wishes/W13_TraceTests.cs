// Wish 13: what the debug log tells of the requests, and that it is asked for.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W13_TraceTests
{
    [Theory]
    [InlineData("-v=9", null)]
    [InlineData("--logtostderr", "1")]
    public async Task W13_Every_request_is_told_beside_its_resource_when_asked_for(string argument, string? variable)
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Arguments = [argument], Environment = new Dictionary<string, string?> { ["INFOBIP_TRACE"] = variable } });

        var made = await wired.CreateAsync(Wired.NamedInputs());
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403 });
        await Failures.OfAsync(wired.DeleteAsync(made.Id, made.Properties));

        // What a call exchanged is in the log before the call has ended.
        var told = Traced(wired);
        Assert.Equal(wired.Sandbox.Requests.Select(request => $"{request.Method} {request.ApiPath}"), told.Select(entry => entry.Message.Split(", attempt")[0]));
        Assert.All(told, entry => Assert.Equal(Wired.Urn, entry.Urn));
        Assert.Contains("attempt 1: 200 OK after ", told[0].Message, StringComparison.Ordinal);
        Assert.Contains("messaging.sms.infobip.password: text", told[0].Message, StringComparison.Ordinal);
        Assert.Contains($"403 Forbidden after ", told[^1].Message, StringComparison.Ordinal);
        Assert.Contains($"; request {wired.Sandbox.Requests[^1].RequestId}", told[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W13_Nobody_who_has_not_asked_is_told()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Arguments = ["--logtostderr", "-v=3"] });

        var made = await wired.CreateAsync(Wired.NamedInputs());
        await wired.ReadAsync(made.Id, Wired.NamedInputs(), made.Properties);

        Assert.NotEmpty(wired.Sandbox.Requests);
        Assert.Empty(Traced(wired));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task W13_Nothing_told_at_the_highest_verbosity_is_a_secret_even_of_a_service_that_gossips(int status)
    {
        await using var wired = await Wired.OpenAsync(new Wiring
        {
            UserSecret = SecretCanary.User,
            OrganizationSecret = SecretCanary.Organization,
            Sandbox = new SandboxOptions { UserSecret = SecretCanary.User, OrganizationSecret = SecretCanary.Organization },
            Arguments = ["--logtostderr", "-v=11"],
            Environment = new Dictionary<string, string?> { ["INFOBIP_TRACE"] = "true" },
        });
        var inputs = Wired.Inputs(("password", Wire.Secret(SecretCanary.Password)), ("extraConfiguration", new Dictionary<string, object?> { ["some.key"] = SecretCanary.Password }));
        var state = inputs.Clone();
        state.Fields["token"] = Wire.Secret(SecretCanary.Token);
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Body = FaultBody.EchoRequest, Times = int.MaxValue });
        var ear = new LeakDetector(SecretCanary.All);

        await ear.ToAsync("Create", wired.CreateAsync(inputs));
        await ear.ToAsync("Read", wired.ReadAsync("12", inputs, state));
        await ear.ToAsync("Update", wired.UpdateAsync("12", state, inputs, Wired.Inputs(("password", Wire.Secret(SecretCanary.Password)), ("sender", "other"))));
        var told = Traced(wired);
        var closure = await wired.Plugin.CloseAsync();
        foreach (var entry in wired.Engine.Entries)
        {
            ear.To("the engine's log", entry.Message);
        }

        ear.To("stdout", closure.Output);
        ear.To("stderr", closure.ErrorOutput);
        Assert.Equal(wired.Sandbox.Requests.Count, told.Count);
        Assert.True(told.Count >= 3);
        Assert.Empty(ear.Complaints);
    }

    private static IReadOnlyList<LogEntry> Traced(Wired wired) =>
        [.. wired.Engine.Entries.Where(entry => entry.Severity == LogSeverity.Debug && entry.Message.Contains(", attempt ", StringComparison.Ordinal))];
}
