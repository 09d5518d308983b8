// Makes an instance once, also where the answer is lost on the way.
using System.Collections.Concurrent;
using System.Net;
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Creation;

/// <summary>
/// Creates that never make a second instance. The service is not idempotent: the same POST twice makes two. So where the outcome of
/// one is unknown, the instance is looked up by its exact name and connector before anything else is sent: one new one is ours and is
/// adopted; none makes it safe to send again; several, or no answer to the look-up, leave the doubt to the user. An instance that was
/// there before is never adopted.
/// </summary>
internal sealed class InstanceCreator(InstancesClient client, int maxRetries, TimeProvider time, Func<double> random)
{
    /// <summary>How long a request that nobody waits for any more may take to be acted on before its absence is believed. Source: this project.</summary>
    public static readonly TimeSpan ConsistencyDelay = TimeSpan.FromSeconds(0.4);

    private readonly KeyedLock _turns = new();

    // What creates of this client made, or found, under names of the user's: never another's, however its own request ended.
    private readonly ConcurrentDictionary<long, bool> _taken = new();

    /// <inheritdoc cref="InstancesClient.CreateOnceAsync"/>
    public async Task<CreatedInstance> CreateAsync(CreateOnce creation, CallOptions? wishes, CancellationToken cancellationToken)
    {
        var lookUp = new NameLookUp(client, creation.Request, wishes, time);

        // Two creates of one name at a time could take each other's instance for their own.
        using var turn = await _turns.EnterAsync(creation.NameIsUnique ? null : creation.Request.Name, cancellationToken);
        var created = await CreateAsync(creation, wishes, lookUp, cancellationToken);
        if (!creation.NameIsUnique)
        {
            _taken[created.Instance.Id] = true;
        }

        return created;
    }

    /// <summary>Waits for a turn of a name; null never waits.</summary>
    public ValueTask<IDisposable?> EnterAsync(string? name, CancellationToken cancellationToken) => _turns.EnterAsync(name, cancellationToken);

    /// <inheritdoc cref="InstancesClient.FindCreatedAsync"/>
    public async Task<IReadOnlyList<Instance>> FindAsync(
        InstanceDraft request, IReadOnlyList<long> before, bool mayBeUnderWay, CallOptions? wishes, CancellationToken cancellationToken)
    {
        // Another create of this client may be making one of the name, or have made one.
        using var turn = await _turns.EnterAsync(request.Name, cancellationToken);
        var lookUp = new NameLookUp(client, request, wishes, time) { Before = [.. before, .. _taken.Keys] };
        var found = await lookUp.NewAsync(lookUp.Within(), cancellationToken);
        if (found.Count == 0 && mayBeUnderWay)
        {
            await Task.Delay(ConsistencyDelay, time, cancellationToken);
            found = await lookUp.NewAsync(lookUp.Within(), cancellationToken);
        }

        if (found is not [var one])
        {
            return found;
        }

        _taken[one.Id] = true;
        return [await lookUp.WholeAsync(one)];
    }

