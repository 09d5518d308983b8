// Makes an instance once, also where the answer is lost on the way.
using System.Collections.Concurrent;
using System.Net;
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Creation;

/// <summary>A create, by the parameters of <see cref="InstancesClient.CreateOnceAsync"/>.</summary>
internal sealed record CreateOnce(
    InstanceDraft Draft,
    bool NameIsUnique,
    CreationInDoubtException? Earlier,
    Action<IReadOnlyList<long>>? SameName,
    Action<IReadOnlyList<long>>? BeforeSending);

/// <summary>
/// Creates that never make a second instance. The service is not idempotent: the same POST twice makes two. So where the outcome of
/// one is unknown, the instance is looked up by its exact name and connector before anything else is sent: one new one is ours and is
/// adopted; none makes it safe to send again; several, or no answer to the look-up, leave the doubt to the user. An instance that was
/// there before is never adopted.
/// </summary>
internal sealed class InstanceCreator(InstancesClient client, int maxRetries, TimeProvider time, Func<double> random)
{
    /// <summary>How long a request that was given up may take to be acted on before its absence is believed. Source: this project.</summary>
    public static readonly TimeSpan ConsistencyDelay = TimeSpan.FromSeconds(0.4);

    private readonly KeyedLock _names = new();

    // What creates of this client made, or found, under names of the user's: never another's, however its own request ended.
    private readonly ConcurrentDictionary<long, bool> _createdHere = new();

    /// <inheritdoc cref="InstancesClient.CreateOnceAsync"/>
    public async Task<CreatedInstance> CreateAsync(CreateOnce creation, CallOptions? options, CancellationToken cancellationToken)
    {
        var lookUp = new NameLookUp(client, creation.Draft, options, time);

        // Two creates of one name at a time could take each other's instance for their own.
        using var turn = !creation.NameIsUnique && creation.Draft.Name is { } name ? await _names.EnterAsync(name, cancellationToken) : null;
        var created = await CreateAsync(creation, options, lookUp, cancellationToken);
        if (!creation.NameIsUnique)
        {
            _createdHere[created.Instance.Id] = true;
        }

        return created;
    }

    /// <summary>Waits until no create under a name of the user's runs; disposing of what it returns lets the next one in.</summary>
    public ValueTask<IDisposable> EnterAsync(string name, CancellationToken cancellationToken) => _names.EnterAsync(name, cancellationToken);

    /// <inheritdoc cref="InstancesClient.FindCreatedAsync"/>
    public async Task<IReadOnlyList<Instance>> FindAsync(
        InstanceDraft draft, IReadOnlyList<long> before, bool mayBeUnderWay, CallOptions? options, CancellationToken cancellationToken)
    {
        // Another create of this client may be making one of the name, or have made one.
        using var turn = draft.Name is { } name ? await _names.EnterAsync(name, cancellationToken) : null;
        var lookUp = new NameLookUp(client, draft, options, time) { Before = [.. before, .. _createdHere.Keys] };
        var found = await lookUp.FindNewAsync(lookUp.BeforeDeadline(), cancellationToken);
        if (found.Count == 0 && mayBeUnderWay)
        {
            await Task.Delay(ConsistencyDelay, time, cancellationToken);
            found = await lookUp.FindNewAsync(lookUp.BeforeDeadline(), cancellationToken);
        }

        if (found is not [var one])
        {
            return found;
        }

        _createdHere[one.Id] = true;
        return [await lookUp.WithTokenAsync(one)];
    }

