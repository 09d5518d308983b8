// The result of an operation, as a person reads it at the terminal.
using Spectre.Console;

namespace InfoBip.EngineSimulator;

/// <summary>Prints results: a line for each resource, changed properties below it, messages, outputs, counts.</summary>
/// <param name="console">Where to print; see <see cref="Consoles"/>.</param>
/// <param name="config">Whose secrets to cover in messages.</param>
/// <param name="verbose">Whether debug messages are shown, too.</param>
public sealed class ResultDisplay(IAnsiConsole console, StackConfig config, bool verbose = false)
{
    /// <summary>Prints a whole result.</summary>
    /// <param name="result">The result.</param>
    public void Show(DeploymentResult result)
    {
        foreach (var step in result.Steps)
        {
            Show(step, result.Operation);
        }

        ShowDiagnostics(result.Diagnostics);
        ShowOutputs(result.Outputs, showSecrets: false);
        if (result.Code.Length > 0)
        {
            console.WriteLine("Paste this under 'resources' in your program:");
            console.WriteLine(result.Code.TrimEnd());
        }

        if (result.Operation == "list")
        {
            ShowListed(result);
        }
        else
        {
            console.WriteLine(StepText.Counts(result));
        }
    }

    private void ShowListed(DeploymentResult result)
    {
        var width = result.Listed.Select(thing => thing.Id.Length).Append("ID".Length).Max();
        foreach (var (id, name) in result.Listed.Count > 0 ? result.Listed.Prepend(new ListedThing("ID", "NAME")) : [])
        {
            console.WriteLine($"{id.PadRight(width)}  {name}");
        }

        console.WriteLine($"Listed: {result.Listed.Count}");
        if (result.Continuation.Length > 0)
        {
            console.WriteLine($"There are more: go on with --continue {result.Continuation}");
        }
    }

    /// <summary>Prints outputs.</summary>
    /// <param name="outputs">Names and values.</param>
    /// <param name="showSecrets">True to print secrets in clear, which the user must have asked for.</param>
    public void ShowOutputs(IEnumerable<KeyValuePair<string, Google.Protobuf.WellKnownTypes.Value>> outputs, bool showSecrets)
    {
        var shown = outputs.ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var width = shown.Max(output => output.Key.Length);
        console.WriteLine("Outputs:");
        foreach (var (name, value) in shown)
        {
            console.WriteLine($"    {name.PadRight(width)}: {WireText.Render(value, showSecrets)}");
        }
    }

    private void Show(DeploymentStep step, string operation)
    {
        console.WriteLine(StepText.Line(step, operation), new Style(Color(step)));
        foreach (var change in step.Changes)
        {
            console.WriteLine($"    {StepText.Line(change)}", new Style(Color(change.Kind)));
        }
    }

    private void ShowDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        var shown = diagnostics.Where(diagnostic => verbose || diagnostic.Severity > Severity.Debug).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        console.WriteLine("Diagnostics:");
        foreach (var group in shown.GroupBy(diagnostic => diagnostic.Urn ?? ""))
        {
            console.WriteLine(group.Key.Length == 0 ? "  plugin:" : $"  {ResourceUrn.TypeOf(group.Key)} ({ResourceUrn.NameOf(group.Key)}):");
            foreach (var diagnostic in group)
            {
                var text = config.Mask(diagnostic.Message).Replace("\n", "\n      ", StringComparison.Ordinal);
                console.WriteLine($"    {diagnostic.Severity.ToString().ToLowerInvariant()}: {text}", new Style(Color(diagnostic.Severity)));
            }
        }
    }

    private static Color Color(DeploymentStep step) => step.Failed ? Spectre.Console.Color.Red : step.Kind switch
    {
        StepKind.Create or StepKind.Import => Spectre.Console.Color.Green,
        StepKind.Update or StepKind.Replace => Spectre.Console.Color.Yellow,
        StepKind.Delete => Spectre.Console.Color.Red,
        _ => Spectre.Console.Color.Default,
    };

    private static Color Color(StepChangeKind kind) => kind switch
    {
        StepChangeKind.Add => Spectre.Console.Color.Green,
        StepChangeKind.Delete => Spectre.Console.Color.Red,
        _ => Spectre.Console.Color.Yellow,
    };

    private static Color Color(Severity severity) => severity switch
    {
        Severity.Error => Spectre.Console.Color.Red,
        Severity.Warning => Spectre.Console.Color.Yellow,
        _ => Spectre.Console.Color.Default,
    };
}
