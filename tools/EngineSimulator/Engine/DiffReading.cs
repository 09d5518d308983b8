// A plugin's answer to Diff, held to its rules and turned into what a display shows.
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A Diff answer that has been understood.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Changes">The changed properties; empty when nothing changed.</param>
/// <param name="Flaws">Rules that the answer breaks without being useless.</param>
internal sealed record DiffReading(DiffResponse Answer, IReadOnlyList<StepChange> Changes, IReadOnlyList<string> Flaws)
{
    public static DiffReading None { get; } = new(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone }, [], []);

    /// <summary>The engine's own finding that a resource is to be replaced, for which the plugin is not asked.</summary>
    public static DiffReading Replacement(string because) =>
        new(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffSome, Diffs = { because }, Replaces = { because } }, [], []);

    public bool HasChanges => Answer.Changes == DiffResponse.Types.DiffChanges.DiffSome;
    public bool Replaces => HasChanges && (Answer.Replaces.Count > 0 || Changes.Any(change => change.Replaces));

    /// <summary>Understands an answer.</summary>
    public static DiffReading Of(DiffResponse answer, DiffRequest request)
    {
        if (answer.Changes == DiffResponse.Types.DiffChanges.DiffUnknown)
        {
            throw new PluginProtocolException("the answer to Diff leaves 'changes' at DIFF_UNKNOWN; it must say DIFF_NONE or DIFF_SOME.");
        }

        if (answer.DetailedDiff.Count > 0 && !answer.HasDetailedDiff)
        {
            throw new PluginProtocolException("the answer to Diff has a detailedDiff without hasDetailedDiff, so the engine would drop it.");
        }

        var flaws = new List<string>();
        var changes = answer.HasDetailedDiff
            ? answer.DetailedDiff.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Change(entry.Key, entry.Value, answer, request, flaws)).ToList()
            : [.. answer.Diffs.Select(name => Plain(name, request))];
        var some = answer.Changes == DiffResponse.Types.DiffChanges.DiffSome;
        if (some && changes.Count == 0)
        {
            flaws.Add("the answer to Diff says DIFF_SOME and names no property.");
        }

        if (!some && (changes.Count > 0 || answer.Replaces.Count > 0))
        {
            flaws.Add("the answer to Diff says DIFF_NONE and names changed properties, which the engine ignores.");
        }

        if (changes.Any(change => change.Replaces) && answer.Replaces.Count == 0)
        {
            flaws.Add("the answer to Diff has a replacing change but an empty 'replaces'.");
        }

        flaws.AddRange(changes.Where(change => request.IgnoreChanges.Contains(change.Path)).Select(change => $"the answer to Diff reports {change.Path}, which ignoreChanges names."));
        return new DiffReading(answer, some ? changes : [], flaws);
    }

    /// <summary>The reading the other way around, as a refresh shows it.</summary>
    public DiffReading Inverted() => this with
    {
        Changes = [.. Changes.Select(change => change with { Old = change.New, New = change.Old, Replaces = false, Kind = (StepChangeKind)((int)StepChangeKind.Delete - (int)change.Kind) })],
    };

    private static StepChange Change(string text, PropertyDiff detail, DiffResponse answer, DiffRequest request, List<string> flaws)
    {
        WirePath path;
        try
        {
            path = WirePath.Parse(text);
        }
        catch (FormatException error)
        {
            throw new PluginProtocolException($"the detailedDiff has a key that is no path: {error.Message}");
        }

        if (!answer.Diffs.Contains(path.Head))
        {
            throw new PluginProtocolException($"the detailedDiff has {text}, but 'diffs' does not name {path.Head}.");
        }

        if (!System.Enum.IsDefined(detail.Kind))
        {
            throw new PluginProtocolException($"the detailedDiff gives {text} the kind {(int)detail.Kind}, which does not exist.");
        }

        // The kinds come in pairs: each, and the same that replaces.
        var (kind, replaces) = (((int)detail.Kind / 2) switch { 0 => StepChangeKind.Add, 1 => StepChangeKind.Delete, _ => StepChangeKind.Update }, (int)detail.Kind % 2 == 1);
        var old = kind == StepChangeKind.Add ? null : path.Find(detail.InputDiff ? request.OldInputs : request.Olds);
        var @new = kind == StepChangeKind.Delete ? null : path.Find(request.News);
        if (kind != StepChangeKind.Add && old is null)
        {
            flaws.Add($"the detailedDiff says {kind} of {text} with inputDiff={detail.InputDiff}, but the old {(detail.InputDiff ? "inputs" : "outputs")} hold no such value: the display shows \"undefined\".");
        }

        if (kind != StepChangeKind.Delete && @new is null)
        {
            flaws.Add($"the detailedDiff says {kind} of {text}, but the new inputs hold no such value: the display shows \"undefined\".");
        }

        return new StepChange(text, kind, replaces, old, @new);
    }

    private static StepChange Plain(string name, DiffRequest request)
    {
        var old = request.OldInputs?.Fields.GetValueOrDefault(name) ?? request.Olds.Fields.GetValueOrDefault(name);
        var @new = request.News.Fields.GetValueOrDefault(name);
        return new StepChange(name, old is null ? StepChangeKind.Add : @new is null ? StepChangeKind.Delete : StepChangeKind.Update, false, old, @new);
    }
}