    private async Task<CreatedInstance> CreateAsync(CreateOnce creation, CallOptions? options, NameLookUp lookUp, CancellationToken cancellationToken)
    {
        var (draft, nameIsUnique, earlier, sameName, beforeSending) = creation;
        if (earlier is not null)
        {
            // Others of the name may have been made here since then.
            lookUp.Before = [.. earlier.Before, .. _createdHere.Keys];
            if (await lookUp.FindCreatedAsync(earlier.Failure, cancellationToken) is { } made)
            {
                return new CreatedInstance(made, Adopted: true);
            }
        }
        else if (!nameIsUnique && draft.Name is not null)
        {
            lookUp.Before = [.. (await lookUp.FindAllAsync(lookUp.BeforeDeadline(), cancellationToken)).Select(instance => instance.Id)];
            if (lookUp.Before.Count > 0)
            {
                sameName?.Invoke(lookUp.Before);
            }
        }

        beforeSending?.Invoke(lookUp.Before);
        var isFirst = earlier is null;
        for (var attempt = 1; ; attempt++, isFirst = false)
        {
            InstancesApiException? failure = null;
            try
            {
                var made = await client.CreateAsync(draft, lookUp.BeforeDeadline(), cancellationToken);
                return isFirst ? new CreatedInstance(made, Adopted: false) : await RemoveDuplicatesAsync(made, nameIsUnique, lookUp);
            }
            catch (InstancesApiException doubtful) when (doubtful.MayHaveActed)
            {
                failure = doubtful;
            }
            catch (CallCancelledException cancelled) when (cancelled.MayHaveActed)
            {
                // Below: the request was on the way.
            }

            var found = await lookUp.FindCreatedAsync(failure, cancellationToken);
            var delay = failure is null ? ConsistencyDelay : failure.RetryAfter ?? RetryDecision.BackOff(attempt, random());
            var again = failure is not null && IsTransient(failure) && attempt <= maxRetries && !(lookUp.Remaining <= delay);
            if (found is null && again)
            {
                options?.Waiting?.Invoke(new WaitNotice("POST /instances", ErrorText.CreateAnswerLost, delay, attempt, maxRetries + 1));
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                again = !cancellationToken.IsCancellationRequested;
            }
            else if (found is null && MayBeUnderWay(failure))
            {
                await Task.Delay(ConsistencyDelay, time, CancellationToken.None);
            }

            if (found is null && MayBeUnderWay(failure))
            {
                found = await lookUp.FindCreatedAsync(failure, cancellationToken);
            }

            if (found is not null)
            {
                return new CreatedInstance(found, Adopted: true);
            }

            if (failure is null || cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(ErrorText.CreateCancelled, cancellationToken);
            }

            if (!again)
            {
                throw NotActed(failure);
            }
        }
    }

    /// <summary>
    /// A request that was given up for lost can be acted on late, after the look-up that did not find its instance. Under a name that
    /// only this create can have used, such an instance is certainly a duplicate, and goes. Under any other name it is left, and named.
    /// </summary>
    private async Task<CreatedInstance> RemoveDuplicatesAsync(Instance made, bool nameIsUnique, NameLookUp lookUp)
    {
        var created = new CreatedInstance(made, Adopted: false);
        List<long> duplicates;
        try
        {
            duplicates = [.. (await lookUp.FindNewAsync(lookUp.AfterDeadline(), CancellationToken.None)).Select(instance => instance.Id).Where(id => id != made.Id)];
        }
        catch (InstancesApiException)
        {
            // The instance is made, and a duplicate is not likely: that must not fail here.
            return created;
        }

        var removed = new List<long>();
        foreach (var duplicate in nameIsUnique ? duplicates : [])
        {
            try
            {
                await client.DeleteAsync(duplicate, lookUp.AfterDeadline(), CancellationToken.None);
                removed.Add(duplicate);
            }
            catch (InstancesApiException)
            {
                // It is named among those that remain.
            }
        }

        return created with { RemovedDuplicates = removed, RemainingDuplicates = [.. duplicates.Except(removed)] };
    }

    /// <summary>Whether the same request may fare better. A 409 or a redirect says the same again.</summary>
    private static bool IsTransient(InstancesApiException failure) =>
        failure.Kind is ApiFailureKind.ServerError or ApiFailureKind.ConnectionLost or ApiFailureKind.TimedOut or ApiFailureKind.UnreadableAnswer;

    /// <summary>Whether the service may be at work on the request still: there was no answer, or only one of what stands before it.</summary>
    private static bool MayBeUnderWay(InstancesApiException? failure) => failure is null
        || failure.Kind is ApiFailureKind.ConnectionLost or ApiFailureKind.TimedOut
        || failure.Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static InstancesApiException NotActed(InstancesApiException failure) => new(failure.Kind, failure.Message, failure)
    {
        Status = failure.Status,
        ServiceMessage = failure.ServiceMessage,
        ProviderMessage = failure.ProviderMessage,
        RequestId = failure.RequestId,
        Summary = failure.Summary,
        Attempts = failure.Attempts,
        RetryAfter = failure.RetryAfter,
        MayHaveActed = false,
    };
}
