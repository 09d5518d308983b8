// The plugin answers the real engine as it did on the day of the recordings, but for the exceptions.
namespace InfoBip.Replay.Tests;

public sealed class ReplayTests(ReplayRun run) : IClassFixture<ReplayRun>
{
    public static TheoryData<string> Recordings { get; } = [.. Recording.All.Select(recording => recording.Name)];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_answer_equals_the_recorded_one_or_differs_by_an_exception(string recording)
    {
        var calls = run.Calls.Where(call => call.Replayed.Recording.Name == recording).ToList();
        var expected = Recording.All.Single(one => one.Name == recording).Calls.Count(call => call.End == CallEnd.Answered);

        Assert.Equal(expected, calls.Count);
        AssertNone(
            from call in calls
            from difference in call.Differences
            where difference.Row is null
            select $"{recording}\t{call.Replayed.Call.Method}\t{difference.Difference.Path}\trecorded: {difference.Difference.Recorded}\tlive: {difference.Difference.Live}");
    }

    [Fact]
    public void Every_recording_can_be_replayed() => AssertNone(run.Broken.Select(broken => $"{broken.Key}: {broken.Value}"));

    [Fact]
    public void No_exception_is_left_over() =>
        AssertNone(
            from row in Rows("differs")
            where !run.Calls.Any(call => call.Differences.Any(difference => difference.Row == row))
            select $"This row explains no difference: {row}");

    [Fact]
    public void What_is_named_as_still_recorded_is_still_recorded() =>
        AssertNone(
            from row in Rows("recorded")
            let calls = run.Calls.Where(call => row.Names(call.Replayed)).ToList()
            where calls.Count == 0 || calls.Any(call => call.Differences.Any(difference => row.Names(difference.Difference.Path)))
            select $"The plugin answers otherwise now: {row}");

    /// <summary>The rows of a state; where only some recordings are replayed, those that are about them and no others.</summary>
    private static IEnumerable<ExceptionRow> Rows(string state) =>
        ExceptionRow.All.Where(row => row.State == state && (Recording.AreAll || (row.Recording != "*" && Recording.All.Any(row.Names))));

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var list = wrong.ToList();
        Assert.True(list.Count == 0, $"{Environment.NewLine}{string.Join(Environment.NewLine, list)}");
    }
}
