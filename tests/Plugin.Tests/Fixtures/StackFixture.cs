// A stack with its own sandbox, and the plugin as a real process for each operation: for tests that run programs.
using System.Text.RegularExpressions;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

/// <summary>Runs programs as `pulumi` would, with the plugin under test, against a sandbox of their own.</summary>
internal sealed class StackFixture : IAsyncDisposable
{
    private PluginProcess? _plugin;
    private bool _killed;

    private StackFixture(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public Stack Stack { get; set; } = new("dev", "messaging");

    public StackConfig Config { get; set; } = StackConfig.Empty;

    /// <summary>Where the plugin is looked for; null for the plugin under test where it lies.</summary>
    public PluginStore? Store { get; set; }

    /// <summary>The random seed of each registration; null for a new one each time.</summary>
    public Func<string, byte[]>? Seed { get; set; }

    /// <summary>Variables for the plugin's process.</summary>
    public Dictionary<string, string?> Environment { get; } = new(PluginBinary.NoVariables) { [JournalFolder.Variable] = JournalFolder.New() };

    /// <summary>Where its plugins keep their journals.</summary>
    public string Journals => Environment[JournalFolder.Variable]!;

    /// <summary>Everything that the plugins of all operations logged and printed.</summary>
    public List<string> Messages { get; } = [];

    public static async Task<StackFixture> OpenAsync(SandboxOptions? options = null, string dialect = "your_mom")
    {
        var sandbox = await SandboxServer.StartAsync(
            options ?? new SandboxOptions { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization },
            TestContext.Current.CancellationToken);
        return new StackFixture(sandbox)
        {
            Config = StackConfig.Empty
                .With("infobip:userSecret", SampleSecrets.User, secret: true)
                .With("infobip:organizationSecret", SampleSecrets.Organization, secret: true)
                .With("infobip:apiDialect", dialect)
                .With("infobip:baseUrl", sandbox.BaseUrl(dialect).ToString())
                .With("infobip:maxRetries", "0")
                .With("password", SampleSecrets.Password, secret: true),
        };
    }

    /// <summary>A program with one instance; the given lines are added to its properties, or replace one of the same name.</summary>
    public static string Program(params string[] properties) => Program(properties, []);

    /// <summary>The same with lines of resource options.</summary>
    public static string Program(IReadOnlyList<string> properties, IReadOnlyList<string> options)
    {
        string[] usual =
        [
            $"sender: \"{SampleInstance.Sender}\"",
            $"username: {SampleInstance.Username}",
            "password: ${password}",
            $"callbackUrl: {SampleInstance.CallbackUrl}",
        ];
        static string Key(string line) => line.Split(':')[0];
        var lines = usual.Where(line => properties.All(given => Key(given) != Key(line))).Concat(properties.Where(line => !line.EndsWith("(none)", StringComparison.Ordinal)));
        return $$"""
            name: messaging
            runtime: yaml
            config:
              password:
                type: string
                secret: true
            resources:
              sms:
                type: infobip:index:InfoBipInstance
                properties:
            {{string.Join('\n', lines.Select(line => $"      {line}"))}}
            {{(options.Count == 0 ? string.Empty : "    options:\n" + string.Join('\n', options.Select(line => $"      {line}")))}}
            outputs:
              id: ${sms.id}
              token: ${sms.token}
            """;
    }

    public Task<DeploymentResult> PreviewAsync(string program) => RunAsync(program, deployment => deployment.PreviewAsync());

    public Task<DeploymentResult> UpAsync(string program) => RunAsync(program, deployment => deployment.UpAsync());

    public Task<DeploymentResult> RefreshAsync(bool clearPendingCreates = false) =>
        RunAsync(null, deployment => deployment.RefreshAsync(clearPendingCreates: clearPendingCreates));

    public Task<DeploymentResult> DestroyAsync() => RunAsync(null, deployment => deployment.DestroyAsync());

    /// <summary>An up whose plugin is killed at a request of its own.</summary>
    public async Task<DeploymentResult> UpUntilKilledAsync(string program, Func<RecordedRequest, bool> moment)
    {
        _killed = true;
        var up = UpAsync(program);
        await Sandbox.WaitForRequestAsync(moment, TestContext.Current.CancellationToken);
        _plugin!.Process.Kill();
        var result = await up;
        _killed = false;
        return result;
    }

    public Task<DeploymentResult> ImportAsync(string name, string id) =>
        RunAsync(null, deployment => deployment.ImportAsync("infobip:index:InfoBipInstance", name, id));

    /// <summary>An up that must succeed.</summary>
    public async Task<DeploymentResult> DeployAsync(string program)
    {
        var result = await UpAsync(program);
        Assert.True(result.Succeeded, Text(result));
        return result;
    }

    /// <summary>A preview that must succeed and find nothing to do.</summary>
    public async Task PreviewQuietlyAsync(string program)
    {
        var preview = await PreviewAsync(program);
        Assert.True(preview.Succeeded, Text(preview));
        Assert.False(preview.HasChanges, Changes(preview));
    }

    /// <summary>A refresh that must succeed and find nothing changed.</summary>
    public async Task RefreshQuietlyAsync()
    {
        var refresh = await RefreshAsync();
        Assert.True(refresh.Succeeded, Text(refresh));
        Assert.False(refresh.HasChanges, Changes(refresh));
    }

    /// <summary>The stack's export without what stands for its secrets, which the engine simulator marks and does not encrypt.</summary>
    public string ExportInClear => Regex.Replace(StackFile.Write(Stack), "\"ciphertext\": \"[^\"]+\"", "");

    /// <summary>The changed paths of the instance's step, as a display shows them.</summary>
    public static IReadOnlyList<string> Paths(DeploymentResult result) => [.. result.Step("sms").Changes.Select(change => change.Path)];

    /// <summary>Everything that an operation changes, for a failed assertion.</summary>
    public static string Changes(DeploymentResult result) => string.Join('\n', result.Steps.SelectMany(step => step.Changes.Select(change =>
        $"{step.Kind} {step.Name}: {change.Path}: {WireText.Render(change.Old)} => {WireText.Render(change.New)}").DefaultIfEmpty($"{step.Kind} {step.Name}")));

    /// <summary>The instance in the stack's state.</summary>
    public ResourceState State => Stack.FindByName("sms") ?? throw new InvalidOperationException("The stack has no instance.");

    /// <summary>The requests that the sandbox got since they were last cleared, as methods and paths.</summary>
    public IReadOnlyList<string> Calls => [.. Requests.Select(request => $"{request.Method} {request.ApiPath}")];

    /// <summary>The same as they were recorded. A preview's first contact with the service, which changes nothing, is left out.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. Sandbox.Requests.Where(request => request is not { Method: "GET", ApiPath: "/instances", Query: "?pageSize=1" })];

    /// <summary>Everything that an operation said, for a failed assertion.</summary>
    public static string Text(DeploymentResult result) =>
        string.Join('\n', result.Diagnostics.Select(diagnostic => $"{diagnostic.Severity}: {diagnostic.Message}"));

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private async Task<DeploymentResult> RunAsync(string? program, Func<Deployment, Task<DeploymentResult>> operation)
    {
        var launcher = Store is { } store
            ? store.ToLauncher(path => new PluginProcessOptions(path) { Environment = Environment })
            : new PluginProcessOptions(PluginBinary.FilePath) { Environment = Environment }.ToLauncher("infobip");
        var options = new DeploymentOptions
        {
            Launcher = async launch => _plugin = await launcher(launch),
            Stack = Stack,
            Program = program is null ? null : YamlProgram.Parse(program),
            Config = Config,
            OnLog = entry => Messages.Add(entry.Message),
        };
        var deployment = new Deployment(Seed is { } seed ? options with { Seed = seed } : options);
        var result = await operation(deployment);
        Messages.AddRange(result.Diagnostics.Select(diagnostic => diagnostic.Message));
        if (_killed)
        {
            return result;
        }

        foreach (var closure in result.Closures)
        {
            Messages.Add(closure.Output);
            Messages.Add(closure.ErrorOutput);
            Assert.True(closure is { CancelAcknowledged: true, ExitCode: 0, Killed: false }, $"The plugin did not end in order: {closure}");
        }

        Assert.Empty(result.ProtocolErrors);
        return result;
    }
}