    private async Task<CreatedInstance> CreateAsync(CreateOnce creation, CallOptions? wishes, NameLookUp lookUp, CancellationToken cancellationToken)
    {
        var (request, nameIsUnique, earlier, namesakes, sending) = creation;
        if (earlier is not null)
        {
            // Others of the name may have been made here since then.
            lookUp.Before = [.. earlier.Before, .. _taken.Keys];
            if (await lookUp.OursAsync(earlier.Failure, cancellationToken) is { } made)
            {
                return new CreatedInstance(made, Adopted: true);
            }
        }
        else if (!nameIsUnique && request.Name is not null)
        {
            lookUp.Before = [.. (await lookUp.AllAsync(lookUp.Within(), cancellationToken)).Select(instance => instance.Id)];
            if (lookUp.Before.Count > 0)
            {
                namesakes?.Invoke(lookUp.Before);
            }
        }

        sending?.Invoke(lookUp.Before);
        var isFirst = earlier is null;
        for (var attempt = 1; ; attempt++, isFirst = false)
        {
            InstancesApiException? failure = null;
            try
            {
                var made = await client.CreateAsync(request, lookUp.Within(), cancellationToken);
                return isFirst ? new CreatedInstance(made, Adopted: false) : await AloneAsync(made, nameIsUnique, lookUp);
            }
            catch (InstancesApiException doubtful) when (doubtful.MayHaveActed)
            {
                failure = doubtful;
            }
            catch (CallCancelledException cancelled) when (cancelled.MayHaveActed)
            {
                // Below: the request was on the way.
            }

            var found = await lookUp.OursAsync(failure, cancellationToken);
            var delay = failure is null ? ConsistencyDelay : failure.RetryAfter ?? RetryPolicy.BackOff(attempt, random());
            var again = failure is not null && MayPass(failure) && attempt <= maxRetries && !(lookUp.Remaining <= delay);
            if (found is null && again)
            {
                wishes?.Waiting?.Invoke(new WaitNotice("POST /instances", "its answer was lost, and nothing was made", delay, attempt, maxRetries + 1));
                again = await WaitAsync(delay, cancellationToken);
            }
            else if (found is null && MayBeUnderWay(failure))
            {
                await Task.Delay(ConsistencyDelay, time, CancellationToken.None);
            }

            if (found is null && MayBeUnderWay(failure))
            {
                found = await lookUp.OursAsync(failure, cancellationToken);
            }

            if (found is not null)
            {
                return new CreatedInstance(found, Adopted: true);
            }

            if (failure is null || cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The create was cancelled, and the service has made nothing.", cancellationToken);
            }

            if (!again)
            {
                throw NotActed(failure);
            }
        }
    }

    /// <summary>Waits; false where the wait was cancelled.</summary>
    private async Task<bool> WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>
    /// A request that was given up for lost can be acted on late, after the look-up that did not find its instance. Under a name that
    /// only this create can have used, such a twin is certainly one, and goes. Under any other name it is left, and told.
    /// </summary>
    private async Task<CreatedInstance> AloneAsync(Instance made, bool nameIsUnique, NameLookUp lookUp)
    {
        var created = new CreatedInstance(made, Adopted: false);
        List<long> twins;
        try
        {
            twins = [.. (await lookUp.NewAsync(lookUp.InGrace(), CancellationToken.None)).Select(instance => instance.Id).Where(id => id != made.Id)];
        }
        catch (InstancesApiException)
        {
            // The instance is made, and a twin is not likely: that must not fail here.
            return created;
        }

        var removed = new List<long>();
        foreach (var twin in nameIsUnique ? twins : [])
        {
            try
            {
                await client.DeleteAsync(twin, lookUp.InGrace(), CancellationToken.None);
                removed.Add(twin);
            }
            catch (InstancesApiException)
            {
                // It is told among those that are left.
            }
        }

        return created with { RemovedTwins = removed, LeftTwins = [.. twins.Except(removed)] };
    }

    /// <summary>Whether the same request may fare better. A 409 or a redirect says the same again.</summary>
    private static bool MayPass(InstancesApiException failure) =>
        failure.Failure is ApiFailure.ServerError or ApiFailure.ConnectionLost or ApiFailure.TimedOut or ApiFailure.UnreadableAnswer;

    /// <summary>Whether the service may be at work on the request still: nobody heard from it, or only from what stands before it.</summary>
    private static bool MayBeUnderWay(InstancesApiException? failure) => failure is null
        || failure.Failure is ApiFailure.ConnectionLost or ApiFailure.TimedOut
        || failure.Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static InstancesApiException NotActed(InstancesApiException failure) => new(failure.Failure, failure.Message, failure)
    {
        Status = failure.Status,
        ServiceMessage = failure.ServiceMessage,
        ProviderMessage = failure.ProviderMessage,
        RequestId = failure.RequestId,
        Account = failure.Account,
        Attempts = failure.Attempts,
        RetryAfter = failure.RetryAfter,
        MayHaveActed = false,
    };
}
