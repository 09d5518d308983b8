// Makes an instance once: one POST, and one instance, also where its answer is lost on the way.
using System.Collections.Concurrent;
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Creation;

/// <summary>
/// The service is not idempotent: the same POST twice makes two. So it is sent once, and waited for; where its outcome stays unknown, the instance is looked for by its
/// name, connector and configuration until the create's deadline. An instance that was there before is never adopted, and none is ever deleted.
/// </summary>
internal sealed class InstanceCreator(InstancesClient client, TimeProvider time)
{
    /// <summary>How long a create may take unless its caller says otherwise. Source: <c>docs/architecture.md</c>.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromMinutes(5);

    /// <summary>From when on a create that is not answered is looked for beside it. Source: <c>docs/architecture.md</c>.</summary>
    public static readonly TimeSpan FirstLookUp = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two look-ups. Source: <c>docs/architecture.md</c>.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>How long the last look-up of a create may take that was cancelled, or whose time is over. Source: <c>docs/architecture.md</c>.</summary>
    public static readonly TimeSpan ExtraTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_firstNote = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);

    private readonly KeyedLock _names = new();

    // What creates of this client made, or found, under names of the user's: never another's, however its own request ended.
    private readonly ConcurrentDictionary<long, bool> _createdHere = new();

    /// <inheritdoc cref="InstancesClient.CreateOnceAsync"/>
    public async Task<CreatedInstance> CreateAsync(InstanceCreation creation, CallOptions? options, CancellationToken cancellationToken)
    {
        var (draft, unique) = (creation.Draft, creation.NameIsUnique);
        var call = new CallOptions { Budget = new Budget(time, options?.Deadline ?? DefaultDeadline), Waiting = options?.Waiting, Abandon = creation.Abandon };

        // Two creates of one name at a time could take each other's instance for their own.
        using var turn = !unique && draft.Name is { } name ? await EnterAsync(name, cancellationToken) : null;
        var lookUp = draft.Name is null ? null : new NameLookUp(client, draft.ConnectorKey, draft.Name);
        var before = unique || lookUp is null ? [] : await lookUp.FindIdsAsync(call, cancellationToken);
        if (before.Count > 0)
        {
            creation.SameName?.Invoke(before);
        }

        if (lookUp is not null)
        {
            lookUp.Excluded = [.. before, .. _createdHere.Keys];
        }

        cancellationToken.ThrowIfCancellationRequested();
        creation.Sending?.Invoke(before, time.GetUtcNow() + call.Budget.Remaining!.Value);
        var created = await new PostedCreate(client, creation, lookUp, call, time).RunAsync(cancellationToken);
        if (!unique)
        {
            _createdHere[created.Instance.Id] = true;
        }

        return created;
    }

    /// <summary>Waits until no create under the name runs; disposing of what it returns lets the next one in.</summary>
    public ValueTask<IDisposable> EnterAsync(string name, CancellationToken cancellationToken) => _names.EnterAsync(ServiceText.NormalForm(name), cancellationToken);

    /// <inheritdoc cref="InstancesClient.FindCreatedAsync"/>
    public async Task<FoundInstances> FindAsync(BegunCreation begun, CallOptions? options, CancellationToken cancellationToken)
    {
        // Another create of this client may be making one of the name, or have made one.
        using var turn = await EnterAsync(begun.Name, cancellationToken);
        var lookUp = new NameLookUp(client, begun.ConnectorKey, begun.Name) { Excluded = [.. begun.Before, .. _createdHere.Keys] };
        var waits = new Waits(time);
        var budget = new Budget(time, begun.Left);
        while (true)
        {
            // Absence is believed by a look-up that began after the deadline.
            var left = budget.Remaining!.Value;
            var found = await lookUp.FindNewAsync(begun.IsAsDrafted, options ?? new CallOptions(), cancellationToken);
            if (!found.IsEmpty || left <= TimeSpan.Zero || !begun.IsOpen())
            {
                if (found.Matching is [var one])
                {
                    _createdHere[one.Id] = true;
                }

                return found;
            }

            begun.Waiting?.Invoke(new CreationProgress(CreationStage.LookUp, left));
            await waits.NextAsync(left, cancellationToken);
        }
    }

    /// <summary>The waits between look-ups: 1, 2, 4 and so on up to 15 seconds.</summary>
    private sealed class Waits(TimeProvider time)
    {
        private TimeSpan _next = s_firstWait;

        public Task NextAsync(TimeSpan left, CancellationToken ends)
        {
            var wait = _next < left ? _next : left;
            _next = 2 * _next < LongestWait ? 2 * _next : LongestWait;
            return wait > TimeSpan.Zero ? Task.Delay(wait, time, ends) : Task.CompletedTask;
        }
    }

    /// <summary>A create from its POST on.</summary>
    private sealed class PostedCreate(InstancesClient client, InstanceCreation creation, NameLookUp? lookUp, CallOptions call, TimeProvider time)
    {
        // When the request set out that is under way; 0 while the create waits for its turn, when there is nothing to look for.
        private long _sentAt;

        private TimeSpan Left => call.Budget!.Remaining!.Value;

        public async Task<CreatedInstance> RunAsync(CancellationToken cancelled)
        {
            using var abandon = CancellationTokenSource.CreateLinkedTokenSource(creation.Abandon);
            var post = client.CreateAsync(creation.Draft, call with { Abandon = abandon.Token, UnderWay = began => Volatile.Write(ref _sentAt, began ? time.GetTimestamp() : 0) }, cancelled);
            if (await WaitBesideAsync(post, cancelled) is { } found)
            {
                // The instance is known, and its answer would say no more.
                await abandon.CancelAsync();
                await ((Task)post).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return found;
            }

            try
            {
                return new CreatedInstance(await post, Adopted: false);
            }
            catch (InstancesApiException failure) when (failure.MayHaveActed)
            {
                return await FindAsync(failure, cancelled);
            }
            catch (CallCancelledException abandoned) when (abandoned.MayHaveActed)
            {
                throw new CreationInDoubtException(null, [], null);
            }
        }

        /// <summary>Waits for the answer, with a status line, and looks for the instance from some time on; null once the POST has ended.</summary>
        private async Task<CreatedInstance?> WaitBesideAsync(Task<Instance> post, CancellationToken cancelled)
        {
            var began = time.GetTimestamp();
            long? seen = null;
            var stage = CreationStage.Answer;
            var waits = new Waits(time);
            while (!post.IsCompleted)
            {
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(stage == CreationStage.Answer ? cancelled : CancellationToken.None);
                await Task.WhenAny(
                    post,
                    Left <= TimeSpan.Zero ? Task.Delay(Timeout.InfiniteTimeSpan, time, wait.Token)
                    : stage == CreationStage.Answer ? Task.Delay(UntilNext(time.GetElapsedTime(began)), time, wait.Token)
                    : waits.NextAsync(Left, wait.Token));
                await wait.CancelAsync();
                if (post.IsCompleted)
                {
                    return null;
                }

                stage = cancelled.IsCancellationRequested ? CreationStage.AnswerAfterCancel : stage;
                creation.Waiting?.Invoke(new CreationProgress(stage, Left));
                var found = Volatile.Read(ref _sentAt) is not 0 and var sentAt && (time.GetElapsedTime(sentAt) >= FirstLookUp || IsUrgent(stage)) ? await LookBesideAsync(post) : null;
                long? only = found?.Matching is [var single] ? single.Id : null;
                if (found?.First is { } one && (creation.NameIsUnique || (only is not null && only == seen)))
                {
                    // Under a name that others may bear, only one that stays the only one counts: the answer itself says more, and may still come.
                    return new CreatedInstance(one, Adopted: true) { Duplicates = found.Others };
                }

                seen = only;
            }

            return null;
        }

        /// <summary>Whoever cancelled waits for the end. Under a name that is unique, what is found is certainly this create's.</summary>
        private bool IsUrgent(CreationStage stage) => stage == CreationStage.AnswerAfterCancel && creation.NameIsUnique;

        private async Task<FoundInstances?> LookBesideAsync(Task post)
        {
            try
            {
                return lookUp is null || post.IsCompleted ? null : await lookUp.FindNewAsync(creation.IsAsDrafted, call with { Waiting = null }, creation.Abandon);
            }
            catch (Exception failure) when (failure is InstancesApiException or OperationCanceledException)
            {
                // The answer itself may still come.
                return null;
            }
        }

        private static TimeSpan UntilNext(TimeSpan elapsed)
        {
            var next = elapsed < s_firstNote ? s_firstNote : elapsed < LongestWait ? LongestWait : (Math.Floor(elapsed / LongestWait) + 1) * LongestWait;
            return next - elapsed;
        }

        /// <summary>Looks for what the service may have made of a request that failed.</summary>
        /// <exception cref="CreationInDoubtException">It was not found until the deadline, or several are new.</exception>
        private async Task<CreatedInstance> FindAsync(InstancesApiException failure, CancellationToken cancelled)
        {
            if (lookUp is null)
            {
                throw new CreationInDoubtException(failure, [], ErrorText.NoNameToLookUp);
            }

            var waits = new Waits(time);
            while (true)
            {
                var isLast = cancelled.IsCancellationRequested || Left <= TimeSpan.Zero;
                var options = isLast ? new CallOptions { Budget = new Budget(time, ExtraTime) } : call with { Waiting = null };
                FoundInstances found = new([], []);
                string? unanswered = null;
                try
                {
                    found = await lookUp.FindNewAsync(creation.IsAsDrafted, options, isLast ? creation.Abandon : cancelled);
                }
                catch (InstancesApiException lookUpFailure)
                {
                    unanswered = lookUpFailure.Message;
                }
                catch (OperationCanceledException) when (!isLast)
                {
                    continue;
                }
                catch (OperationCanceledException)
                {
                    throw new CreationInDoubtException(failure, [], null);
                }

                if (found.First is { } one && (creation.NameIsUnique || found.Others.Count == 0))
                {
                    return new CreatedInstance(one, Adopted: true) { Duplicates = [.. found.Others, .. found.Differing] };
                }

                if (failure.Kind == ApiFailureKind.Conflict && unanswered is null && found.IsEmpty)
                {
                    // A refusal like any other, then.
                    throw failure;
                }

                if (isLast || found.Matching.Count > 1)
                {
                    throw new CreationInDoubtException(failure, found.Ids, unanswered);
                }

                creation.Waiting?.Invoke(new CreationProgress(CreationStage.LookUp, Left));
                await waits.NextAsync(Left, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
