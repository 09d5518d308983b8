// The command line: the part of the real CLI's commands and flags that the engine simulator has. Everything else is refused in one line.
using System.CommandLine;

namespace InfoBip.EngineSimulator;

/// <summary>Reads words, carries out what they ask for, and gives the exit code.</summary>
internal sealed class PulumiCommand(TextWriter output, TextWriter errors)
{
    internal static readonly Option<string?> StackName = new("--stack", "-s") { Description = "The stack; by default the selected one", Recursive = true };
    internal static readonly Option<string> Folder = new("--cwd", "-C") { Description = "The project's folder", Recursive = true, DefaultValueFactory = _ => "." };
    internal static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Go on without being asked, which is the only way" };
    internal static readonly Option<bool> SkipPreview = new("--skip-preview", "-f") { Description = "No preview first" };
    internal static readonly Option<bool> PreviewOnly = new("--preview-only") { Description = "Leave the state as it is" };
    internal static readonly Option<bool> Diff = new("--diff") { Description = "Show what changes" };
    internal static readonly Option<bool> Refresh = new("--refresh", "-r") { Description = "Read everything first" };
    internal static readonly Option<bool> ExpectNoChanges = new("--expect-no-changes") { Description = "Fail if anything changes" };
    internal static readonly Option<bool> ContinueOnError = new("--continue-on-error") { Description = "Go on with what does not depend on a failure" };
    internal static readonly Option<string[]> Target = new("--target", "-t") { Description = "A URN to work on; repeatable" };
    internal static readonly Option<bool> GenerateCode = new("--generate-code") { Description = "Print the imported thing as a piece of program", DefaultValueFactory = _ => true };
    internal static readonly Option<string?> CodeFile = new("--out", "-o") { Description = "Where that goes instead" };
    internal static readonly Option<string?> Package = new("--package") { Description = "The plugin's executable" };
    internal static readonly Argument<string> Type = new("TYPE");
    private static readonly Option<bool> s_nonInteractive = new("--non-interactive") { Description = "Always so", Recursive = true };
    private static readonly Option<string?> s_color = new("--color") { Description = "There are none", Recursive = true };
    private static readonly Option<bool> s_clear = new("--clear-pending-creates") { Description = "Forget the creates that were interrupted" };
    private static readonly Option<bool> s_protect = new("--protect") { Description = "Protect the imported thing", DefaultValueFactory = _ => true };
    private static readonly Option<bool> s_showSecrets = new("--show-secrets") { Description = "Secrets in clear" };
    private static readonly Argument<string> s_name = new("NAME"), s_key = new("KEY"), s_id = new("ID");
    private static readonly Argument<string?> s_outputName = new("NAME") { Arity = ArgumentArity.ZeroOrOne }, s_value = new("VALUE") { Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> s_json = new("--json", "-j"), s_secret = new("--secret"), s_plaintext = new("--plaintext"), s_path = new("--path");
    private static readonly Option<string?> s_valueType = new Option<string?>("--type").AcceptOnlyFromAmong("string", "int", "float", "bool");
    private static readonly Argument<string> s_operation = new Argument<string>("OPERATION").AcceptOnlyFromAmong("list");

    public async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var line = Root().Parse(words);
        try
        {
            return line.Errors is [var error, ..]
                ? throw new EngineException(
                    (line.UnmatchedTokens is [var word, ..] ? $"unknown command or flag '{word}'" : error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).TrimEnd('.')) + "; the engine simulator has a part of the real CLI's: see --help")
                : await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = errors });
        }
        catch (Exception error) when (error is EngineException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"error: {error.Message}");
            return 1;
        }
    }

    private RootCommand Root()
    {
        var up = Operation(new("up", "Bring everything to what the program says") { Refresh, ExpectNoChanges, ContinueOnError, Target }, (_, deployment, isPreview) => isPreview ? deployment.PreviewAsync() : deployment.UpAsync());
        up.Aliases.Add("update");
        return new RootCommand("The engine simulator: a small double of the pulumi command, for use with the sandbox. It encrypts no secrets.")
        {
            StackName,
            Folder,
            s_nonInteractive,
            s_color,
            new Command("stack", "The stacks of the project")
            {
                Does(new("init", "Make an empty stack") { s_name }, (line, stacks) => stacks.Init(line.GetValue(s_name)!)),
                Does(new("ls", "List them"), (_, stacks) => stacks.List()),
                Does(new("select", "Choose one") { s_name }, (line, stacks) => stacks.Select(line.GetValue(s_name)!)),
                Does(new("output", "Print outputs") { s_outputName, s_showSecrets, s_json }, (line, stacks) => stacks.Output(line.GetValue(s_outputName), line.GetValue(s_showSecrets), line.GetValue(s_json))),
                Does(new("export", "Print the state") { s_showSecrets }, (line, stacks) => stacks.Export(line.GetValue(s_showSecrets))),
            },
            new Command("config", "The stack's configuration")
            {
                Does(new("set", "Set a value; without one, it is read from stdin") { s_key, s_value, s_secret, s_plaintext, s_path, s_valueType }, Set),
                Does(new("get", "Print a value") { s_key }, (line, stacks) => stacks.GetConfig(line.GetValue(s_key)!)),
            },
            Operation(new("preview", "Show what up would do") { Refresh, ExpectNoChanges, ContinueOnError, Target }, (_, deployment, _) => deployment.PreviewAsync()),
            up,
            Operation(new("refresh", "Compare the state with what is there") { PreviewOnly, ExpectNoChanges, Target, s_clear }, (line, deployment, isPreview) => deployment.RefreshAsync(isPreview, line.GetValue(s_clear))),
            Operation(new("destroy", "Delete everything") { PreviewOnly, ContinueOnError, Target }, (_, deployment, isPreview) => deployment.DestroyAsync(isPreview)),
            Operation(new("import", "Take an existing thing into the stack") { Type, s_name, s_id, PreviewOnly, s_protect, GenerateCode, CodeFile }, (line, deployment, isPreview) =>
                deployment.ImportAsync(line.GetValue(Type)!, line.GetValue(s_name)!, line.GetValue(s_id)!, line.GetValue(s_protect), isPreview)),
            Does(new("do", "list: what there is of a type") { Type, s_operation, Package }, operations => operations.ListAsync()),
        };
    }

    private static void Set(ParseResult line, StackCommands stacks)
    {
        var text = line.GetValue(s_value) ?? Console.In.ReadToEnd().TrimEnd('\n', '\r');
        var json = line.GetValue(s_valueType) is "int" or "float" or "bool" || (line.GetValue(s_path) && line.GetValue(s_valueType) is null && text is "true" or "false");
        stacks.SetConfig(line.GetValue(s_key)!, new ConfigValue(text, line.GetValue(s_secret), json), line.GetValue(s_path));
    }

    /// <summary>A command that works with a plugin: a preview, and the same for good.</summary>
    private Command Operation(Command command, Func<ParseResult, Deployment, bool, Task<DeploymentResult>> run)
    {
        command.Add(Yes);
        command.Add(SkipPreview);
        command.Add(Diff);
        return Does(command, operations => operations.RunAsync(run));
    }

    private Command Does(Command command, Func<Operations, Task<bool>> work)
    {
        command.SetAction(async (line, _) => await work(new Operations(line, output, errors)) ? 0 : 1);
        return command;
    }

    private Command Does(Command command, Action<ParseResult, StackCommands> work)
    {
        command.SetAction(line => work(line, new StackCommands(new Workspace(line.GetValue(Folder)!), line.GetValue(StackName), output)));
        return command;
    }
}
