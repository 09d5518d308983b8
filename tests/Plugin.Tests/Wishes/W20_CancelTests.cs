// Wish 20: Cancel ends what runs, wherever it is, refuses what comes, and loses nothing that was made.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W20_CancelTests
{
    /// <summary>Far below the delays that are ordered, which are endless or a minute.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Create")]
    [InlineData("Read")]
    [InlineData("Delete")]
    public async Task W20_A_call_that_waits_for_its_next_attempt_ends(string operation)
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 5)] });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromHours(1), Times = int.MaxValue });
        Task call = operation switch
        {
            "Create" => wired.CreateAsync(Wired.NamedInputs()),
            "Read" => wired.ReadAsync("12"),
            _ => wired.DeleteAsync("12"),
        };
        await wired.FirstNote.WaitAsync(s_patience, Cancel);

        await CancelAsync(wired);

        Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call).WaitAsync(s_patience, Cancel)).StatusCode);
        Assert.Single(wired.Sandbox.Requests);
    }

    [Theory]
    [InlineData(FaultKind.Delay)]
    [InlineData(FaultKind.DelayInBody)]
    public async Task W20_A_read_whose_answer_does_not_come_ends(FaultKind kind)
    {
        await using var wired = await Wired.OpenAsync();
        var made = await wired.CreateAsync(Wired.NamedInputs());
        wired.Sandbox.Faults.Inject(new Fault { Kind = kind, Method = "GET", Times = int.MaxValue });
        var call = wired.ReadAsync(made.Id);
        await wired.Sandbox.WaitForRequestAsync(request => request.Fault == kind, Cancel).WaitAsync(s_patience, Cancel);

        await CancelAsync(wired);

        var failure = await Failures.OfAsync(call).WaitAsync(s_patience, Cancel);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.Contains(Wired.Urn, failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W20_A_create_that_was_acted_upon_comes_back_with_its_instance()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var call = wired.CreateAsync(Wired.NamedInputs());
        await wired.Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel).WaitAsync(s_patience, Cancel);

        await CancelAsync(wired);

        var instance = Assert.Single(wired.Sandbox.Instances);
        var created = await call.WaitAsync(s_patience, Cancel);
        Assert.Equal($"{instance.Id}", created.Id);
        Assert.Equal(EngineSimulator.Wire.Secret(instance.Token), created.Properties.Fields["token"]);
    }

    [Fact]
    public async Task W20_A_create_whose_outcome_cannot_be_found_out_says_so_and_how_to_go_on()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Times = int.MaxValue });
        var call = wired.CreateAsync(Wired.NamedInputs());
        await wired.Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel).WaitAsync(s_patience, Cancel);

        await CancelAsync(wired);

        var failure = await Failures.OfAsync(call).WaitAsync(s_patience, Cancel);
        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Assert.Contains("was cancelled while its request was on the way", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("pulumi import infobip:index:InfoBipInstance", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W20_Calls_that_come_later_are_refused_without_a_request()
    {
        await using var wired = await Wired.OpenAsync();
        await CancelAsync(wired);

        foreach (var call in new Func<Task>[]
        {
            () => wired.CheckConfigAsync(wired.Settings),
            () => wired.ConfigureAsync(wired.Settings),
            () => wired.CheckAsync(Wired.Inputs()),
            () => wired.CreateAsync(Wired.Inputs()),
            () => wired.ReadAsync("12"),
            () => wired.UpdateAsync("12", Wired.Inputs(), Wired.Inputs(), Wired.Inputs(("name", "other"))),
            () => wired.DeleteAsync("12"),
        })
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call()).WaitAsync(s_patience, Cancel)).StatusCode);
        }

        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W20_Hundreds_of_calls_end_together_and_Cancel_is_answered()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Times = int.MaxValue });
        var calls = Enumerable.Range(0, 300).Select(_ => wired.ReadAsync("12")).ToList();
        await wired.DelayedAsync("GET");

        await CancelAsync(wired);

        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call).WaitAsync(s_patience, Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task W20_An_interrupt_during_a_wait_ends_the_process_in_order()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 5)] });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromHours(1), Times = int.MaxValue });
        var call = wired.ReadAsync("12");
        await wired.FirstNote.WaitAsync(s_patience, Cancel);

        wired.Plugin.SendInterrupt();

        await Failures.OfAsync(call).WaitAsync(s_patience, Cancel);
        var closure = await wired.Plugin.CloseAsync();
        Assert.Equal((false, 0), (closure.Killed, closure.ExitCode));
    }

    private static async Task CancelAsync(Wired wired) => await wired.Client.CancelAsync(new Empty(), cancellationToken: Cancel).ResponseAsync.WaitAsync(s_patience, Cancel);
}
