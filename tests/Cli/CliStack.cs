// A stack of the `pulumi` command in a folder of its own, with a sandbox as its service.
using InfoBip.Sandbox;

namespace InfoBip.Cli.Tests;

/// <summary>A project, a stack in it that is kept in a local folder, and the service that it deploys to.</summary>
internal sealed class CliStack : IAsyncDisposable
{
    private readonly List<CommandResult> _results = [];

    private CliStack(SandboxServer sandbox, string folder, Dictionary<string, string?> environment)
    {
        Sandbox = sandbox;
        Folder = folder;
        Environment = environment;
    }

    public SandboxServer Sandbox { get; }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>The variables of its commands.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>One instance, with the given tags.</summary>
    public static string Program(params string[] tags) => $$"""
        name: cli
        runtime: yaml
        config:
          infobipPassword:
            type: string
            secret: true
        resources:
          sms:
            type: infobip:index:InfoBipInstance
            properties:
              name: cli-texts
              sender: "{{SampleInstance.Sender}}"
              username: {{SampleInstance.Username}}
              password: ${infobipPassword}
              callbackUrl: {{SampleInstance.CallbackUrl}}
              tags: [{{string.Join(", ", tags)}}]
        outputs:
          id: ${sms.id}
          token: ${sms.token}

        """;

    /// <summary>Opens a stack for a YAML program.</summary>
    public static async Task<CliStack> OpenAsync(InstalledPlugin plugin, string program, bool withSecrets = true, TimeProvider? time = null)
    {
        PulumiCommand.Require();
        var folder = plugin.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "Pulumi.yaml"), program, TestContext.Current.CancellationToken);
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization, Time = time ?? TimeProvider.System },
            TestContext.Current.CancellationToken);
        var environment = plugin.Environment();
        environment["PULUMI_BACKEND_URL"] = $"file://{plugin.NewFolder().Replace('\\', '/')}";
        environment["INFOBIP_JOURNAL"] = plugin.NewFolder();
        CliStack stack = new(sandbox, folder, environment);
        await stack.MustAsync("stack", "init", "dev");
        await stack.MustAsync("config", "set", "infobip:baseUrl", $"{sandbox.BaseUrl("your_mom")}");
        await stack.MustAsync("config", "set", "--secret", "infobipPassword", SampleSecrets.Password);
        if (withSecrets)
        {
            await stack.MustAsync("config", "set", "--secret", "infobip:userSecret", SampleSecrets.User);
            await stack.MustAsync("config", "set", "--secret", "infobip:organizationSecret", SampleSecrets.Organization);
        }

        return stack;
    }

    public void Write(string program) => File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), program);

    /// <summary>Runs `pulumi` in the project's folder.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        var result = await PulumiCommand.RunAsync(PulumiCommand.FilePath!, arguments, Folder, Environment);
        _results.Add(result);
        return result;
    }

    /// <summary>The same for a command that must succeed; returns what it printed on stdout.</summary>
    public async Task<string> MustAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"pulumi {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Text}");
        return result.Output;
    }

    public Task UpAsync() => MustAsync("up", "--yes", "--skip-preview");

    /// <summary>The check of a pipeline: succeeds only where program, state and service agree.</summary>
    public Task<CommandResult> DriftGateAsync() => RunAsync("preview", "--refresh", "--expect-no-changes");

    public async Task MustBeQuietAsync()
    {
        var gate = await DriftGateAsync();
        Assert.True(gate.ExitCode == 0, gate.Text);
    }

    public async Task<string> OutputAsync(string name) => (await MustAsync("stack", "output", name)).Trim();

    /// <summary>Runs an `up` in a process group of its own, which gets the signal of a Ctrl-C at a given moment.</summary>
    public async Task<CommandResult> UpUntilInterruptedAsync(Func<Task> moment, Action cancelling)
    {
        // Job control gives the background command a group of its own on Linux and on macOS, and does not let it ignore the signal.
        var group = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var up = PulumiCommand.RunAsync(
            "bash",
            ["-c", "set -m; \"$@\" & echo \"group $!\"; wait $!", "bash", PulumiCommand.FilePath!, "up", "--yes", "--skip-preview"],
            Folder,
            Environment,
            line =>
            {
                if (line.StartsWith("group ", StringComparison.Ordinal))
                {
                    group.TrySetResult(line["group ".Length..]);
                }
                else if (line.Contains("cancelling", StringComparison.OrdinalIgnoreCase))
                {
                    cancelling();
                }
            });
        var reached = moment();
        if (await Task.WhenAny(reached, up) == up)
        {
            Assert.Fail((await up).Text);
        }

        var signal = await PulumiCommand.RunAsync("bash", ["-c", "kill -INT -- \"-$1\"", "bash", await group.Task], Folder, Environment);
        Assert.True(signal.ExitCode == 0, signal.Text);
        var result = await up;
        _results.Add(result);
        return result;
    }

    /// <summary>No command printed a secret.</summary>
    public void MustHaveKeptSecrets() => Assert.All(_results, result => Assert.DoesNotContain(SampleSecrets.Prefix, result.Text, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
