// Only the service's own 404 takes an instance out of the state.
using Grpc.Core;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Refresh;

public sealed class GoneInstanceTests(GoneInstanceTests.Impatient shared) : IClassFixture<GoneInstanceTests.Impatient>
{
    private static readonly Dictionary<string, (Fault Fault, StatusCode Code)> s_faults = new()
    {
        ["401"] = (Status(401), StatusCode.Unauthenticated),
        ["403"] = (Status(403), StatusCode.PermissionDenied),
        ["409"] = (Status(409), StatusCode.AlreadyExists),
        ["410"] = (Status(410), StatusCode.InvalidArgument),
        ["429"] = (Status(429), StatusCode.ResourceExhausted),
        ["500"] = (Status(500), StatusCode.Unavailable),
        ["502, a page"] = (Status(502, FaultBody.Html), StatusCode.Unavailable),
        ["503"] = (Status(503), StatusCode.Unavailable),
        ["504, empty"] = (Status(504, FaultBody.Empty), StatusCode.Unavailable),
        ["404, a page"] = (Status(404, FaultBody.Html), StatusCode.FailedPrecondition),
        ["404, empty"] = (Status(404, FaultBody.Empty), StatusCode.FailedPrecondition),
        ["404, broken JSON"] = (Status(404, FaultBody.BrokenJson), StatusCode.FailedPrecondition),
        ["404, a list"] = (Status(404, FaultBody.List), StatusCode.FailedPrecondition),
        ["200, a page"] = (Status(200, FaultBody.Html), StatusCode.Unavailable),
        ["200, broken JSON"] = (Fault(FaultKind.BrokenBody), StatusCode.Unavailable),
        ["200, empty"] = (Fault(FaultKind.EmptyBody), StatusCode.Unavailable),
        ["200, the error body"] = (Status(200), StatusCode.Unavailable),
        ["204"] = (Status(204, FaultBody.Empty), StatusCode.Unavailable),
        ["cut before"] = (Fault(FaultKind.CutBefore), StatusCode.Unavailable),
        ["cut after"] = (Fault(FaultKind.CutAfter), StatusCode.Unavailable),
        ["cut in the body"] = (Fault(FaultKind.CutInBody), StatusCode.Unavailable),
        ["redirected away"] = (Fault(FaultKind.Redirect) with { Location = "https://example.com/login" }, StatusCode.FailedPrecondition),
        ["no answer in time"] = (Fault(FaultKind.Delay), StatusCode.DeadlineExceeded),
        ["half an answer in time"] = (Fault(FaultKind.DelayInBody), StatusCode.DeadlineExceeded),
    };

    public static TheoryData<string> Faults { get; } = [.. s_faults.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Anything_but_the_services_own_404_is_an_error_of_Read(string what)
    {
        var (fault, code) = s_faults[what];
        var created = await shared.Plugin.CreateAsync(SampleResource.Inputs());
        shared.Plugin.Sandbox.Faults.Inject(fault);

        var failure = await Failures.OfAsync(shared.Plugin.ReadAsync(created.Id, SampleResource.Inputs(), created.Properties));

        Assert.Equal(code, failure.StatusCode);
        Assert.Contains($"instance {created.Id}", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("<", failure.Status.Detail, StringComparison.Ordinal);

        // Anew: a session whose secrets were refused tries nothing else with them.
        await shared.Plugin.ConfigureAsync(shared.Plugin.Settings);
        Assert.Equal(created.Id, (await shared.Plugin.ReadAsync(created.Id, SampleResource.Inputs(), created.Properties)).Id);
    }

    [Fact]
    public async Task The_services_own_404_is_an_empty_answer()
    {
        var read = await shared.Plugin.ReadAsync("999", SampleResource.Inputs(), SampleResource.Inputs());

        Assert.Empty(read.Id);
        Assert.Null(read.Properties);
        Assert.Null(read.Inputs);
    }

    [Theory]
    [InlineData(401, FaultBody.Api)]
    [InlineData(404, FaultBody.Html)]
    [InlineData(503, FaultBody.Empty)]
    public async Task A_failed_refresh_keeps_the_state(int status, FaultBody body)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        var before = fixture.State;
        fixture.Sandbox.Faults.Inject(Status(status, body));

        var refresh = await fixture.RefreshAsync();

        Assert.False(refresh.Succeeded);
        Assert.Equal(before, fixture.State);
    }

    [Fact]
    public async Task A_wrong_base_URL_is_an_error_and_keeps_the_state()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Config = fixture.Config.With("infobip:baseUrl", new Uri(fixture.Sandbox.Url, "/elsewhere/your_moms/api-v2").ToString());

        var up = await fixture.UpAsync(StackFixture.Program("name: Renamed"));
        var refresh = await fixture.RefreshAsync();

        Assert.False(up.Succeeded);
        Assert.False(refresh.Succeeded);
        Failures.AssertError(StackFixture.Text(refresh), "IB4010");
        Assert.Equal("12", fixture.State.Id);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_an_error_and_keeps_the_state()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        await fixture.Sandbox.DisposeAsync();

        var refresh = await fixture.RefreshAsync();

        Failures.AssertError(StackFixture.Text(refresh), "IB3009");
        Assert.Equal("12", fixture.State.Id);
    }

    private static Fault Status(int status, FaultBody body = FaultBody.Api) => Fault(FaultKind.Status) with { StatusCode = status, Body = body };

    private static Fault Fault(FaultKind kind) => new() { Kind = kind, Method = "GET" };

    /// <summary>A plugin whose attempts take two seconds at most.</summary>
    public sealed class Impatient : IAsyncLifetime
    {
        internal PluginFixture Plugin { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("requestTimeoutSeconds", 2)] });

        public ValueTask DisposeAsync() => Plugin.DisposeAsync();
    }
}
