// Finds what a create made, by the instance's exact name and connector.
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Creation;

/// <summary>The look-ups of one create.</summary>
internal sealed class NameLookUp(InstancesClient client, InstanceDraft draft, CallOptions? options, TimeProvider time)
{
    /// <summary>How long all look-ups together may take once the operation's own time is over. Source: the project's design.</summary>
    public static readonly TimeSpan ExtraTime = TimeSpan.FromSeconds(2);

    private readonly Budget _budget = new(time, options?.Deadline);
    private Budget? _extraTime;

    /// <summary>What is left of the operation's time; null without a limit.</summary>
    public TimeSpan? Remaining => _budget.Remaining;

    /// <summary>The ids of those that were there before the create, and are never taken for its own.</summary>
    public IReadOnlyList<long> Before { get; set; } = [];

    /// <summary>The options of a call within the operation.</summary>
    public CallOptions BeforeDeadline() => new() { Budget = _budget, Waiting = options?.Waiting };

    /// <summary>Everything of the name and connector; the service's own search takes parts of a name.</summary>
    /// <exception cref="InstancesApiException">The look-up failed.</exception>
    public async Task<List<Instance>> FindAllAsync(CallOptions call, CancellationToken cancellationToken)
    {
        var found = new List<Instance>();
        await foreach (var instance in client.ListAsync(new InstanceQuery(draft.Name), call, cancellationToken))
        {
            if (instance.Name == draft.Name && (instance.Connector?.Key is null || instance.Connector.Key == draft.ConnectorKey))
            {
                found.Add(instance);
            }
        }

        return found;
    }

    /// <summary>The one instance that the create made; null where there is none so far.</summary>
    /// <param name="failure">How the create failed; null where it was cancelled.</param>
    /// <param name="cancellationToken">The operation's; a look-up that it interrupts is made again in the extra time.</param>
    /// <exception cref="CreationInDoubtException">Several are new, or the look-up failed.</exception>
    public async Task<Instance?> FindCreatedAsync(InstancesApiException? failure, CancellationToken cancellationToken)
    {
        if (draft.Name is null)
        {
            throw new CreationInDoubtException(failure, [], ErrorText.NoNameToLookUp) { Before = Before };
        }

        // Once the operation is over, by time or by the user, the look-ups have a little time of their own.
        var over = cancellationToken.IsCancellationRequested || _budget.Remaining < ExtraTime;
        List<Instance> ours;
        try
        {
            ours = await FindNewAsync(over ? AfterDeadline() : BeforeDeadline(), over ? CancellationToken.None : cancellationToken);
        }
        catch (InstancesApiException unanswered)
        {
            throw new CreationInDoubtException(failure, [], unanswered.Message) { Before = Before };
        }
        catch (OperationCanceledException) when (!over)
        {
            return await FindCreatedAsync(failure, cancellationToken);
        }

        return ours switch
        {
            [] => null,
            [var one] => await WithTokenAsync(one),
            _ => throw new CreationInDoubtException(failure, [.. ours.Select(instance => instance.Id)], lookUpFailure: null) { Before = Before },
        };
    }

    /// <summary>Those of the name that were not there before the create.</summary>
    /// <exception cref="InstancesApiException">The look-up failed.</exception>
    public async Task<List<Instance>> FindNewAsync(CallOptions call, CancellationToken cancellationToken) =>
        [.. (await FindAllAsync(call, cancellationToken)).Where(instance => !Before.Contains(instance.Id))];

    /// <summary>The options of a call after the operation's own time: without notes, since its caller has given it up.</summary>
    public CallOptions AfterDeadline() => new() { Budget = _extraTime ??= new Budget(time, ExtraTime) };

    /// <summary>A list may leave the token out, which is what the instance was made for.</summary>
    public async Task<Instance> WithTokenAsync(Instance found)
    {
        if (found.Token is not null)
        {
            return found;
        }

        try
        {
            return await client.GetAsync(found.Id, AfterDeadline(), CancellationToken.None) ?? found;
        }
        catch (InstancesApiException)
        {
            // What is known of it is worth more than a failure that would lose it.
            return found;
        }
    }
}
