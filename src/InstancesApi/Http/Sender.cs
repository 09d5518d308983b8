// Sends calls through the pipeline: deadline, retries, the limit of requests at a time, the limit of each attempt.
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace InfoBip.InstancesApi.Http;

internal sealed class Sender
{
    private static readonly ResiliencePropertyKey<CallState> StateKey = new("call");

    // The shortest time-out that the pipeline takes.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly InstancesClientOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly HttpAttempt _exchange;
    private readonly SecretRedactor _redactor;
    private readonly ConcurrencyLimit _limit;
    private readonly ResiliencePipeline _call;
    private readonly ResiliencePipeline _attempt;

    public Sender(InstancesClientOptions options, HttpMessageInvoker http, SecretRedactor redactor, TimeProvider time, Func<double> random)
    {
        _options = options;
        _time = time;
        _random = random;
        _redactor = redactor;
        _exchange = new HttpAttempt(http, options, redactor);
        _limit = new ConcurrencyLimit(options.MaxConcurrentRequests, time);
        _call = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => ValueTask.FromResult(State(arguments.Context).Budget.TimerSetting),
            })
            .AddRetry(new RetryStrategyOptions
            {
                // The policy counts the attempts.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = arguments => ValueTask.FromResult(Decide(arguments.Context, arguments.Outcome.Result as IAttempt)),
                DelayGenerator = static arguments =>
                    ValueTask.FromResult((State(arguments.Context).Decision as RetryDecision.RetryAfter)?.Delay),
                OnRetry = arguments => Announce(State(arguments.Context), arguments.RetryDelay),
            })
            .Build();
        _attempt = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = arguments => ValueTask.FromResult(AttemptLimit(State(arguments.Context))),
            })
            .Build();
    }

    /// <summary>Sends a call until it succeeds or the policy gives it up.</summary>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it, and only then.</exception>
    public async Task<T> SendAsync<T>(
        ApiCall call, Expectation<T> expected, Budget budget, Action<WaitNotice>? waiting, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = new CallState(call, budget, waiting);
        if (budget.Remaining <= TimeSpan.Zero)
        {
            throw FailureText.DeadlinePassed(state);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(StateKey, state);
        try
        {
            var attempt = await _call.ExecuteAsync(
                static (context, work) => work.Sender.AttemptAsync(work.Expected, context), context, (Sender: this, Expected: expected));
            return attempt.Told is { } told ? told.Value : throw FailureText.Of(state, attempt.Failure!);
        }
        catch (TimeoutRejectedException)
        {
            throw FailureText.DeadlinePassed(state);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CallCancelledException($"{call.What} was cancelled.", state.MayHaveActed, cancellationToken);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static CallState State(ResilienceContext context) => context.Properties.GetValue(StateKey, null!);

    // A place is held only while a request is under way, not while a call waits for its next attempt.
    private async ValueTask<Attempt<T>> AttemptAsync<T>(Expectation<T> expected, ResilienceContext context)
    {
        var state = State(context);
        await _limit.EnterAsync(context.CancellationToken);
        try
        {
            state.Attempts++;
            var attempt = await SendAndTellAsync(expected, context, state);
            state.LastFailure = attempt.Failure;
            state.MayHaveActed |= attempt.Failure?.MayHaveActed == true;
            if (attempt.Failure is null)
            {
                _limit.Succeeded();
            }

            return attempt;
        }
        finally
        {
            _limit.Leave();
        }
    }

    private async ValueTask<Attempt<T>> SendAndTellAsync<T>(Expectation<T> expected, ResilienceContext context, CallState state)
    {
        if (_options.Exchanged is not { } exchanged)
        {
            return await SendOnceAsync(expected, context, state, record: null);
        }

        var record = new HttpAttemptRecord(_redactor);
        var began = _time.GetTimestamp();
        Attempt<T>? attempt = null;
        try
        {
            return attempt = await SendOnceAsync(expected, context, state, record);
        }
        finally
        {
            exchanged(record.Notice(state, attempt?.Failure, interrupted: attempt is null, _time.GetElapsedTime(began)));
        }
    }

    private async ValueTask<Attempt<T>> SendOnceAsync<T>(Expectation<T> expected, ResilienceContext context, CallState state, HttpAttemptRecord? record)
    {
        try
        {
            return await _attempt.ExecuteAsync(
                static (context, work) => work.HttpAttempt.SendAsync(
                    work.State.Call, work.Expected, work.Record, acted => work.State.MayHaveActed |= acted, context.CancellationToken),
                context,
                (HttpAttempt: _exchange, Expected: expected, State: state, Record: record));
        }
        catch (TimeoutRejectedException rejected)
        {
            var limit = FormattableString.Invariant($"{rejected.Timeout.TotalSeconds:0.###} s");
            return Attempt<T>.Of(new AttemptFailure(ApiFailure.TimedOut, $"no complete answer came within {limit}"));
        }
    }

    /// <summary>
    /// A first attempt that hangs leaves half of the whole time to a second one. The POST is not sent again after it, so it may have all there is.
    /// </summary>
    private TimeSpan AttemptLimit(CallState state)
    {
        var half = state.Budget.TimerSetting / 2;
        var leavesRoom = state is { Attempts: 1, Call.Kind: not CallKind.Create, Budget.Total: not null } && _options.MaxRetries > 0;
        return leavesRoom && half < _options.RequestTimeout && half >= Shortest ? half : _options.RequestTimeout;
    }

    private bool Decide(ResilienceContext context, IAttempt? attempt)
    {
        if (attempt?.Failure is not { } failure)
        {
            return false;
        }

        var state = State(context);
        state.Decision = RetryPolicy.Decide(new RetryQuestion
        {
            Kind = state.Call.Kind,
            Failure = failure.Failure,
            Status = failure.Status,
            Hint = failure.Hint,
            Attempt = state.Attempts,
            MaxRetries = _options.MaxRetries,
            Remaining = state.Budget.Remaining,
            Now = _time.GetUtcNow(),
            Random = _random(),
        });
        return state.Decision is RetryDecision.RetryAfter;
    }

    private ValueTask Announce(CallState state, TimeSpan delay)
    {
        var failure = state.LastFailure!;
        if (failure.Failure == ApiFailure.TooManyRequests)
        {
            _limit.Slow(delay);
        }

        state.Waiting?.Invoke(new WaitNotice(state.Call.What, failure.Happened, delay, state.Attempts, _options.MaxRetries + 1));
        return ValueTask.CompletedTask;
    }
}
