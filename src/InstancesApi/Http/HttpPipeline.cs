// A call on its way: deadline, retries, the limits of requests at a time and of each attempt, redirects within the service, the bounded answer.
using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace InfoBip.InstancesApi.Http;

/// <summary>A call as a value: made once, sent as often as the retries want.</summary>
/// <param name="Kind">What sending it again would mean.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the base URL.</param>
internal sealed record ApiCall(CallKind Kind, HttpMethod Method, string Path)
{
    /// <summary>The query with its question mark, or nothing.</summary>
    public string Query { get; init; } = "";

    /// <summary>The JSON to send, or null for no body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether the body of a success is read at all.</summary>
    public bool NeedsAnswer { get; init; } = true;

    /// <summary>Whether the API's own 404 is a result, and no failure.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>The call's name in messages. The query is left out: a search text may be anything.</summary>
    public string What => $"{Method} {Path}";

    public bool Changes => Kind != CallKind.Read;
}

/// <summary>A success as it came.</summary>
/// <param name="Body">The body, empty for calls that do not look at it.</param>
/// <param name="NextPage">The token of the next page, where the answer has one.</param>
internal sealed record ApiResponse(byte[] Body, string? NextPage);

internal sealed class HttpPipeline : IDisposable
{
    /// <summary>The most that is read of any body, after decompression. Source: the design of this project.</summary>
    public const int LargestBody = 8 * 1024 * 1024;

    private const string NextPageHeader = "Elements-Next-Page-Token";
    private const int MaxRedirects = 5;

    private static readonly ResiliencePropertyKey<CallState> s_state = new("call");
    private static readonly ResiliencePropertyKey<HttpPipeline> s_owner = new("owner");

    // One for all: the library looks at its options by reflection, which takes it milliseconds.
    private static readonly Lazy<(ResiliencePipeline Call, ResiliencePipeline Attempt)> s_strategies = new(static () => Strategies(TimeProvider.System));

    // The shortest time-out that the pipeline takes.
    private static readonly TimeSpan s_shortestTimeout = TimeSpan.FromMilliseconds(10);

    private readonly InstancesClientOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly Redactor _redactor;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly string _base;
    private readonly string _origin;
    private readonly ConcurrencyLimit _limit;
    private readonly ConcurrencyLimit _creates;
    private readonly ResiliencePipeline _call;
    private readonly ResiliencePipeline _attempt;
    private volatile bool _isAnswered;

    public HttpPipeline(InstancesClientOptions options, HttpMessageInvoker http, Redactor redactor, TimeProvider time, Func<double> random)
    {
        _options = options;
        _http = http;
        _redactor = redactor;
        _time = time;
        _random = random;
        _base = options.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _origin = options.BaseUrl.GetLeftPart(UriPartial.Authority);
        _limit = new ConcurrencyLimit(options.MaxConcurrentRequests, time);

        // A create takes seconds: what reads, and what looks for a create, never waits behind them.
        _creates = new ConcurrencyLimit(options.MaxConcurrentRequests, time);
        (_call, _attempt) = time == TimeProvider.System ? s_strategies.Value : Strategies(time);
    }

