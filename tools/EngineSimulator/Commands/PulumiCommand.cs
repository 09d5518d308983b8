// The command line: the part of the real CLI's commands and flags that the engine simulator has. Everything else is refused in one line.
using System.CommandLine;

namespace InfoBip.EngineSimulator;

/// <summary>Reads words, carries out what they ask for, and gives the exit code.</summary>
internal sealed class PulumiCommand(TextWriter output, TextWriter errors)
{
    private const int Failed = 1;
    private static readonly Option<string?> s_stack = new("--stack", "-s") { Description = "The stack; by default the selected one", Recursive = true };
    private static readonly Option<string> s_folder = new("--cwd", "-C") { Description = "The project's folder", Recursive = true, DefaultValueFactory = _ => "." };
    private static readonly Option<bool> s_nonInteractive = new("--non-interactive") { Description = "Always so", Recursive = true };
    private static readonly Option<string?> s_color = new("--color") { Description = "There are none", Recursive = true };
    private static readonly Option<bool> s_yes = new("--yes", "-y") { Description = "Go on without being asked, which is the only way" };
    private static readonly Option<bool> s_skipPreview = new("--skip-preview", "-f") { Description = "No preview first" };
    private static readonly Option<bool> s_previewOnly = new("--preview-only") { Description = "Leave the state as it is" };
    private static readonly Option<bool> s_diff = new("--diff") { Description = "Show what changes" };
    private static readonly Option<bool> s_refresh = new("--refresh", "-r") { Description = "Read everything first" };
    private static readonly Option<bool> s_expectNoChanges = new("--expect-no-changes") { Description = "Fail if anything changes" };
    private static readonly Option<bool> s_continueOnError = new("--continue-on-error") { Description = "Go on with what does not depend on a failure" };
    private static readonly Option<string[]> s_target = new("--target", "-t") { Description = "A URN to work on; repeatable" };
    private static readonly Option<bool> s_showSecrets = new("--show-secrets") { Description = "Secrets in clear" };

