// What a running program has asked for so far, and what came of it.
using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>The resources, outputs and errors of one run of a program; safe to use from parallel calls.</summary>
internal sealed class ProgramRegistry(DeploymentRun run)
{
    private readonly ConcurrentDictionary<string, bool> _resources = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Task> _calls = new();
    private IReadOnlyList<KeyValuePair<string, Value>> _outputs = [];
    private volatile bool _hasErrors;

    /// <summary>The URN of the root resource, as older SDKs leave it here.</summary>
    public string RootUrn { get; set; } = "";

    /// <summary>The resources that the program named.</summary>
    public IReadOnlySet<string> Urns => _resources.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether all of them were registered.</summary>
    public bool IsWhole => _resources.Values.All(registered => registered);

    /// <summary>Whether the program logged an error: then it failed, whatever its exit code.</summary>
    public bool HasErrors => _hasErrors;

    /// <summary>The stack's outputs in the order of their names: SDKs send them in none.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Outputs => _outputs;

    /// <summary>Takes a resource in.</summary>
    /// <returns>False if there is one of this URN already.</returns>
    public bool TryAdd(string urn) => _resources.TryAdd(urn, false);

    /// <summary>Notes that a resource is registered.</summary>
    public void Complete(string urn) => _resources[urn] = true;

    /// <summary>Whether a resource was asked for and has failed or was left out.</summary>
    public bool IsMissing(string urn) => _resources.TryGetValue(urn, out var registered) && !registered;

    /// <summary>Keeps the stack's outputs; one whose value never came, because a resource failed, is left out.</summary>
    public void SetOutputs(Struct outputs) => _outputs =
    [
        .. Answers.Plain(outputs).Fields
            .Where(output => run.IsPreview || !Wire.ContainsUnknown(output.Value))
            .OrderBy(output => output.Key, StringComparer.Ordinal),
    ];

    /// <summary>Puts a message of the program among the operation's.</summary>
    public void Say(Severity severity, string message, string? urn)
    {
        _hasErrors |= severity == Severity.Error;
        run.Say(severity, message, urn ?? run.StackUrn);
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
}
