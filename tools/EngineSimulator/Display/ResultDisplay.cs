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
        var operation = result.Operation;
        writer.WriteLine(result.IsPreview ? $"Previewing {operation}:" : $"{char.ToUpperInvariant(operation[0])}{operation[1..].TrimEnd('e')}ing:");
        foreach (var step in result.Steps.Concat(result.StackStep is { } kind && result.Urn.Length > 0 ? [new DeploymentStep(kind, result.Urn)] : []).Where(step => step.Kind != StepKind.Same))
        {
            Show(step, result.IsPreview);
        }

        ShowDiagnostics(result.Diagnostics);
        if (result.Outputs.Count > 0)
        {
            var width = result.Outputs.Max(output => output.Key.Length);
            writer.WriteLine($"Outputs:\n{string.Concat(result.Outputs.Select(output => $"    {output.Key.PadRight(width)}: {WireText.Render(output.Value)}\n"))}");
        }

        ShowCounts(result);
    }

    public void ShowDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var (index, group) in diagnostics.Where(diagnostic => verbose || diagnostic.Severity > LogSeverity.Debug).GroupBy(diagnostic => diagnostic.Urn ?? "").Index())
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

    public void ShowListed(IReadOnlyList<ListResponse.Types.Result> things)
    {
        var width = things.Select(thing => thing.Id.Length).Append(2).Max();
        foreach (var thing in things.Prepend(new ListResponse.Types.Result { Id = "ID", Name = "NAME" }))
        {
            writer.WriteLine($"{thing.Id.PadRight(width)}  {thing.Name}");
        }
    }

    private void Show(DeploymentStep step, bool isPreview)
    {
        var (_, sign, word) = s_kinds.First(kind => kind.Kind == step.Kind);
        if (!details)
        {
            var done = isPreview ? word : step.Failed ? $"{word.TrimEnd('e')}ing failed" : Past(word);
            var diff = step.Changes.GroupBy(change => WirePath.Parse(change.Path).Head).Select(group => $"{(group.Select(change => change.Kind).Distinct().ToList() is [var kind] ? Sign(kind) : "~")}{group.Key}").ToList();
            writer.WriteLine($" {sign} {step.Type} {step.Name} {done}{(diff.Count > 0 ? $" [diff: {string.Join(',', diff)}]" : "")}");
            return;
        }

        writer.WriteLine($"    {sign}{step.Type}: ({word}{(step.Failed ? ", failed" : "")})");
        writer.Write(step.State?.Id is { Length: > 0 } id ? $"        [id={id}]\n" : "");
        writer.WriteLine($"        [urn={step.Urn}]");
        foreach (var change in step.Changes)
        {
            var values = new[] { change.Kind == StepChangeKind.Add ? null : WireText.Render(change.Old), change.Kind == StepChangeKind.Delete ? null : WireText.Render(change.New) };
            writer.WriteLine($"      {Sign(change.Kind)} {change.Path}: {string.Join(" => ", values.OfType<string>())}{(change.Replaces ? " (forces a replacement)" : "")}");
        }
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

    private static string Past(string word) => word == "read" ? word : $"{word.TrimEnd('e')}ed";
    private static string Sign(StepChangeKind kind) => kind switch { StepChangeKind.Add => "+", StepChangeKind.Delete => "-", _ => "~" };
}
