// The steps of the demo: the stack and settings that they share, and what must hold in each.
using Spectre.Console;

namespace InfoBip.EngineSimulator;

/// <summary>A step of the demo did not do what it says.</summary>
/// <param name="message">What was expected.</param>
internal sealed class DemoException(string message) : Exception(message);

/// <summary>Runs the demo's operations and checks what must be true of each.</summary>
internal sealed class DemoSteps(IAnsiConsole console, PluginProcessOptions plugin)
{
    /// <summary>Every value that may never be seen.</summary>
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    private int _steps;

    public Stack Stack { get; } = new("dev", "infobip-sms");

    public StackConfig Config { get; private set; } = StackConfig.Empty;

    public int Count => _steps;

    public void Set(string key, string value) => Config = Config.With(key, value);

    public void SetSecret(string key, string value)
    {
        _secrets.Add(value);
        Config = Config.With(key, value, secret: true);
    }

    /// <summary>Begins a step with a line that says what it shows.</summary>
    public void Begin(string text)
    {
        console.WriteLine();
        console.WriteLine($"{++_steps}. {text}", new Style(decoration: Decoration.Bold));
    }

    /// <summary>A remark under a step.</summary>
    public void Note(string text) => console.WriteLine($"   {text}");

    /// <summary>Runs an operation, shows it, and checks that it worked and shows no secret.</summary>
    public async Task<DeploymentResult> RunAsync(YamlProgram? program, Func<Deployment, Task<DeploymentResult>> operation)
    {
        var result = await QuietlyAsync(program, operation);
        using var writer = new StringWriter { NewLine = "\n" };
        new ResultDisplay(Consoles.Plain(writer), Config).Show(result);
        Expect(_secrets.All(secret => !writer.ToString().Contains(secret, StringComparison.Ordinal)), "no secret is shown");
        new ResultDisplay(console, Config).Show(result);
        Expect(result.Succeeded, "the operation succeeds");
        return result;
    }

    /// <summary>Runs an operation without showing it.</summary>
    public async Task<DeploymentResult> QuietlyAsync(YamlProgram? program, Func<Deployment, Task<DeploymentResult>> operation)
    {
        var result = await operation(new Deployment(new DeploymentOptions
        {
            Launcher = plugin.ToLauncher("infobip"),
            Stack = Stack,
            Program = program,
            Config = Config,
        }));
        foreach (var token in Stack.Resources.Select(resource => resource.Outputs.Fields.GetValueOrDefault("token")).OfType<Google.Protobuf.WellKnownTypes.Value>())
        {
            Expect(Wire.IsSecret(token), "a token in the state is a secret");
            _secrets.Add(Wire.Unwrap(token).StringValue);
        }

        Expect(result.ProtocolErrors.Count == 0, $"the plugin keeps to the protocol: {string.Join(" ", result.ProtocolErrors.Select(error => error.Message))}");
        Expect(result.Closures.All(closure => closure is { CancelAcknowledged: true, ExitCode: 0, Output: "" }), "the plugin ends cleanly and prints nothing but its port");
        var said = result.Diagnostics.Select(diagnostic => diagnostic.Message)
            .Concat(result.Closures.Select(closure => closure.ErrorOutput))
            .Append(Stack.Export("demo"));
        Expect(said.All(text => _secrets.All(secret => !text.Contains(secret, StringComparison.Ordinal))), "no secret is in a message, in the plugin's output or in the state file");
        return result;
    }

    /// <exception cref="DemoException">It does not hold.</exception>
    public void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new DemoException($"Step {_steps} was to show that {what}. It did not.");
        }
    }

    public void Expect(DeploymentResult result, params ReadOnlySpan<(StepKind Kind, int Count)> counts)
    {
        var expected = counts.ToArray();
        Expect(
            result.Steps.Count == expected.Sum(count => count.Count) && expected.All(count => result.Count(count.Kind) == count.Count),
            string.Join(" and ", expected.Select(count => $"{count.Count} get the step {count.Kind}")));
    }
}
