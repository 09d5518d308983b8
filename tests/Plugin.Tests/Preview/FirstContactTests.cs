// A preview says early, and once, what a deployment would meet.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Preview;

public sealed class FirstContactTests
{
    private const string Text = "the first request to the service failed";

    private static readonly string s_five = Program(5);

    [Fact]
    public async Task Wrong_secrets_are_one_error_of_the_provider_and_a_short_line_for_each_resource()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobip:userSecret", "another", secret: true);

        var preview = await fixture.PreviewAsync(s_five);

        Assert.False(preview.Succeeded);
        AssertOnTheProvider(Assert.Single(preview.Diagnostics, IsFirstContact), LogSeverity.Error, "401 Unauthorized", "infobip:userSecret", "request id");
        Assert.All(preview.Errors.Where(error => !IsFirstContact(error)), error => Assert.InRange(error.Message.Length, 1, 150));
        Assert.Single(fixture.Sandbox.Requests);
    }

    [Theory]
    [InlineData("no network"), InlineData("another address"), InlineData("out of order")]
    public async Task Anything_else_is_one_warning_and_the_preview_goes_on(string what)
    {
        await using var fixture = await StackFixture.OpenAsync();
        switch (what)
        {
            case "no network":
                await fixture.Sandbox.DisposeAsync();
                break;
            case "another address":
                fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 404, Body = FaultBody.Html, Times = int.MaxValue });
                break;
            default:
                fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Times = int.MaxValue });
                break;
        }

        var preview = await fixture.PreviewAsync(s_five);

        Assert.True(preview.Succeeded, StackFixture.Text(preview));
        Assert.Equal(5, preview.Count(StepKind.Create));
        AssertOnTheProvider(Assert.Single(preview.Diagnostics, diagnostic => diagnostic.Severity > LogSeverity.Info), LogSeverity.Warning, "The preview goes on without the service");
    }

    [Fact]
    public async Task A_quiet_preview_reads_once_and_an_update_of_what_exists_once_more()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.PreviewAsync(s_five);
        Assert.Equal(["GET /instances?pageSize=1"], Reads());
        await fixture.DeployAsync(s_five);
        fixture.Sandbox.ClearRequests();

        await fixture.PreviewQuietlyAsync(s_five);
        Assert.Equal(["GET /instances?pageSize=1"], Reads());

        fixture.Sandbox.ClearRequests();
        await fixture.RefreshQuietlyAsync();
        Assert.Equal(5, Reads().Count());

        IEnumerable<string> Reads() => fixture.Sandbox.Requests.Select(request => $"{request.Method} {request.ApiPath}{request.Query}");
    }

    [Fact]
    public async Task After_refused_secrets_the_rest_of_a_run_fails_at_once_with_a_short_line()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(s_five);
        fixture.Sandbox.Options = fixture.Sandbox.Options with { UserSecret = "rotated" };
        fixture.Sandbox.ClearRequests();

        var refresh = await fixture.RefreshAsync();

        Assert.False(refresh.Succeeded);
        Failures.AssertError(Assert.Single(refresh.Errors, error => error.Message.Contains("401 Unauthorized", StringComparison.Ordinal)).Message, "IB3002", "pulumi up", "--run-program");
        Assert.All(refresh.Errors.Where(error => !error.Message.Contains("401", StringComparison.Ordinal)), error => Assert.InRange(error.Message.Length, 1, 150));
        Assert.InRange(fixture.Sandbox.Requests.Count, 1, 5);
    }

    [Theory]
    [InlineData("bad credentials", "valid: false"), InlineData("not applied", "'sender'")]
    public async Task A_repair_gives_its_reason(string what, string reason)
    {
        await using var fixture = await StackFixture.OpenAsync();
        if (what == "bad credentials")
        {
            Assert.False((await fixture.UpAsync(StackFixture.Program("password: wrong"))).Succeeded);
        }
        else
        {
            await fixture.DeployAsync(StackFixture.Program());
            fixture.Sandbox.Behave("patch=ignored");
            Assert.False((await fixture.UpAsync(StackFixture.Program("sender: other"))).Succeeded);
        }

        var preview = await fixture.PreviewAsync(what == "bad credentials" ? StackFixture.Program("password: wrong") : StackFixture.Program("sender: other"));

        Assert.Contains("is repaired: ", Assert.Single(preview.Diagnostics, diagnostic => diagnostic.Message.Contains(reason, StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    private static bool IsFirstContact(Diagnostic diagnostic) => diagnostic.Message.Contains(Text, StringComparison.Ordinal);

    private static void AssertOnTheProvider(Diagnostic diagnostic, LogSeverity severity, params string[] parts)
    {
        Assert.Equal((severity, true), (diagnostic.Severity, diagnostic.Urn?.Contains("pulumi:providers:infobip", StringComparison.Ordinal)));
        Assert.All(parts, part => Assert.Contains(part, diagnostic.Message, StringComparison.Ordinal));
    }

    private static string Program(int count) => "name: messaging\nruntime: yaml\nconfig:\n  password: { type: string, secret: true }\nresources:\n" + string.Concat(Enumerable.Range(0, count).Select(
        number => $$"""
              sms{{number}}:
                type: infobip:index:InfoBipInstance
                properties: { sender: "{{SampleInstance.Sender}}", username: acme, password: "${password}", callbackUrl: "{{SampleInstance.CallbackUrl}}" }

            """.ReplaceLineEndings("\n")));
}
