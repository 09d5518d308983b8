// Commands that work with a plugin: each is a preview, and the same for good.
using System.Runtime.InteropServices;
using System.Text;

namespace InfoBip.EngineSimulator;

internal enum CommandKind
{
    Preview,
    Up,
    Refresh,
    Destroy,
    Import,
}

internal sealed record ImportRequest(string Type, string Name, string Id, bool Protect);

/// <summary>What the command line asks for.</summary>
internal sealed record OperationRequest(CommandKind Kind)
{
    public bool Yes { get; init; }
    public bool SkipPreview { get; init; }
    public bool PreviewOnly { get; init; }
    public bool Diff { get; init; }
    public bool Refresh { get; init; }
    public bool ExpectNoChanges { get; init; }
    public bool ContinueOnError { get; init; }
    public bool ClearPendingCreates { get; init; }
    public IReadOnlyList<string> Targets { get; init; } = [];
    public ImportRequest? Import { get; init; }

    /// <summary>Where an import's code goes; empty for stdout, null for nowhere.</summary>
    public string? CodeFile { get; init; }
}

/// <summary>Runs operations.</summary>
internal sealed class Operations(TextWriter output, TextWriter errors)
{
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(Workspace workspace, string? named, OperationRequest asked)
    {
        var name = workspace.Existing(named);
        var isPreview = asked.Kind == CommandKind.Preview || asked.PreviewOnly;
        if (!isPreview && !asked.Yes && !asked.SkipPreview)
        {
            throw new InvalidDataException("--yes or --skip-preview must be passed in to proceed when running in non-interactive mode");
        }

        using var store = workspace.StoreOf(name);
        var options = new DeploymentOptions
        {
            Launcher = PluginStore.FromEnvironment().ToLauncher(path => new PluginProcessOptions(path)),
            Stack = (await store.LoadAsync())!,
            Program = asked.Kind is CommandKind.Preview or CommandKind.Up ? await ProgramLoader.LoadAsync(workspace.Folder) : null,
            Config = workspace.ConfigOf(name).Config,
            Targets = asked.Targets,
            Refresh = asked.Refresh,
            ContinueOnError = asked.ContinueOnError,
            Save = store.SaveAsync,
        };
        if ((isPreview || !asked.SkipPreview) && !await ShowAsync(options, asked, isPreview: true))
        {
            return false;
        }

        return isPreview || await ShowAsync(options, asked, isPreview: false, store);
    }

    /// <summary>Lists what there is of a type: <c>pulumi do TYPE list --name-contains TEXT</c>.</summary>
    public async Task<bool> ListAsync(string? package, string type, IReadOnlyList<string> filters)
    {
        var query = Wire.Map([.. filters.Chunk(2).Select(pair => pair is [['-', '-', .. var key], var value]
            ? (Camel(key), (object?)value)
            : throw new InvalidDataException($"{pair[0]} should be a filter with a value, such as --name-contains TEXT"))]);

        var options = new DeploymentOptions
        {
            Launcher = File.Exists(package) ? new PluginProcessOptions(package).ToLauncher(ResourceUrn.PackageOf(type)) : PluginStore.FromEnvironment().ToLauncher(path => new PluginProcessOptions(path)),
            Stack = new Stack("dev", "default"),
        };
        var result = await new Deployment(options).ListAsync(type, query);
        var display = new ResultDisplay(output, options.Config);
        display.ShowDiagnostics(result.Diagnostics);
        display.ShowListed(result.Listed);
        return result.Succeeded;
    }

    private async Task<bool> ShowAsync(DeploymentOptions options, OperationRequest asked, bool isPreview, StackStore? store = null)
    {
        var deployment = new Deployment(options);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            _ = deployment.CancelAsync();
        });
        DeploymentResult result;
        try
        {
            result = await (asked.Kind switch
            {
                CommandKind.Preview or CommandKind.Up => isPreview ? deployment.PreviewAsync() : deployment.UpAsync(),
                CommandKind.Refresh => deployment.RefreshAsync(isPreview, asked.ClearPendingCreates),
                CommandKind.Destroy => deployment.DestroyAsync(isPreview),
                _ => deployment.ImportAsync(asked.Import!.Type, asked.Import.Name, asked.Import.Id, asked.Import.Protect, isPreview),
            });
        }
        finally
        {
            await (store?.SaveAsync(options.Stack) ?? Task.CompletedTask);
        }

        new ResultDisplay(output, options.Config, details: asked.Diff).Show(result);
        if (!isPreview && result.Code.Length > 0)
        {
            await WriteCodeAsync(result.Code, asked.CodeFile);
        }

        var unexpected = asked.ExpectNoChanges && result.HasChanges && (isPreview || asked.SkipPreview);
        if (!result.Succeeded || unexpected)
        {
            await errors.WriteLineAsync(unexpected ? "error: no changes were expected but changes were proposed" : $"error: {(isPreview ? "preview" : asked.Kind == CommandKind.Up ? "update" : asked.Kind.ToString().ToLowerInvariant())} failed");
        }

        return result.Succeeded && !unexpected;
    }

    private async Task WriteCodeAsync(string code, string? file)
    {
        code = $"resources:\n  {code.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}\n";
        if (file is { Length: > 0 })
        {
            await File.WriteAllTextAsync(file, code);
        }
        else if (file is not null)
        {
            await output.WriteLineAsync("Please copy the following code into your Pulumi application. Not doing so\nwill cause Pulumi to report that an update will happen on the next update command.\n");
            await output.WriteLineAsync(code);
        }
    }

    private static string Camel(string kebab) =>
        kebab.Split('-').Aggregate(new StringBuilder(), (text, word) => text.Append(text.Length == 0 || word.Length == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}")).ToString();
}
