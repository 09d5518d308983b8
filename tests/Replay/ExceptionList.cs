// The differences that are known and explained: exceptions.tsv.
using System.IO.Enumeration;

namespace InfoBip.Replay.Tests;

/// <summary>One row: where the plugin may, or is to, answer otherwise than it did on the day of the recordings.</summary>
/// <param name="Recording">A recording's name; <c>*</c> stands for any run of characters, here and in the next two.</param>
/// <param name="Method">A method.</param>
/// <param name="Path">A path of <see cref="Difference"/>.</param>
/// <param name="Kind"><c>design</c>: the design asks for another answer, and the plugin gives it. <c>fault</c>: the answer is right once an issue is done.</param>
/// <param name="Issue">The number of that issue; <c>-</c> for none.</param>
/// <param name="State"><c>differs</c>: the live answer differs there. <c>recorded</c>: the plugin still answers as recorded, which is wrong; the row keeps that in sight.</param>
/// <param name="Reason">Why.</param>
internal sealed record ExceptionRow(string Recording, string Method, string Path, string Kind, string Issue, string State, string Reason)
{
    private const string FileName = "exceptions.tsv";

    /// <summary>All rows, in the order of the file.</summary>
    /// <exception cref="FormatException">A row has not seven columns, or a kind or state that there is not.</exception>
    public static IReadOnlyList<ExceptionRow> All { get; } = [.. File.ReadLines(ReplayFiles.PathOf(FileName)).Where(line => line.Length > 0 && line[0] != '#').Skip(1).Select(Parse)];

    /// <summary>Whether the row speaks of a recording.</summary>
    public bool Names(Recording recording) => Matches(Recording, recording.Name);

    /// <summary>Whether the row speaks of a call.</summary>
    public bool Names(ReplayedCall replayed) => Names(replayed.Recording) && Matches(Method, replayed.Call.Method);

    /// <summary>Whether the row speaks of a place in an answer.</summary>
    public bool Names(string path) => Matches(Path, path);

    public override string ToString() => $"{Recording} {Method} {Path} ({Kind} {Issue}, {State})";

    private static ExceptionRow Parse(string line) => line.Split('\t') switch
    {
        [var recording, var method, var path, var kind, var issue, var state, { Length: > 0 } reason]
            when kind is "design" or "fault" && state is "differs" or "recorded" =>
            new(recording, method, path, kind, issue, state, reason),
        _ => throw new FormatException($"{FileName}: not a row: {line}"),
    };

    private static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
