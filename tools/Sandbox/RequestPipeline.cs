// The way of a request through the sandbox: recorded, limited, given a fault or answered.
using System.Globalization;
using System.Text;
using InfoBip.Sandbox.Api;
using InfoBip.Sandbox.Behaviours;
using InfoBip.Sandbox.Control;
using InfoBip.Sandbox.Faults;

namespace InfoBip.Sandbox;

/// <summary>Serves everything but the control API and the page.</summary>
internal sealed class RequestPipeline(
    InstancesService service,
    FaultInjector faults,
    RequestLog log,
    RateLimit rate,
    Func<SandboxOptions> currentOptions,
    CancellationToken stopping)
{
    private long _requests;

    public async Task ServeAsync(HttpContext context)
    {
        var options = currentOptions();
        var request = await ReadAsync(context, options.Seed);
        var record = Record(context, request, options);
        log.Add(record);

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Delivery delivery = new(context, options, request.RequestId, Answered, leaving.Token);
        try
        {
            if (rate.Refuse(options) is { } wait)
            {
                await delivery.SendAsync(TooMany(request, wait, options));
                return;
            }

            var fault = faults.Next(request.Method, request.Path);
            if (fault is not null && FaultInjection.BeforeWork(fault.Kind))
            {
                log.Change(record, one => one.Fault = fault.Kind);
                await FaultInjection.InsteadOfWorkAsync(fault, request, delivery, () => ActAsync().WaitAsync(leaving.Token));
                return;
            }

            var acting = ActAsync();
            if (fault is not null)
            {
                var answer = await acting.WaitAsync(leaving.Token);
                log.Change(record, one => one.Fault = fault.Kind);
                await FaultInjection.AfterWorkAsync(fault, request, answer, delivery);
                return;
            }

            switch (Lateness.AnswerTo(request, options))
            {
                case LateAnswer.Drop: delivery.Cut(); break;
                case LateAnswer.GatewayTimeout: await delivery.SendAsync(ApiAnswer.Page(504, "Gateway Timeout")); break;
                default: await delivery.SendAsync(await acting.WaitAsync(leaving.Token)); break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client left, or the sandbox ends: no one waits for an answer.
            delivery.Cut();
        }

        // Once begun it goes on whether its client is there or not.
        async Task<ApiAnswer> ActAsync()
        {
            if (Lateness.Of(request, options) is var late && late > TimeSpan.Zero)
            {
                var waiting = Task.Delay(late, options.Time, stopping);
                log.Change(record, one => one.ActsAt = one.Time + late);
                await waiting;
            }

            var answer = service.Answer(request);
            log.Change(record, one => one.Acted = true);
            return answer;
        }

        void Answered(ApiAnswer? answer) => log.Change(record, one =>
        {
            one.Status = answer?.Status;
            one.Answer = Redaction.Kept(answer);
            one.Done = true;
        });
    }

    private static ApiAnswer TooMany(ApiRequest request, TimeSpan wait, SandboxOptions options) => ApiAnswer.Error(
        429,
        RequestIds.InBody(request, options),
        "Too many requests.",
        null,
        ("Retry-After", Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)));

    private async Task<ApiRequest> ReadAsync(HttpContext context, int seed)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (dialect, path) = Dialect.Split(context.Request.Path.Value ?? "/");
        return new(
            context.Request.Method.ToUpperInvariant(),
            dialect,
            path,
            context.Request.Query,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            DeterministicIds.RequestId(seed, Interlocked.Increment(ref _requests)));
    }

    private static RecordedRequest Record(HttpContext context, ApiRequest request, SandboxOptions options) => new()
    {
        Method = request.Method,
        Path = context.Request.Path.Value ?? "/",
        ApiPath = request.Path,
        Query = context.Request.QueryString.Value ?? "",
        Headers = request.Headers,
        Body = Encoding.UTF8.GetString(request.Body.Span),
        RequestId = request.RequestId,
        Time = options.Time.GetUtcNow(),
    };
}
