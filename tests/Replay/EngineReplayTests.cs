// The engine simulator makes the calls that the real engine was recorded making, given the recording's program, state and command.
namespace InfoBip.Replay.Tests;

public sealed class EngineReplayTests
{
    private static readonly IReadOnlyList<(string Recording, string[] Operations, string Reason)> s_rows =
    [
        .. File.ReadLines(ReplayFiles.PathOf("engine-commands.tsv")).Skip(2).Select(line => line.Split('\t'))
            .Select(row => (row[0], row[1].Split(',', StringSplitOptions.RemoveEmptyEntries), row[2])),
    ];

    public static TheoryData<string> Replayed { get; } = [.. s_rows.Where(row => row.Operations.Length > 0).Select(row => row.Recording)];

    [Theory]
    [MemberData(nameof(Replayed))]
    public async Task The_calls_are_those_of_the_real_engine(string recording)
    {
        var operations = s_rows.Single(row => row.Recording == recording).Operations;
        var deployments = EngineRecording.Deployments(Recording.Read(recording));
        Assert.Equal(operations.Length, deployments.Count);
        foreach (var (operation, calls) in operations.Zip(deployments))
        {
            var replay = new EngineRecording(recording, calls);

            await replay.RunAsync(operation);

            Assert.Equal(replay.Expected(), replay.Made());
        }
    }

    [Fact]
    public void Every_recording_is_replayed_or_has_a_reason()
    {
        Assert.Equal(Recording.All.Select(recording => recording.Name), s_rows.Select(row => row.Recording).Order(StringComparer.Ordinal));
        Assert.All(s_rows, row => Assert.True(row.Operations.Length > 0 != row.Reason.Length > 0, row.Recording));
    }
}
