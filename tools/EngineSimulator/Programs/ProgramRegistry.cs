// What a running program has asked for so far, and what came of it.
using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>The resources, outputs and errors of one run of a program; safe to use from parallel calls.</summary>
internal sealed class ProgramRegistry(DeploymentRun run)
{
    private readonly ConcurrentDictionary<string, bool> _resources = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Task> _calls = new();
    public IReadOnlySet<string> Urns => _resources.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The URN of the root resource, as older SDKs leave it here.</summary>
    public string RootUrn { get; set; } = "";

    /// <summary>Whether all resources that the program named were registered.</summary>
    public bool IsWhole => _resources.Values.All(registered => registered);

    /// <summary>Whether the program logged an error: then it failed, whatever its exit code.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The stack's outputs in the order of their names: SDKs send them in none.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Outputs { get; private set; } = [];

    /// <summary>Keeps the stack's outputs; one whose value never came, because a resource failed, is left out.</summary>
    public void SetOutputs(Struct outputs) => Outputs =
        [.. Answers.Plain(outputs).Fields.Where(output => run.IsPreview || !Wire.ContainsUnknown(output.Value)).OrderBy(output => output.Key, StringComparer.Ordinal)];

    public void Say(Severity severity, string message, string urn)
    {
        HasErrors |= severity == Severity.Error;
        run.Say(severity, message, urn.Length > 0 ? urn : run.Stack.Urn);
    }

    /// <summary>Follows a call until it is done, also when the program does not wait for it.</summary>
    public Task<T> Follow<T>(Task<T> call)
    {
        _calls.Enqueue(call);
        return call;
    }

    /// <summary>Waits for all calls, whatever comes of them.</summary>
    public async Task SettleAsync()
    {
        foreach (var call in _calls)
        {
            await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does the work of one resource unless something that it needs is missing.</summary>
    /// <returns>What the program sees of it; null when it failed, which has been said.</returns>
    public async Task<ResourceView?> DoAsync(string urn, IEnumerable<string> needs, Func<Task<ResourceView>> work)
    {
        if (!_resources.TryAdd(urn, false))
        {
            run.Fail(new ProgramException($"Duplicate resource URN '{urn}'; try giving it a unique name"), urn);
            return null;
        }

        run.Expect(ResourceUrn.NameOf(urn));
        ResourceView? view = null;
        if (!needs.Any(need => _resources.TryGetValue(need, out var registered) && !registered))
        {
            await run.GuardAsync(urn, async () => view = await work());
        }

        _resources[urn] = view is not null;
        return view;
    }
}
