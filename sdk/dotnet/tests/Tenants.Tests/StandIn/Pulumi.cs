// A stand-in for the `pulumi` command: it answers the calls of Pulumi.Automation as the CLI does, and refuses every other one.
using System.Text.Json;

namespace Tenants.Tests.StandIn;

internal sealed class Pulumi(string folder, Scenario scenario, string[] arguments)
{
    /// <summary>The variable that makes the test's executable the stand-in; it names the folder of the run.</summary>
    public const string Variable = "PULUMI_STAND_IN";

    private string Stacks => Directory.CreateDirectory(Path.Combine(folder, "stacks")).FullName;

    public static async Task<int> RunAsync(string folder, string[] arguments)
    {
        if (arguments is ["program", var port])
        {
            return await InlineProgram.RunAsync(port);
        }

        using SignalCount signals = new(folder, arguments);
        try
        {
            return await new Pulumi(folder, Scenario.Load(folder), arguments).AnswerAsync(signals);
        }
        finally
        {
            Call.Of(arguments, signals.Received).Save(folder);
        }
    }

    private async Task<int> AnswerAsync(SignalCount signals)
    {
        var words = arguments.Where(argument => argument != "--non-interactive").ToArray();
        if (scenario.FailingCommands.FirstOrDefault(command => string.Join(' ', words).StartsWith(command, StringComparison.Ordinal)) is { } failing)
        {
            return Error(1, $"error: {failing} failed");
        }

        switch (words)
        {
            case ["version"]:
                return Print(scenario.Version);
            case ["whoami", "--json"]:
                return Print(JsonSerializer.Serialize(new { user = "somebody", url = scenario.Url ?? Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL") }));
            case ["plugin", "install", "resource", _, _, ..]:
                return 0;
            case ["stack", "ls", "--json"]:
                return Print(JsonSerializer.Serialize(Directory.GetFiles(Stacks).Order(StringComparer.Ordinal).Select(file => new { name = Path.GetFileName(file), current = false, updateInProgress = false, resourceCount = new FileInfo(file).Length > 0 ? 2 : 0 })));
            case ["stack", "select", "--stack", var name]:
                return File.Exists(FileOf(name)) ? 0 : Error(6, $"error: no stack named '{name}' found");
            case ["stack", "init", var name, .. var rest] when rest is [] or ["--secrets-provider", _]:
                await File.Open(FileOf(name), FileMode.CreateNew).DisposeAsync();
                return 0;
            case ["stack", "rm", "--yes", var name]:
                if (new FileInfo(FileOf(name)).Length > 0)
                {
                    return Error(1, $"error: '{name}' still has resources; removal rejected");
                }

                File.Delete(FileOf(name));
                return 0;
            case ["stack", "output", "--json", "--stack", _] or ["stack", "output", "--json", "--show-secrets", "--stack", _]:
                return Print("{}");
            case ["stack", "history", "--json", ..]:
                return Print("[]");
            case ["cancel", "--yes", .., "--stack", var name]:
                return File.Exists(FileOf(name)) ? 0 : Error(6, $"error: no stack named '{name}' found");
            case ["up", "--yes", "--skip-preview", ..] or ["destroy", "--yes", "--skip-preview", ..] or ["preview", ..]:
                return await new Operation(folder, scenario, words, FileOf(ValueOf(words, "--stack")!), signals).RunAsync();
            default:
                return Error(2, $"error: the stand-in has no answer to: {string.Join(' ', words)}");
        }
    }

    /// <summary>The value of an option, written with a blank or with an equals sign.</summary>
    public static string? ValueOf(string[] words, string option) =>
        words.SkipWhile(word => word != option).ElementAtOrDefault(1) ?? words.FirstOrDefault(word => word.StartsWith($"{option}=", StringComparison.Ordinal))?[(option.Length + 1)..];

    public static int Error(int exitCode, string text)
    {
        Console.Error.WriteLine(text);
        return exitCode;
    }

    private static int Print(string text)
    {
        Console.WriteLine(text);
        return 0;
    }

    private string FileOf(string stack) => Path.Combine(Stacks, stack.Split('/')[^1]);
}
