// A machine that sleeps in a create, and a clock that is set: one request, and what it made is found.
using InfoBip.InstancesApi.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests;

public sealed class CreateClockTests() : CreateTests(keepsWaits: true)
{
    private static readonly TimeSpan s_night = TimeSpan.FromHours(8);

    /// <summary>What happens to the clocks. Timers and time limits go by the one that no setting moves; on Windows it goes on while the machine sleeps, on Linux it does not.</summary>
    private static readonly Dictionary<string, Action<SkippingTime>> s_events = new()
    {
        ["nothing"] = static _ => { },
        ["a night's sleep, which timers do not count"] = static time => time.SetClock(time.GetUtcNow() + s_night),
        ["a night's sleep, which timers count"] = static time => time.Advance(s_night),
        ["a clock that is put forward"] = static time => time.SetClock(time.GetUtcNow().AddYears(1)),
        ["a clock that is put back"] = static time => time.SetClock(time.GetUtcNow().AddYears(-1)),
    };

    public static TheoryData<string, bool> Events { get; } = new(
        from happens in s_events.Keys
        from unique in (bool[])[true, false]
        select (happens, unique));

    public static TheoryData<string> Clocks { get; } = [.. s_events.Keys];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task A_create_whose_answer_never_comes_is_found_whatever_the_clocks_do(string happens, bool unique)
    {
        var creating = await EndedAsync(FaultKind.DelayAfter, happens, unique);

        Assert.Equal(Assert.Single(Ids), (await creating).Instance.Id);
        Assert.Single(Sandbox.Requests, request => request.Method == "POST");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task A_create_that_was_never_acted_on_ends_in_doubt_after_its_own_time_and_is_not_sent_again(string happens, bool unique)
    {
        var creating = await EndedAsync(FaultKind.Delay, happens, unique);

        await Assert.ThrowsAsync<CreationInDoubtException>(() => creating);
        Assert.Empty(Ids);
        Assert.Single(Sandbox.Requests, request => request.Method == "POST");
        Assert.All(Progress, progress => Assert.InRange(progress.Left, TimeSpan.MinValue, TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task What_an_earlier_create_made_late_is_found_whatever_the_clocks_do_meanwhile(string happens)
    {
        var finding = Client.FindCreatedAsync(new BegunCreation("infobip", "sms", [], TimeSpan.FromMinutes(5)) { Waiting = Progress.Add }, cancellationToken: Cancel);
        await Time.BeganAsync(1);

        var made = Add();
        s_events[happens](Time);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Time.PassUntilAsync(finding);

        Assert.Equal(made, (await finding).First?.Id);
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task An_earlier_create_is_looked_for_no_longer_than_its_own_time_whatever_the_clocks_do_meanwhile(string happens)
    {
        var began = Time.GetTimestamp();
        var finding = Client.FindCreatedAsync(new BegunCreation("infobip", "sms", [], TimeSpan.FromMinutes(5)), cancellationToken: Cancel);
        await Time.BeganAsync(1);

        s_events[happens](Time);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Time.PassUntilAsync(finding);

        Assert.True((await finding).IsEmpty);
        Assert.True(Time.GetElapsedTime(began) >= TimeSpan.FromMinutes(5));
        Assert.True(Time.GetElapsedTime(began) < TimeSpan.FromMinutes(6) || happens.EndsWith("timers count", StringComparison.Ordinal));
    }

    /// <summary>A create that has ended, however: its request is not answered, and in the middle of its wait the clocks do something.</summary>
    private async Task<Task<CreatedInstance>> EndedAsync(FaultKind fault, string happens, bool unique)
    {
        Inject(fault);
        var creating = CreateAsync(Creation(unique));
        await FaultyAsync();
        await Time.BeganAsync(5);
        s_events[happens](Time);
        Time.Advance(TimeSpan.FromSeconds(5));
        await Time.PassUntilAsync(creating);
        return creating;
    }
}
