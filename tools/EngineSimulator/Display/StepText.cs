// The words and signs for steps, changes and counts.
namespace InfoBip.EngineSimulator;

/// <summary>Texts of steps.</summary>
internal static class StepText
{
    private static readonly StepKind[] Order =
        [StepKind.Create, StepKind.Update, StepKind.Replace, StepKind.Delete, StepKind.Import, StepKind.Read, StepKind.Same];

    /// <summary>One resource's line.</summary>
    public static string Line(DeploymentStep step, string operation) =>
        $"{Sign(step.Kind),-2} {step.Type}  {step.Name}  {Word(step.Kind, operation)}{(step.Failed ? "  FAILED" : "")}";

    /// <summary>One changed property's line.</summary>
    public static string Line(StepChange change) => change.Kind switch
    {
        StepChangeKind.Add => $"+ {change.Path}: {WireText.Render(change.New)}",
        StepChangeKind.Delete => $"- {change.Path}: {WireText.Render(change.Old)}",
        _ => $"~ {change.Path}: {WireText.Render(change.Old)} => {WireText.Render(change.New)}",
    } + (change.Replaces ? "  (forces a replacement)" : "");

    /// <summary>The counts at the end.</summary>
    public static string Counts(DeploymentResult result)
    {
        var counts = Order.Where(kind => result.Count(kind) > 0)
            .Select(kind => $"{Sign(kind)} {result.Count(kind)} {Counted(kind, result.Operation)}").ToList();
        var failed = result.Steps.Count(step => step.Failed);
        if (failed > 0)
        {
            counts.Add($"! {failed} failed");
        }

        return $"Resources: {(counts.Count > 0 ? string.Join(", ", counts) : "none")}";
    }

    private static string Sign(StepKind kind) => kind switch
    {
        StepKind.Create => "+",
        StepKind.Update => "~",
        StepKind.Replace => "+-",
        StepKind.Delete => "-",
        StepKind.Import => "<",
        StepKind.Read => ">",
        _ => "=",
    };

    private static string Word(StepKind kind, string operation) => (kind, operation) switch
    {
        (StepKind.Same, _) => "unchanged",
        (StepKind.Update, "refresh") => "found changed",
        (StepKind.Delete, "refresh") => "found gone",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Counted(StepKind kind, string operation) => (kind, operation) switch
    {
        (StepKind.Same, _) => "unchanged",
        (StepKind.Update, "refresh") => "found changed",
        (StepKind.Delete, "refresh") => "found gone",
        (StepKind.Read, "preview") => "to read",
        (StepKind.Read, _) => "read",
        (_, "preview") => $"to {kind.ToString().ToLowerInvariant()}",
        (StepKind.Import, _) => "imported",
        _ => $"{kind.ToString().ToLowerInvariant()}d",
    };
}
