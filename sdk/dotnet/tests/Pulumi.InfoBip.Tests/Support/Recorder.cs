// Pulumi's mocks: what a program registered, and answers as the plugin gives them.
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi.InfoBip.Tests.Support;

internal sealed class Recorder : IMocks
{
    private readonly List<MockResourceArgs> _seen = [];
    private readonly List<MockCallArgs> _called = [];

    public IReadOnlyList<MockResourceArgs> Seen => _seen;

    public MockResourceArgs Only => Assert.Single(_seen);

    public MockCallArgs OnlyCall => Assert.Single(_called);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (_seen)
        {
            _seen.Add(args);
        }

        var state = args.Inputs;
        if (args.Type == SchemaFile.InstanceToken)
        {
            state = Answer.Instance.Add("token", Answer.Token).SetItems(args.Inputs);
        }

        return Task.FromResult<(string?, object)>((args.Id is { Length: > 0 } id ? id : "12", state));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        lock (_called)
        {
            _called.Add(args);
        }

        return Task.FromResult<object>(args.Token switch
        {
            SchemaFile.GetToken => Answer.LookedUp,
            SchemaFile.GetAllToken => Answer.Listed,
            var token => throw new InvalidOperationException($"No program here calls {token}."),
        });
    }

    /// <inheritdoc cref="RunAsync(Action)"/>
    public async Task RunAsync(Func<Task> program) =>
        await Deployment.TestAsync(this, Options(), program);

    /// <summary>Runs a program with these mocks, as an up does.</summary>
    public async Task<ImmutableArray<Resource>> RunAsync(Action program) =>
        await Deployment.TestAsync(this, Options(), program);

    private static TestOptions Options() => new() { ProjectName = "messaging", StackName = "dev", IsPreview = false };
}
