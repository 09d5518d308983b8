// A sandbox, a stack and the plugin's process, for tests that run programs.
using System.Reflection;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Programs.Tests.Deployments;

namespace Programs.Tests.Fixtures;

internal sealed class StackFixture : IAsyncDisposable
{
    public const string Password = "canary-password";

    private const string UserSecret = "canary-user-secret";
    private const string OrganizationSecret = "canary-organization-secret";

    private StackFixture(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public Stack Stack { get; private set; } = new("dev", "infobip-sms");

    public StackConfig Config { get; set; } = StackConfig.Empty;

    /// <summary>Where the plugin is looked for; null for the plugin under test where it lies.</summary>
    public PluginStore? Store { get; set; }

    /// <summary>Variables for the plugin beside this process's own; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> PluginEnvironment { get; set; } = new Dictionary<string, string?>();

    /// <summary>What the tests are built as, Release or Debug, and the SDK with them.</summary>
    public static string Configuration { get; } = Built("Configuration");

    public static string Root { get; } = FindRoot();

    /// <summary>The example as the build left it.</summary>
    public static string Example { get; } = Built("ExampleProgram");

    public static async Task<StackFixture> OpenAsync(bool defaultProvider = true)
    {
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { UserSecret = UserSecret, OrganizationSecret = OrganizationSecret }, TestContext.Current.CancellationToken);
        var url = sandbox.BaseUrl("your_mom").ToString();
        var config = StackConfig.Empty.With("infobipPassword", Password, secret: true);
        return new StackFixture(sandbox)
        {
            Config = defaultProvider
                ? config.With("infobip:userSecret", UserSecret, secret: true).With("infobip:organizationSecret", OrganizationSecret, secret: true).With("infobip:baseUrl", url)
                : config.With("user", UserSecret, secret: true).With("organization", OrganizationSecret, secret: true).With("url", url),
        };
    }

    /// <summary>One of the small programs, which this executable is when it is asked to be.</summary>
    public static ProcessProgram Program(string name) => new("infobip-sms", Environment.ProcessPath!)
    {
        Environment = new Dictionary<string, string?> { [SdkPrograms.Switch] = name },
    };

    public Task<DeploymentResult> PreviewAsync(IProgram program) => Prepare(program).PreviewAsync(TestContext.Current.CancellationToken);

    public Task<DeploymentResult> UpAsync(IProgram program) => Prepare(program).UpAsync(TestContext.Current.CancellationToken);

    public Task<DeploymentResult> DestroyAsync() => Prepare(null).DestroyAsync(cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The stack as the next process would find it.</summary>
    public void Reload() => Stack = StackFile.Read(StackFile.Write(Stack));

    public string Shown(DeploymentResult result)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new ResultDisplay(writer, Config, verbose: true).Show(result);
        return writer.ToString();
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    private Deployment Prepare(IProgram? program) => new(new DeploymentOptions
    {
        Launcher = Store?.ToLauncher(Options) ?? Options(Plugin()).ToLauncher("infobip"),
        Stack = Stack,
        Program = program,
        Config = Config,
    });

    private PluginProcessOptions Options(string plugin) => new(plugin)
    {
        Environment = new Dictionary<string, string?>(PluginEnvironment)
        {
            ["INFOBIP_USER_SECRET"] = null,
            ["INFOBIP_ORGANIZATION_SECRET"] = null,
            ["INFOBIP_API_DIALECT"] = null,
            ["INFOBIP_BASE_URL"] = null,
        },
    };

    private static string Built(string key) => typeof(StackFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    /// <summary>What INFOBIP_PLUGIN names, otherwise what `make plugin` left in the repository's bin folder.</summary>
    public static string Plugin()
    {
        var path = Environment.GetEnvironmentVariable("INFOBIP_PLUGIN") is { Length: > 0 } named
            ? named
            : Path.Combine(Root, "bin", OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip");
        return File.Exists(path) ? path : throw new InvalidOperationException($"There is no plugin at {path}: run `make plugin`, or name one in INFOBIP_PLUGIN.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Provider.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
