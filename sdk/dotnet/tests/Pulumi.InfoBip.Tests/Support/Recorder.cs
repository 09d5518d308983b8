// Pulumi's mocks: what a program registered, and answers as the plugin gives them.
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi.InfoBip.Tests.Support;

internal sealed class Recorder : IMocks
{
    private readonly List<MockResourceArgs> _seen = [];

    public IReadOnlyList<MockResourceArgs> Seen => _seen;

    public MockResourceArgs Only => Assert.Single(_seen);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (_seen)
        {
            _seen.Add(args);
        }

        var state = args.Inputs;
        if (args.Type == SchemaFile.InstanceToken)
        {
            state = Answer.Service.SetItems(args.Inputs);
        }

        return Task.FromResult<(string?, object)>((args.Id is { Length: > 0 } id ? id : "12", state));
    }

    public Task<object> CallAsync(MockCallArgs args) => throw new InvalidOperationException($"No program here calls {args.Token}.");

    /// <summary>Runs a program with these mocks, as an up does.</summary>
    public async Task<ImmutableArray<Resource>> RunAsync(Action program) =>
        await Deployment.TestAsync(this, new TestOptions { ProjectName = "messaging", StackName = "dev", IsPreview = false }, program);
}
