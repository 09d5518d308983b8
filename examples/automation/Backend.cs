// What must be right before the first tenant: the backend is the one that was asked for and can keep secrets, and the plugin is there.
using Pulumi.InfoBip;

internal static class Backend
{
    /// <summary>For every call of the CLI. The work folders are new each time, so what they would say of the secrets provider comes from the state.</summary>
    public static Dictionary<string, string?> Variables(Options options) => new()
    {
        ["PULUMI_BACKEND_URL"] = options["backend"],
        ["PULUMI_STACK"] = null,
        ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
        ["PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER"] = "true",
    };

    /// <summary>An inline program has nothing to build; without a 'binary' here, destroy would try to.</summary>
    public static ProjectSettings Project(Options options) =>
        new(options["project"], new ProjectRuntime(ProjectRuntimeName.Dotnet) { Options = new ProjectRuntimeOptions { Binary = "inline" } });

    /// <summary>Starts no process. PULUMI_BACKEND_URL wins over a project's backend without a word, so another value in it is an error.</summary>
    public static void Guard(Options options)
    {
        var (asked, other) = (options["backend"], Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL"));
        Check(string.IsNullOrEmpty(other) || Same(asked, other), $"The backend asked for is {asked}, but PULUMI_BACKEND_URL is {other}.");
        Check(!asked.StartsWith("file://", StringComparison.Ordinal) || Directory.Exists(asked["file://".Length..]), $"The folder of the backend {asked} does not exist.");
        var passphrase = Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE") ?? Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE_FILE");
        Check(IsCloud(asked) || passphrase is not null || options["secrets-provider"] is not ("" or "passphrase"),
            $"The states in {asked} hold secrets: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, or name a key by --secrets-provider.");
    }

    public static async Task CheckLoginAsync(Options options, Cli cli)
    {
        var who = await AskAsync(options, cli, workspace => workspace.WhoAmIAsync(), StopException.WrongBackend, $"There is no login to {options["backend"]}");
        Check(who.Url is { } actual && Same(options["backend"], actual), $"The backend asked for is {options["backend"]}, but the Pulumi CLI uses {who.Url}.");
    }

    public static async Task<IReadOnlyDictionary<string, StackSummary>> StacksAsync(Options options, Cli cli) =>
        (await AskAsync(options, cli, workspace => workspace.ListStacksAsync(), StopException.WrongBackend, "The stacks cannot be listed")).ToDictionary(stack => stack.Name.Split('/')[^1]);

    /// <summary>Once, so that the tenants do not all download it at the same time. A plugin on the PATH is used as it is.</summary>
    public static async Task EnsurePluginAsync(Options options, Cli cli)
    {
        if (options.Command == "unlock" || Cli.OnPath("pulumi-resource-infobip") is not null) { return; }

        var (version, from) = (typeof(InfoBipInstance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, options["plugin-server"]);
        var problem = $"The plugin infobip {version} is not there and cannot be installed{(from == "" ? " without --plugin-server" : $" from {from}")}";
        PluginInstallOptions where = new() { ServerUrl = from };
        await AskAsync(options, cli, async workspace => { await workspace.InstallPluginAsync("infobip", version, PluginKind.Resource, where); return true; }, StopException.NoPlugin, problem);
    }

    private static async Task<T> AskAsync<T>(Options options, Cli cli, Func<LocalWorkspace, Task<T>> question, int exitCode, string problem)
    {
        using var workspace = await LocalWorkspace.CreateAsync(
            new LocalWorkspaceOptions { PulumiCommand = cli.Command, WorkDir = cli.WorkFolder("all"), ProjectSettings = Project(options), EnvironmentVariables = Variables(options) });
        try { return await question(workspace); }
        catch (CommandException failed) { throw new StopException(exitCode, $"{problem}: {Failure.Line(failed)}"); }
    }

    /// <summary>Pulumi Cloud is asked as api.pulumi.com and answers as app.pulumi.com/USER; the others answer what they were asked.</summary>
    private static bool Same(string asked, string actual) => IsCloud(asked) && IsCloud(actual) ? Host(asked) == Host(actual) : asked.TrimEnd('/') == actual.TrimEnd('/');

    private static bool IsCloud(string url) => url.StartsWith("http", StringComparison.Ordinal);

    private static string Host(string url) => Regex.Replace(new Uri(url).Authority, "^(api|app)[.]", "");

    private static void Check(bool right, string message) => StopException.Unless(right, StopException.WrongBackend, message);
}
