// Wish 19: customTimeouts limit the whole operation, requestTimeoutSeconds each attempt, and an error says which of them it was.
using Grpc.Core;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W19_TimeoutTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Create", "POST")]
    [InlineData("Read", "GET")]
    [InlineData("Update", "PATCH")]
    [InlineData("Delete", "DELETE")]
    public async Task W19_The_operations_own_limit_ends_it_and_says_how_to_raise_it(string operation, string method)
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method, Times = int.MaxValue });

        var failure = await Failures.OfAsync(CallAsync(wired, operation, timeout: 0.5)).WaitAsync(s_patience, Cancel);

        Assert.Contains("the deadline of 0.5 s for the whole operation passed", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("customTimeouts", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Theory]
    [InlineData("Create", "POST")]
    [InlineData("Read", "GET")]
    [InlineData("Update", "PATCH")]
    [InlineData("Delete", "DELETE")]
    public async Task W19_Without_a_limit_of_the_operation_each_attempt_has_its_own(string operation, string method)
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("requestTimeoutSeconds", 1)] });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method, Times = int.MaxValue });

        var failure = await Failures.OfAsync(CallAsync(wired, operation, timeout: 0)).WaitAsync(s_patience, Cancel);

        Assert.Contains("no complete answer came within 1 s. Raise requestTimeoutSeconds", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("customTimeouts", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W19_An_attempt_that_hangs_leaves_time_for_a_second_one_within_the_total()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 1)] });
        var made = await wired.CreateAsync(Wired.NamedInputs());
        wired.Sandbox.ClearRequests();
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET" });

        // Below the limit of an attempt, which is 30 s here.
        var read = await wired.Client.ReadAsync(new ReadRequest { Id = made.Id, Urn = Wired.Urn, Type = Wired.Type, Timeout = 4 }, cancellationToken: Cancel);

        Assert.Equal(made.Id, read.Id);
        Assert.Equal(2, wired.Sandbox.Requests.Count);
    }

    private static Task CallAsync(Wired wired, string operation, double timeout) => operation switch
    {
        "Create" => wired.Client.CreateAsync(new CreateRequest { Urn = Wired.Urn, Type = Wired.Type, Properties = Wired.NamedInputs(), Timeout = timeout }, cancellationToken: Cancel).ResponseAsync,
        "Read" => wired.Client.ReadAsync(new ReadRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Timeout = timeout }, cancellationToken: Cancel).ResponseAsync,
        "Update" => wired.Client.UpdateAsync(
            new UpdateRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Olds = Wired.Inputs(), OldInputs = Wired.Inputs(), News = Wired.Inputs(("name", "other")), Timeout = timeout },
            cancellationToken: Cancel).ResponseAsync,
        _ => wired.Client.DeleteAsync(new DeleteRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Timeout = timeout }, cancellationToken: Cancel).ResponseAsync,
    };
}
