// One create: what is made, and what its caller hears while it runs.
namespace InfoBip.InstancesApi;

/// <summary>A create that is sent once, and is found where its answer is lost.</summary>
/// <param name="Draft">What to make. Without a name nothing can be looked up, so that a lost answer stays in doubt.</param>
/// <param name="NameIsUnique">Whether only this create can have chosen the name. Otherwise one look-up before the POST remembers who bears it already.</param>
public sealed record InstanceCreation(InstanceDraft Draft, bool NameIsUnique)
{
    /// <summary>Whether an instance of the name is as the draft, as far as the service shows it. Every one by default.</summary>
    public Func<Instance, bool> IsAsDrafted { get; init; } = static _ => true;

    /// <summary>Called with the ids of those that bear the name already, where there are any, before anything is made.</summary>
    public Action<IReadOnlyList<long>>? SameName { get; init; }

    /// <summary>Called once with the same ids, also where there are none, and the create's deadline, immediately before the request that may make something.</summary>
    public Action<IReadOnlyList<long>, DateTimeOffset>? Sending { get; init; }

    /// <summary>Called while the create waits, for a status line. It is to be quick and not to throw.</summary>
    public Action<CreationProgress>? Waiting { get; init; }

    /// <summary>Ends the wait for a request that is on the way, because the process ends. Cancelling the call does not end it.</summary>
    public CancellationToken Abandon { get; init; }

    /// <summary>Names the draft without its configuration.</summary>
    public override string ToString() => Draft.ToString();
}

/// <summary>What a create that was begun earlier is looked for by.</summary>
/// <param name="ConnectorKey">The connector's key.</param>
/// <param name="Name">The instance's name.</param>
/// <param name="Before">The ids that bore the name before it: none of them is it.</param>
/// <param name="Left">For how long from now on the service may act on it; nothing or less where its time is over.</param>
public sealed record BegunCreation(string ConnectorKey, string Name, IReadOnlyList<long> Before, TimeSpan Left)
{
    /// <inheritdoc cref="InstanceCreation.IsAsDrafted"/>
    public Func<Instance, bool> IsAsDrafted { get; init; } = static _ => true;

    /// <summary>Whether it is still open; asked before each look-up. It is by default.</summary>
    public Func<bool> IsOpen { get; init; } = static () => true;

    /// <inheritdoc cref="InstanceCreation.Waiting"/>
    public Action<CreationProgress>? Waiting { get; init; }
}

/// <summary>What a create waits for.</summary>
/// <param name="Stage">What for.</param>
/// <param name="Left">How long at most.</param>
public sealed record CreationProgress(CreationStage Stage, TimeSpan Left);

/// <summary>What a create can wait for.</summary>
public enum CreationStage
{
    /// <summary>The answer to the POST.</summary>
    Answer,

    /// <summary>The answer to the POST, after the caller cancelled the create.</summary>
    AnswerAfterCancel,

    /// <summary>The instance, whose POST was not answered, to be found.</summary>
    LookUp,
}

/// <summary>What a look-up of a create found.</summary>
/// <param name="Matching">New ones of the name, the connector and the drafted configuration, each as it is by its id; the lowest id first.</param>
/// <param name="Differing">The ids of new ones of the name whose configuration differs.</param>
public sealed record FoundInstances(IReadOnlyList<Instance> Matching, IReadOnlyList<long> Differing)
{
    /// <summary>The ids of all of them: the matching ones first.</summary>
    public IReadOnlyList<long> Ids => [.. Matching.Select(instance => instance.Id), .. Differing];

    /// <summary>The matching one of the lowest id; null where there is none.</summary>
    public Instance? First => Matching.Count > 0 ? Matching[0] : null;

    /// <summary>The ids of the other matching ones.</summary>
    public IReadOnlyList<long> Others => [.. Matching.Skip(1).Select(instance => instance.Id)];

    /// <summary>Whether there is none of either.</summary>
    public bool IsEmpty => Matching.Count + Differing.Count == 0;
}