    /// <summary>Sends a call until it succeeds or is given up. Null only for the 404 of a call that may find nothing.</summary>
    /// <param name="call">What to send.</param>
    /// <param name="read">Reads a success; null where it cannot be read.</param>
    /// <param name="options">How long the call may take, and who hears of waits.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InstancesApiException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it, and only then.</exception>
    public async Task<T?> SendAsync<T>(ApiCall call, Func<ApiResponse, T?> read, CallOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = new CallState(call, options ?? new CallOptions(), _time);
        if (state.Budget.Remaining <= TimeSpan.Zero)
        {
            throw ErrorAnswer.DeadlinePassed(state);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_state, state);
        context.Properties.Set(s_owner, this);
        try
        {
            var value = await _call.ExecuteAsync(context => AttemptAsync(state, read, context), context);
            if (state.IsSentAgain)
            {
                // It was ended between two attempts.
                cancellationToken.ThrowIfCancellationRequested();
                throw ErrorAnswer.DeadlinePassed(state);
            }

            return state.LastFailure is { } failure ? throw ErrorAnswer.Exception(state, failure) : value;
        }
        catch (TimeoutRejectedException)
        {
            throw ErrorAnswer.DeadlinePassed(state);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || state.Options.Abandon.IsCancellationRequested)
        {
            throw new CallCancelledException($"{call.What} was cancelled.", state.MayHaveActed, cancellationToken);
        }
        finally
        {
            if (state.KeepsPlace)
            {
                LimitOf(call).Leave();
            }

            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static (ResiliencePipeline Call, ResiliencePipeline Attempt) Strategies(TimeProvider time) => (
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                // A create's request minds a limit of its own, but the waits before it end with the whole call's.
                TimeoutGenerator = static arguments => ValueTask.FromResult(State(arguments.Context).Budget.TimerSetting),
            })
            .AddRetry(new RetryStrategyOptions
            {
                // The decision counts the attempts.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is null && State(arguments.Context).IsSentAgain),
                DelayGenerator = static arguments => ValueTask.FromResult<TimeSpan?>(State(arguments.Context) is { IsRefusedForNow: false } state ? state.Wait : TimeSpan.Zero),
                OnRetry = static arguments => State(arguments.Context).Announce(maxAttempts: Owner(arguments.Context)._options.MaxRetries + 1),
            })
            .Build(),
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => ValueTask.FromResult(Owner(arguments.Context).AttemptLimit(State(arguments.Context))),
            })
            .Build());

    private static CallState State(ResilienceContext context) => context.Properties.GetValue(s_state, null!);

    private static HttpPipeline Owner(ResilienceContext context) => context.Properties.GetValue(s_owner, null!);

    private async ValueTask<T?> AttemptAsync<T>(CallState state, Func<ApiResponse, T?> read, ResilienceContext context)
        where T : class
    {
        // A place is held only while a request is under way, not while a call waits for its next attempt; one that was refused is in line again first.
        var limit = LimitOf(state.Call);
        var entered = limit.EnterAsync(state.Attempts, state.KeepsPlace, context.CancellationToken);
        state.KeepsPlace = false;
        await entered;
        var record = _options.AttemptEnded is null ? null : new HttpAttemptRecord(_redactor, _time);
        var isInterrupted = true;
        AttemptFailure? failure = null;
        try
        {
            state.Attempts++;
            (var value, failure) = await TimedAttemptAsync(state, read, record, context);
            isInterrupted = false;
            state.LastFailure = failure;
            state.MayHaveActed |= failure?.MayHaveActed == true;
            state.Decision = failure is null ? null : Decide(state, failure);
            if (failure is null)
            {
                limit.Succeeded();
            }
            else if (state.IsRefusedForNow)
            {
                limit.Slow(state.Wait);
                state.KeepsPlace = true;
            }

            return value;
        }
        finally
        {
            if (!state.KeepsPlace)
            {
                limit.Leave();
            }

            _options.AttemptEnded?.Invoke(record!.Notice(state, failure, isInterrupted));
        }
    }

    private async Task<(T? Value, AttemptFailure? Failure)> TimedAttemptAsync<T>(
        CallState state, Func<ApiResponse, T?> read, HttpAttemptRecord? record, ResilienceContext context)
        where T : class
    {
        if (state.Call.Kind == CallKind.Create)
        {
            return await SendUntilDeadlineAsync(state, read, record, context.CancellationToken);
        }

        try
        {
            return await _attempt.ExecuteAsync(async context => await SendOnceAsync(state, read, record, context.CancellationToken), context);
        }
        catch (TimeoutRejectedException rejected)
        {
            return (null, new AttemptFailure(ApiFailureKind.TimedOut, ErrorText.AttemptTimedOut(rejected.Timeout)));
        }
    }

    /// <summary>The POST has all the time there is: once it is on the way, giving it up would leave open what the service makes of it.</summary>
    private async Task<(T? Value, AttemptFailure? Failure)> SendUntilDeadlineAsync<T>(
        CallState state, Func<ApiResponse, T?> read, HttpAttemptRecord? record, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        state.Options.UnderWay?.Invoke(true);
        using var deadline = new CancellationTokenSource(state.Budget.TimerSetting, _time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, state.Options.Abandon);
        try
        {
            return await SendOnceAsync(state, read, record, ends.Token);
        }
        catch (OperationCanceledException) when (!state.Options.Abandon.IsCancellationRequested)
        {
            throw new TimeoutRejectedException();
        }
        finally
        {
            state.Options.UnderWay?.Invoke(false);
        }
    }

    private async Task<(T? Value, AttemptFailure? Failure)> SendOnceAsync<T>(
        CallState state, Func<ApiResponse, T?> read, HttpAttemptRecord? record, CancellationToken cancellationToken)
        where T : class
    {
        var call = state.Call;
        var content = call.Body is null ? null : new SentContent(call.Body);
        try
        {
            var target = new Uri(_base + call.Path + call.Query);
            for (var redirects = 0; ; redirects++)
            {
                using var request = Request(call, target, content);
                using var response = await _http.SendAsync(request, cancellationToken);
                _isAnswered = true;
                record?.Answered(response);
                if ((int)response.StatusCode is < 300 or > 399)
                {
                    return await ReadAsync(call, read, response, record, cancellationToken);
                }

                var next = response.Headers.Location is { } location && Uri.TryCreate(target, location, out var absolute) ? absolute : null;
                if (ReasonNotToFollow(call, response.StatusCode, next, redirects) is { } reason)
                {
                    return (null, ErrorAnswer.Redirected(call, response, reason, _redactor));
                }

                target = next!;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The body is asked for only once there is a connection: one that was not belongs to a request that the service never saw.
            var mayHaveActed = call.Changes && content is not { Started: false };
            if (cancellationToken.IsCancellationRequested)
            {
                state.MayHaveActed |= mayHaveActed;
                throw new OperationCanceledException(cancellationToken);
            }

            return (null, ErrorAnswer.Unanswered(exception, _origin, mayHaveActed, ProxySettings.Before(new Uri(_base))));
        }
    }

    private HttpRequestMessage Request(ApiCall call, Uri target, HttpContent? content)
    {
        var request = new HttpRequestMessage(call.Method, target) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"User {_options.UserSecret}, Organization {_options.OrganizationSecret}");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        return request;
    }

    private string? ReasonNotToFollow(ApiCall call, HttpStatusCode status, Uri? target, int redirects) => target switch
    {
        _ when (int)status is not (301 or 302 or 303 or 307 or 308) => ErrorText.NoRedirect,
        null => ErrorText.RedirectWithoutTarget,
        _ when target.GetLeftPart(UriPartial.Authority) != _origin => ErrorText.RedirectToOtherOrigin(target),
        _ when call.Changes => ErrorText.RedirectOfChange,
        _ when redirects == MaxRedirects => ErrorText.RedirectTooOften(MaxRedirects + 1),
        _ => null,
    };

    private async Task<(T? Value, AttemptFailure? Failure)> ReadAsync<T>(
        ApiCall call, Func<ApiResponse, T?> read, HttpResponseMessage response, HttpAttemptRecord? record, CancellationToken cancellationToken)
        where T : class
    {
        var skipsBody = response.IsSuccessStatusCode && !call.NeedsAnswer;

        // A page is that of a sign-in, or of an address that is none of the API's: it has done nothing.
        var isPage = skipsBody && response.Content.Headers.ContentType?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
        var (body, problem) = isPage ? (null, ErrorText.HtmlPage) : skipsBody ? ([], null) : await ReadBodyAsync(response, cancellationToken);
        record?.Read(skipsBody ? null : body);
        if (!response.IsSuccessStatusCode)
        {
            // What may be missing is looked for by every create: nothing is made of an answer that says no more than that.
            return call.MayBeMissing && ErrorAnswer.SaysMissing(response, body) ? (null, null) : (null, ErrorAnswer.Refused(call, response, body, problem, _redactor));
        }

        var nextPage = response.Headers.TryGetValues(NextPageHeader, out var values) ? values.FirstOrDefault() : null;
        var value = body is null ? null : read(new ApiResponse(body, string.IsNullOrEmpty(nextPage) ? null : nextPage));
        return value is null ? (null, ErrorAnswer.Unreadable(call, response, problem ?? ErrorText.Unreadable, _redactor)) : (value, null);
    }

    // A body that is missing has a reason. The status of an error says most already, so a body that breaks off does not hide it.
    private static async Task<(byte[]? Body, string? Problem)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestBody, cancellationToken);
            return (await response.Content.ReadAsByteArrayAsync(cancellationToken), null);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, ErrorText.TooLarge);
        }
        catch (InvalidDataException)
        {
            return (null, response.IsSuccessStatusCode ? ErrorText.BrokenCompression : ErrorText.BrokenOff);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !response.IsSuccessStatusCode)
        {
            return (null, ErrorText.BrokenOff);
        }
    }

    private ConcurrencyLimit LimitOf(ApiCall call) => call.Kind == CallKind.Create ? _creates : _limit;

    /// <summary>
    /// A first attempt that hangs leaves half of the whole time to a second one. A change takes the service longer than a read, and is worth more patience.
    /// </summary>
    private TimeSpan AttemptLimit(CallState state)
    {
        var most = state.Call.Changes ? 2 * _options.RequestTimeout : _options.RequestTimeout;
        var half = state.Budget.TimerSetting / 2;
        var leavesRoom = state is { Attempts: 1, Budget.Total: not null } && _options.MaxRetries > 0;
        return leavesRoom && half < most && half >= s_shortestTimeout ? half : most;
    }

    private RetryDecision Decide(CallState state, AttemptFailure failure) => RetryDecision.Of(new RetryQuestion
    {
        Call = state.Call.Kind,
        Failure = failure.Kind,
        Status = failure.Status,
        Hint = failure.Hint,
        Attempt = state.Attempts,
        MaxRetries = _options.MaxRetries,
        IsFirstContact = !_isAnswered,
        Remaining = state.Budget.Remaining,
        Now = _time.GetUtcNow(),
        Random = _random(),
    });

    /// <summary>The body of one attempt, which knows whether any of it may have left.</summary>
    private sealed class SentContent : ByteArrayContent
    {
        public SentContent(byte[] body)
            : base(body)
        {
            Headers.ContentType = new("application/json");
        }

        public bool Started { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Started = true;
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }
    }
}
