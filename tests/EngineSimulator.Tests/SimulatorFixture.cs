// A stack, a small plugin and a way to run programs against it.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

internal sealed class SimulatorFixture : IAsyncDisposable
{
    private FakePluginHost? _host;

    public FakePlugin Plugin { get; } = new();

    public Stack Stack { get; private set; } = new("dev", "demo");

    public StackConfig Config { get; set; } = StackConfig.Empty.With("fake:key", "key-secret", secret: true);

    public Func<DeploymentOptions, DeploymentOptions> With { get; set; } = options => options;

    /// <summary>A program of one thing, <c>a</c>.</summary>
    public static string OneThing(string properties, string more = "") => $$"""
        name: demo
        runtime: yaml
        resources:
          a:
            type: fake:index:Thing
            properties: {{properties}}
        {{more}}
        """;

    public Task<Deployment> PrepareAsync(string? program = null) => PrepareAsync(program is null ? null : (IProgram)YamlProgram.Parse(program));

    public async Task<Deployment> PrepareAsync(IProgram? program)
    {
        _host ??= await FakePluginHost.StartAsync(Plugin);
        return new Deployment(With(new DeploymentOptions
        {
            Launcher = launch => PluginProcess.AttachAsync(_host.Port, launch.EngineAddress),
            Stack = Stack,
            Program = program,
            Config = Config,
        }));
    }

    public async Task<DeploymentResult> PreviewAsync(string program) =>
        await (await PrepareAsync(program)).PreviewAsync(TestContext.Current.CancellationToken);

    public async Task<DeploymentResult> UpAsync(string program) =>
        await (await PrepareAsync(program)).UpAsync(TestContext.Current.CancellationToken);

    public async Task<DeploymentResult> PreviewAsync(IProgram program) =>
        await (await PrepareAsync(program)).PreviewAsync(TestContext.Current.CancellationToken);

    public async Task<DeploymentResult> UpAsync(IProgram program) =>
        await (await PrepareAsync(program)).UpAsync(TestContext.Current.CancellationToken);

    public async Task<DeploymentResult> RefreshAsync(bool previewOnly = false, bool clearPendingCreates = false) =>
        await (await PrepareAsync()).RefreshAsync(previewOnly, clearPendingCreates, TestContext.Current.CancellationToken);

    public async Task<DeploymentResult> DestroyAsync() =>
        await (await PrepareAsync()).DestroyAsync(cancellationToken: TestContext.Current.CancellationToken);

    public async Task<DeploymentResult> ImportAsync(string id) =>
        await (await PrepareAsync()).ImportAsync("fake:index:Thing", "a", id, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>An up that must succeed, and whose calls are of no interest.</summary>
    public async Task GivenAsync(string program)
    {
        Assert.Empty((await UpAsync(program)).Errors);
        Plugin.Calls.Clear();
    }

    /// <summary>An up that must succeed, and whose calls are of no interest.</summary>
    public async Task GivenAsync(IProgram program)
    {
        Assert.Empty((await UpAsync(program)).Errors);
        Plugin.Calls.Clear();
    }

    /// <summary>The stack as the next process would find it.</summary>
    public void Reload() => Stack = StackFile.Read(StackFile.Write(Stack));

    /// <summary>The stack as a run that was killed in the middle of a call would have left it.</summary>
    public void LeavePending(string kind, string name = "a") =>
        Stack.AddPending(new PendingOperation(new ResourceState { Urn = UrnOf(name), Id = "", Inputs = Wire.Map(("tag", "lost")) }, kind));

    public static string UrnOf(string name) => ResourceUrn.Of("dev", "demo", "fake:index:Thing", name);

    public string Shown(DeploymentResult result)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new ResultDisplay(writer, Config).Show(result);
        return writer.ToString();
    }

    public static CheckResponse Refuse(string property, string reason) =>
        new() { Inputs = new(), Failures = { new CheckFailure { Property = property, Reason = reason } } };

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
