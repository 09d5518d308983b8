// What the engine says while it works, and what an exception of the CLI says in its text.
internal sealed class Events(string tenant, Report report)
{
    public string? Error { get; private set; }
    public IReadOnlyDictionary<string, int> Changes { get; private set; } = new Dictionary<string, int>();
    public SortedSet<string> Diff { get; } = new(StringComparer.Ordinal);

    /// <summary>An exception must not get out of here: it would end the SDK's stream of events.</summary>
    public void Add(EngineEvent happened)
    {
        try
        {
            Changes = happened.SummaryEvent?.ResourceChanges.ToDictionary(change => Report.Name(change.Key), change => change.Value) ?? Changes;
            Error = happened.DiagnosticEvent is { Severity: "error", Urn.Length: > 0 } said ? Regex.Replace(said.Message.Trim(), @"\s*\n\s*", " ") : Error;
            Diff.UnionWith(happened.ResourcePreEvent?.Metadata.DetailedDiff?.Keys ?? []);
            if (happened.ResourceOutputsEvent?.Metadata is { Op: not OperationType.Same } done) { report.Event(tenant, "resource", Report.Name(done.Op), done.Urn); }
        }
        catch (Exception unexpected) { Report.Note($"An event of {tenant} cannot be read: {unexpected.Message}"); }
    }
}

internal static class Failure
{
    public static string Line(CommandException failed) => failed.Message.Split("stderr:")[^1]
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(failed.Message.Split('\n')[0].Trim());

    /// <summary>The signal that ended pulumi: codes above 128 are 128 and its number.</summary>
    public static int? Signal(Exception failed) =>
        failed is CommandException && int.TryParse(Regex.Match(failed.Message, "^code: ([0-9]+)").Groups[1].Value, out var code) && code is > 128 and < 160 ? code - 128 : null;

    public static string Holder(ConcurrentUpdateException locked) =>
        Regex.Match(locked.Message, @"created by (.+ at \S+)") is { Success: true } by ? $"locked by {by.Groups[1].Value}" : "another update is in progress";
}