    public async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var line = Root().Parse(words);
        try
        {
            return line.Errors is [var error, ..]
                ? throw new InvalidDataException(
                    (line.UnmatchedTokens is [var word, ..] ? $"unknown command or flag '{word}'" : error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).TrimEnd('.')) + "; the engine simulator has a part of the real CLI's: see --help")
                : await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = errors });
        }
        catch (Exception error) when (error is ProgramException or PluginException or StepException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"error: {error.Message}");
            return Failed;
        }
    }

    private RootCommand Root()
    {
        Argument<string> name = new("NAME"), key = new("KEY"), type = new("TYPE"), id = new("ID");
        var up = new Command("up", "Bring everything to what the program says") { s_yes, s_skipPreview, s_diff, s_refresh, s_expectNoChanges, s_continueOnError, s_target };
        up.Aliases.Add("update");
        var preview = new Command("preview", "Show what up would do") { s_diff, s_refresh, s_expectNoChanges, s_continueOnError, s_target };
        var destroy = new Command("destroy", "Delete everything") { s_yes, s_skipPreview, s_previewOnly, s_diff, s_continueOnError, s_target };
        return new RootCommand("The engine simulator: a small double of the pulumi command.")
        {
            s_stack,
            s_folder,
            s_nonInteractive,
            s_color,
            new Command("stack", "The stacks of the project")
            {
                Does(new Command("init", "Make an empty stack") { name }, line => Workspace(line).InitAsync(line.GetValue(name)!)),
                Does(new Command("ls", "List them"), line => Stacks(line).List()),
                Does(new Command("select", "Choose one") { name }, line => Workspace(line).Select(Workspace(line).Existing(line.GetValue(name)))),
                Outputs(),
                Does(new Command("export", "Print the state") { s_showSecrets }, line => Stacks(line).ExportAsync(line.GetValue(s_stack), line.GetValue(s_showSecrets))),
            },
            new Command("config", "The stack's configuration")
            {
                Set(key),
                Does(new Command("get", "Print a value") { key }, line => Stacks(line).GetConfig(line.GetValue(s_stack), line.GetValue(key)!)),
            },
            Operation(preview, _ => new("preview", (deployment, _) => deployment.PreviewAsync()) { PreviewOnly = true }),
            Operation(up, _ => new("update", (deployment, isPreview) => isPreview ? deployment.PreviewAsync() : deployment.UpAsync())),
            Refresh(),
            Operation(destroy, _ => new("destroy", (deployment, isPreview) => deployment.DestroyAsync(isPreview))),
            Import(type, name, id),
            Do(type),
        };
    }

    private Command Outputs()
    {
        Argument<string?> name = new("NAME") { Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = new("--json", "-j");
        return Does(new Command("output", "Print outputs") { name, s_showSecrets, json }, line =>
            Stacks(line).OutputAsync(line.GetValue(s_stack), line.GetValue(name), line.GetValue(s_showSecrets), line.GetValue(json)));
    }

    private Command Set(Argument<string> key)
    {
        Argument<string?> value = new("VALUE") { Arity = ArgumentArity.ZeroOrOne };
        Option<bool> secret = new("--secret"), plaintext = new("--plaintext"), path = new("--path");
        Option<string?> type = new("--type");
        type.AcceptOnlyFromAmong("string", "int", "float", "bool");
        return Does(new Command("set", "Set a value; without one, it is read from stdin") { key, value, secret, plaintext, path, type }, line =>
        {
            var text = line.GetValue(value) ?? Console.In.ReadToEnd().TrimEnd('\n', '\r');
            var json = line.GetValue(type) is "int" or "float" or "bool" || (line.GetValue(path) && line.GetValue(type) is null && text is "true" or "false");
            Stacks(line).SetConfig(line.GetValue(s_stack), line.GetValue(key)!, new ConfigValue(text, line.GetValue(secret), json), line.GetValue(path));
        });
    }

    private Command Refresh()
    {
        Option<bool> clear = new("--clear-pending-creates");
        var command = new Command("refresh", "Compare the state with what is there") { s_yes, s_skipPreview, s_previewOnly, s_diff, s_expectNoChanges, s_target, clear };
        return Operation(command, line => new("refresh", (deployment, isPreview) => deployment.RefreshAsync(isPreview, line.GetValue(clear))));
    }

    private Command Import(Argument<string> type, Argument<string> name, Argument<string> id)
    {
        Option<bool> protect = new("--protect") { DefaultValueFactory = _ => true }, code = new("--generate-code") { DefaultValueFactory = _ => true };
        Option<string?> file = new("--out", "-o");
        var command = new Command("import", "Take an existing thing into the stack") { type, name, id, s_yes, s_skipPreview, s_previewOnly, s_diff, protect, code, file };
        return Operation(command, line => new(
            "import", (deployment, isPreview) => deployment.ImportAsync(line.GetValue(type)!, line.GetValue(name)!, line.GetValue(id)!, line.GetValue(protect), isPreview))
        {
            CodeFile = line.GetValue(code) ? line.GetValue(file) ?? "" : null,
        });
    }

    private Command Do(Argument<string> type)
    {
        Argument<string> operation = new("OPERATION");
        operation.AcceptOnlyFromAmong("list");
        Option<string?> package = new("--package");
        var command = new Command("do", "list: what there is of a type") { type, operation, package };
        command.SetAction(async (line, _) => await new Operations(output, errors).ListAsync(line.GetValue(package), line.GetValue(type)!) ? 0 : Failed);
        return command;
    }

    private Command Operation(Command command, Func<ParseResult, OperationRequest> read)
    {
        command.SetAction(async (line, _) =>
        {
            T? Given<T>(Option<T> option) => command.Options.Contains(option) ? line.GetValue(option) : default;
            var asked = read(line);
            asked = asked with
            {
                Yes = Given(s_yes),
                SkipPreview = Given(s_skipPreview),
                PreviewOnly = asked.PreviewOnly || Given(s_previewOnly),
                Diff = Given(s_diff),
                Refresh = Given(s_refresh),
                ExpectNoChanges = Given(s_expectNoChanges),
                ContinueOnError = Given(s_continueOnError),
                Targets = Given(s_target) ?? [],
            };
            return await new Operations(output, errors).RunAsync(Workspace(line), line.GetValue(s_stack), asked) ? 0 : Failed;
        });
        return command;
    }

    private static Command Does(Command command, Func<ParseResult, Task> work)
    {
        command.SetAction((line, _) => work(line));
        return command;
    }

    private static Command Does(Command command, Action<ParseResult> work)
    {
        command.SetAction(work);
        return command;
    }

    private static Workspace Workspace(ParseResult line) => new(line.GetValue(s_folder)!);
    private StackCommands Stacks(ParseResult line) => new(Workspace(line), output);
}
