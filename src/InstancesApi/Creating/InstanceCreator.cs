// Makes an instance once, also where the answer is lost on the way.
using InfoBip.InstancesApi.Sending;

namespace InfoBip.InstancesApi.Creating;

/// <summary>
/// Creates that never make a second instance. The service is not idempotent: the same POST twice makes two. So where the outcome of
/// one is unknown, the instance is looked up by its exact name and connector before anything else is sent: one new one is ours and is
/// adopted; none makes it safe to send again; several, or no answer to the look-up, leave the doubt to the user. An instance that was
/// there before is never adopted.
/// </summary>
internal sealed class InstanceCreator(InstancesClient client, int maxRetries, TimeProvider time, Func<double> random)
{
    /// <summary>How long a look-up may take once the operation's own time is over. Source: the project's design.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Turns _turns = new();

    /// <inheritdoc cref="InstancesClient.CreateOnceAsync"/>
    public async Task<CreatedInstance> CreateAsync(
        InstanceRequest request,
        bool nameIsUnique,
        Action<IReadOnlyList<long>>? namesakes,
        CallOptions? wishes,
        CancellationToken cancellationToken)
    {
        var budget = new Budget(time, wishes?.Deadline);
        CallOptions Within() => new() { Budget = budget, Waiting = wishes?.Waiting };

        // Two creates of one name at a time could take each other's instance for their own.
        using var turn = await _turns.EnterAsync(nameIsUnique ? null : request.Name, cancellationToken);
        var before = nameIsUnique || request.Name is null ? [] : await FindAsync(request, Within(), cancellationToken);
        if (before.Count > 0)
        {
            namesakes?.Invoke([.. before.Select(instance => instance.Id)]);
        }

        for (var attempt = 1; ; attempt++)
        {
            InstancesApiException? failure = null;
            try
            {
                return new CreatedInstance(await client.CreateAsync(request, Within(), cancellationToken), Adopted: false);
            }
            catch (InstancesApiException doubtful) when (doubtful.MayHaveActed)
            {
                failure = doubtful;
            }
            catch (CallCancelledException cancelled) when (cancelled.MayHaveActed)
            {
                // Below: the request was on the way.
            }

            var found = await LookUpAsync(request, before, budget, failure, cancellationToken);
            if (found is not null)
            {
                return new CreatedInstance(found, Adopted: true);
            }

            if (failure is null || cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The create was cancelled, and the service has made nothing.", cancellationToken);
            }

            var delay = RetryPolicy.BackOff(attempt, random());
            if (!MayPass(failure) || attempt > maxRetries || budget.Remaining < delay)
            {
                throw NotActed(failure);
            }

            wishes?.Waiting?.Invoke(new WaitNotice("POST /instances", "its answer was lost, and nothing was made", delay, attempt, maxRetries + 1));
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>Whether the same request may fare better. A 409 or a redirect says the same again.</summary>
    private static bool MayPass(InstancesApiException failure) =>
        failure.Failure is ApiFailure.ServerError or ApiFailure.ConnectionLost or ApiFailure.TimedOut or ApiFailure.UnreadableAnswer;

    private static InstancesApiException NotActed(InstancesApiException failure) => new(failure.Failure, failure.Message, failure)
    {
        Status = failure.Status,
        ServiceMessage = failure.ServiceMessage,
        ProviderMessage = failure.ProviderMessage,
        RequestId = failure.RequestId,
        Account = failure.Account,
        Attempts = failure.Attempts,
        MayHaveActed = false,
    };

    /// <summary>The one instance that was made; null where the service certainly made none.</summary>
    private async Task<Instance?> LookUpAsync(
        InstanceRequest request, IReadOnlyList<Instance> before, Budget budget, InstancesApiException? failure, CancellationToken cancellationToken)
    {
        if (request.Name is null)
        {
            throw new CreationInDoubtException(failure, [], "an instance without a name cannot be looked up");
        }

        // Once the operation is over, by time or by the user, the look-up has a little time of its own.
        var over = cancellationToken.IsCancellationRequested || budget.Remaining < Grace;
        List<Instance> found;
        try
        {
            found = await FindAsync(
                request,
                over ? new CallOptions { Deadline = Grace } : new CallOptions { Budget = budget },
                over ? CancellationToken.None : cancellationToken);
        }
        catch (InstancesApiException unanswered)
        {
            throw new CreationInDoubtException(failure, [], unanswered.Message);
        }
        catch (OperationCanceledException)
        {
            return await LookUpAsync(request, before, budget, failure, cancellationToken);
        }

        var ours = found.Where(instance => before.All(known => known.Id != instance.Id)).ToList();
        if (ours.Count > 1)
        {
            throw new CreationInDoubtException(failure, [.. ours.Select(instance => instance.Id)], lookUpFailure: null);
        }

        return ours.Count == 0 ? null : await WholeAsync(ours[0]);
    }

    /// <summary>A list may leave the token out, which is what the instance was made for.</summary>
    private async Task<Instance> WholeAsync(Instance found)
    {
        if (found.Token is not null)
        {
            return found;
        }

        try
        {
            return await client.GetAsync(found.Id, new CallOptions { Deadline = Grace }, CancellationToken.None) ?? found;
        }
        catch (InstancesApiException)
        {
            // What is known of it is worth more than a failure that would lose it.
            return found;
        }
    }

    /// <summary>The instances of exactly that name and connector; the service's own search takes parts of a name.</summary>
    private async Task<List<Instance>> FindAsync(InstanceRequest request, CallOptions wishes, CancellationToken cancellationToken)
    {
        var found = new List<Instance>();
        await foreach (var instance in client.ListAsync(new InstanceQuery(request.Name), wishes, cancellationToken))
        {
            if (instance.Name == request.Name && (instance.Connector?.Key is null || instance.Connector.Key == request.ConnectorKey))
            {
                found.Add(instance);
            }
        }

        return found;
    }
}
