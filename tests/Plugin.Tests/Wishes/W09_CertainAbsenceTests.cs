// Wish 9: only the service's own 404 takes an instance out of the state.
using Grpc.Core;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W09_CertainAbsenceTests(W09_CertainAbsenceTests.Impatient fixture) : IClassFixture<W09_CertainAbsenceTests.Impatient>
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
    public async Task W09_Anything_but_the_services_own_404_is_an_error_of_Read(string what)
    {
        var (fault, code) = s_faults[what];
        var created = await fixture.Wired.CreateAsync(Wired.Inputs());
        fixture.Wired.Sandbox.Faults.Inject(fault);

        var failure = await Failures.OfAsync(fixture.Wired.ReadAsync(created.Id, Wired.Inputs(), created.Properties));

        Assert.Equal(code, failure.StatusCode);
        Assert.StartsWith($"reading InfoBip instance {created.Id} failed: ", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("<", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(created.Id, (await fixture.Wired.ReadAsync(created.Id, Wired.Inputs(), created.Properties)).Id);
    }

    [Fact]
    public async Task W09_The_services_own_404_is_an_empty_answer()
    {
        var read = await fixture.Wired.ReadAsync("999", Wired.Inputs(), Wired.Inputs());

        Assert.Empty(read.Id);
        Assert.Null(read.Properties);
        Assert.Null(read.Inputs);
    }

    [Theory]
    [InlineData(401, FaultBody.Api)]
    [InlineData(404, FaultBody.Html)]
    [InlineData(503, FaultBody.Empty)]
    public async Task W09_A_failed_refresh_keeps_the_state(int status, FaultBody body)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        var before = stage.State;
        stage.Sandbox.Faults.Inject(Status(status, body));

        var refresh = await stage.RefreshAsync();

        Assert.False(refresh.Succeeded);
        Assert.Equal(before, stage.State);
    }

    [Fact]
    public async Task W09_A_wrong_base_URL_is_an_error_and_keeps_the_state()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Config = stage.Config.With("infobip:baseUrl", new Uri(stage.Sandbox.Url, "/elsewhere/api-v2").ToString());

        var up = await stage.UpAsync(Stage.Program("name: Renamed"));
        var refresh = await stage.RefreshAsync();

        Assert.False(up.Succeeded);
        Assert.False(refresh.Succeeded);
        Assert.Contains("This 404 does not come from the instances API", Stage.Text(refresh), StringComparison.Ordinal);
        Assert.Equal("12", stage.State.Id);
    }

    [Fact]
    public async Task W09_A_service_that_is_not_there_is_an_error_and_keeps_the_state()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        await stage.Sandbox.DisposeAsync();

        var refresh = await stage.RefreshAsync();

        Assert.Contains("was refused", Stage.Text(refresh), StringComparison.Ordinal);
        Assert.Equal("12", stage.State.Id);
    }

    private static Fault Status(int status, FaultBody body = FaultBody.Api) => Fault(FaultKind.Status) with { StatusCode = status, Body = body };

    private static Fault Fault(FaultKind kind) => new() { Kind = kind, Method = "GET" };

    /// <summary>A plugin whose attempts take two seconds at most.</summary>
    public sealed class Impatient : IAsyncLifetime
    {
        internal Wired Wired { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Wired = await Wired.OpenAsync(new Wiring { Settings = [("requestTimeoutSeconds", 2)] });

        public ValueTask DisposeAsync() => Wired.DisposeAsync();
    }
}
