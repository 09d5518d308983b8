// A plugin's answer to Diff, turned into what a display shows.
namespace InfoBip.EngineSimulator;

/// <summary>A Diff answer that has been understood: the changed properties, and what is to become of the resource.</summary>
internal sealed record DiffReading(IReadOnlyList<StepChange> Changes, bool HasChanges = false, bool Replaces = false, bool DeleteBeforeReplace = false)
{
    public static DiffReading None { get; } = new([]);

    /// <summary>The engine's own finding that a resource is to be replaced, for which the plugin is not asked.</summary>
    public static DiffReading Replacement { get; } = new([], HasChanges: true, Replaces: true);

    /// <summary>The engine's own comparison, by top-level properties.</summary>
    public static DiffResponse Compared(Struct was, Struct now)
    {
        var changed = was.Fields.Keys.Union(now.Fields.Keys).Where(key => !Equals(was.Find(key), now.Find(key))).ToList();
        return new DiffResponse { Changes = changed.Count > 0 ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone, Diffs = { changed } };
    }

    public static DiffReading Of(DiffResponse answer, DiffRequest request)
    {
        if (answer.Changes != DiffResponse.Types.DiffChanges.DiffSome)
        {
            return answer.Changes == DiffResponse.Types.DiffChanges.DiffNone ? None
                : throw EngineException.Protocol("the answer to Diff leaves 'changes' at DIFF_UNKNOWN, which the engine simulator does not compare itself.");
        }

        IReadOnlyList<StepChange> changes = answer.HasDetailedDiff
            ? [.. answer.DetailedDiff.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Change(entry.Key, entry.Value, request))]
            : [.. answer.Diffs.Select(name => Change(name, request))];
        return new DiffReading(changes, true, answer.Replaces.Count > 0 || changes.Any(change => change.Replaces), answer.DeleteBeforeReplace);
    }

    /// <summary>The reading the other way around, as a refresh shows it.</summary>
    public DiffReading Inverted() => this with
    {
        Changes = [.. Changes.Select(change => change with { Old = change.New, New = change.Old, Replaces = false, Kind = (StepChangeKind)((int)StepChangeKind.Delete - (int)change.Kind) })],
    };

    private static StepChange Change(string text, PropertyDiff detail, DiffRequest request)
    {
        var path = WirePath.Parse(text);
        // The kinds come in pairs: each, and the same that replaces.
        var (kind, replaces) = (((int)detail.Kind / 2) switch { 0 => StepChangeKind.Add, 1 => StepChangeKind.Delete, _ => StepChangeKind.Update }, (int)detail.Kind % 2 == 1);
        return new StepChange(
            text, kind, replaces, kind == StepChangeKind.Add ? null : path.Find(detail.InputDiff ? request.OldInputs : request.Olds), kind == StepChangeKind.Delete ? null : path.Find(request.News));
    }

    private static StepChange Change(string name, DiffRequest request)
    {
        var (old, @new) = (request.OldInputs?.Find(name) ?? request.Olds.Find(name), request.News.Find(name));
        return new StepChange(name, old is null ? StepChangeKind.Add : @new is null ? StepChangeKind.Delete : StepChangeKind.Update, false, old, @new);
    }
}
