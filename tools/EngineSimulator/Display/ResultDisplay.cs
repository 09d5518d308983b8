// The result of an operation as the real CLI prints it where no terminal is: a row for each changed resource, messages, outputs, counts.
namespace InfoBip.EngineSimulator;

/// <summary>Prints results; what did not change is counted, not shown.</summary>
/// <param name="writer">Where to print.</param>
/// <param name="config">Whose secrets to cover in messages.</param>
/// <param name="verbose">Whether debug messages are shown, too.</param>
/// <param name="details">Whether each changed property has a line, with its old and its new value.</param>
public sealed class ResultDisplay(TextWriter writer, StackConfig config, bool verbose = false, bool details = true)
{
    private static readonly (StepKind Kind, string Sign, string Word)[] s_kinds =
    [
        (StepKind.Create, "+ ", "create"), (StepKind.Update, "~ ", "update"), (StepKind.Delete, "- ", "delete"), (StepKind.Replace, "+-", "replace"), (StepKind.Import, "= ", "import"), (StepKind.Read, "> ", "read"),
    ];

    /// <summary>Prints a whole result.</summary>
    public void Show(DeploymentResult result)
    {
        writer.WriteLine((result.IsPreview, result.Operation) switch
        {
            (_, "preview") => "Previewing update:",
            (true, var operation) => $"Previewing {operation}:",
            (_, "up") => "Updating:",
            (_, "destroy") => "Destroying:",
            (_, "refresh") => "Refreshing:",
            _ => "Importing:",
        });
        foreach (var step in result.Steps.Concat(result.StackStep is { } kind && result.Urn.Length > 0 ? [new DeploymentStep(kind, result.Urn)] : []).Where(step => step.Kind != StepKind.Same))
        {
            Show(step, result);
        }

        ShowDiagnostics(result.Diagnostics);
        ShowOutputs(result.Outputs);
        ShowCounts(result);
    }

    public void ShowDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var (index, group) in diagnostics.Where(diagnostic => verbose || diagnostic.Severity > Severity.Debug).GroupBy(diagnostic => diagnostic.Urn ?? "").Index())
        {
            writer.Write(index == 0 ? "Diagnostics:\n" : "");
            writer.WriteLine(group.Key.Length == 0 ? "  plugin:" : $"  {ResourceUrn.TypeOf(group.Key)} ({ResourceUrn.NameOf(group.Key)}):");
            foreach (var diagnostic in group)
            {
                writer.WriteLine($"    {diagnostic.Severity.ToString().ToLowerInvariant()}: {config.Mask(diagnostic.Message).Replace("\n", "\n      ", StringComparison.Ordinal)}");
            }

            writer.WriteLine();
        }
    }

    public void ShowListed(IReadOnlyList<ListedThing> things)
    {
        var width = things.Select(thing => thing.Id.Length).Append(2).Max();
        foreach (var (id, name) in things.Prepend(new ListedThing("ID", "NAME")))
        {
            writer.WriteLine($"{id.PadRight(width)}  {name}");
        }
    }

    private void Show(DeploymentStep step, DeploymentResult result)
    {
        var (_, sign, word) = s_kinds.First(kind => kind.Kind == step.Kind);
        if (details)
        {
            writer.WriteLine($"    {sign}{step.Type}: ({word}{(step.Failed ? ", failed" : "")})");
            writer.Write(step.State?.Id is { Length: > 0 } id ? $"        [id={id}]\n" : "");
            writer.WriteLine($"        [urn={step.Urn}]");
            foreach (var change in step.Changes)
            {
                writer.WriteLine($"      {Line(change)}");
            }

            return;
        }

        var done = result.IsPreview ? word : step.Failed ? $"{word[..^(word.EndsWith('e') ? 1 : 0)]}ing failed" : Past(word);
        var diff = step.Changes.GroupBy(change => WirePath.Parse(change.Path).Head).Select(group => $"{(group.All(change => change.Kind == StepChangeKind.Add) ? "+" : group.All(change => change.Kind == StepChangeKind.Delete) ? "-" : "~")}{group.Key}").ToList();
        writer.WriteLine($" {sign} {step.Type} {step.Name} {done}{(diff.Count > 0 ? $" [diff: {string.Join(',', diff)}]" : "")}");
    }

    private void ShowOutputs(IReadOnlyList<KeyValuePair<string, Value>> outputs)
    {
        var width = outputs.Select(output => output.Key.Length).Append(0).Max();
        writer.Write(outputs.Count > 0 ? "Outputs:\n" : "");
        foreach (var (name, value) in outputs)
        {
            writer.WriteLine($"    {name.PadRight(width)}: {WireText.Render(value)}");
        }

        writer.Write(outputs.Count > 0 ? "\n" : "");
    }

    /// <summary>The counts; the stack itself is counted with its resources, as the engine does.</summary>
    private void ShowCounts(DeploymentResult result)
    {
        int Count(StepKind kind) => result.Count(kind) + (result.StackStep == kind ? 1 : 0);
        writer.WriteLine("Resources:");
        foreach (var (kind, sign, word) in s_kinds.Where(kind => Count(kind.Kind) > 0))
        {
            writer.WriteLine($"    {sign}{Count(kind)} {(result.IsPreview ? $"to {word}" : Past(word))}");
        }

        writer.Write(Count(StepKind.Same) is > 0 and var same ? $"    {same} unchanged\n" : "");
        writer.Write(result.Steps.Count(step => step.Failed) is > 0 and var failed ? $"    {failed} failed\n" : "");
        writer.WriteLine();
    }

    private static string Past(string word) => word == "read" ? word : $"{word}{(word.EndsWith('e') ? "d" : "ed")}";

    private static string Line(StepChange change) => change.Kind switch
    {
        StepChangeKind.Add => $"+ {change.Path}: {WireText.Render(change.New)}",
        StepChangeKind.Delete => $"- {change.Path}: {WireText.Render(change.Old)}",
        _ => $"~ {change.Path}: {WireText.Render(change.Old)} => {WireText.Render(change.New)}",
    } + (change.Replaces ? " (forces a replacement)" : "");
}
