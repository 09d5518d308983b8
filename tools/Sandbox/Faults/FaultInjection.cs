// What each kind of fault does to a request.
using System.Globalization;
using System.Text;
using InfoBip.Sandbox.Api;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox.Faults;

/// <summary>Answers a request with a fault.</summary>
internal static class FaultInjection
{
    /// <summary>Whether a kind takes effect before anything is done.</summary>
    public static bool BeforeWork(FaultKind kind) => kind is FaultKind.Status or FaultKind.Delay or FaultKind.CutBefore or FaultKind.Redirect;

    public static async Task InsteadOfWorkAsync(Fault fault, ApiRequest request, Delivery delivery, Func<Task<ApiAnswer>> work)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await delivery.WaitAsync(fault.Duration);
                await delivery.SendAsync(await work());
                break;
            case FaultKind.CutBefore:
                delivery.Cut();
                break;
            case FaultKind.Redirect:
                await delivery.SendAsync(new(fault.StatusCode ?? 307, null, default, ("Location", fault.Location!)));
                break;
            default:
                await delivery.SendAsync(FaultAnswer(fault, request, delivery.Options));
                break;
        }
    }

    public static async Task AfterWorkAsync(Fault fault, ApiRequest request, ApiAnswer answer, Delivery delivery)
    {
        switch (fault.Kind)
        {
            case FaultKind.DelayAfter:
                await delivery.WaitAsync(fault.Duration);
                await delivery.SendAsync(answer);
                break;
            case FaultKind.DelayInBody:
                var halved = WithMiddle(answer);
                await delivery.SendHalfAsync(halved);
                await delivery.WaitAsync(fault.Duration);
                await delivery.SendRestAsync(halved);
                break;
            case FaultKind.CutAfter:
                delivery.Cut();
                break;
            case FaultKind.CutInBody:
                await delivery.SendHalfAsync(WithMiddle(answer));
                delivery.Cut();
                break;
            case FaultKind.BrokenBody:
                await delivery.SendAsync(answer with { ContentType = ApiAnswer.Json, Body = Broken(answer.Body) });
                break;
            case FaultKind.EmptyBody:
                await delivery.SendAsync(answer with { ContentType = null, Body = default });
                break;
            case FaultKind.HugeBody:
                await delivery.SendPaddedAsync(answer, fault.Megabytes * 1024L * 1024L);
                break;
            default:
                await delivery.SendAsync(FaultAnswer(fault, request, delivery.Options));
                break;
        }
    }

    // Even an empty answer promises a body here: there has to be a middle to stop in. Without one the client would take the answer for
    // complete, and send its next request on a connection that still waits.
    private static ApiAnswer WithMiddle(ApiAnswer answer) =>
        answer.Body.Length > 1 ? answer : answer with { ContentType = ApiAnswer.Json, Body = "{}"u8.ToArray() };

    private static ApiAnswer FaultAnswer(Fault fault, ApiRequest request, SandboxOptions options)
    {
        var requestId = RequestIds.InBody(request, options);
        var status = fault.StatusCode ?? 500;
        var message = fault.Message ?? $"A status {status} was injected.";
        var answer = fault.Body switch
        {
            FaultBody.Empty => new(status, null, default),
            FaultBody.Html => ApiAnswer.Page(status, "Injected Fault"),
            FaultBody.BrokenJson => new(status, ApiAnswer.Json, Broken(ApiAnswer.Error(status, requestId, message, fault.ProviderMessage).Body)),
            FaultBody.List => ApiAnswer.Of(
                writer =>
                {
                    writer.WriteStartArray();
                    ApiAnswer.WriteError(writer, requestId, message, fault.ProviderMessage);
                    writer.WriteEndArray();
                },
                status),
            FaultBody.EchoRequest => ApiAnswer.Error(status, requestId, $"{message} {Echo(request)}", Echo(request)) with { RepeatsRequest = true },
            _ => ApiAnswer.Error(status, requestId, message, fault.ProviderMessage),
        };
        return fault.RetryAfter is { } wait ? answer with { Headers = [.. answer.Headers, ("Retry-After", RetryAfter(fault, wait, options.Time))] } : answer;
    }

    private static string RetryAfter(Fault fault, TimeSpan wait, TimeProvider time)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds);
        return fault.RetryAfterAsDate
            ? time.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static byte[] Broken(ReadOnlyMemory<byte> body) => body.Length > 2 ? body[..(body.Length * 2 / 3)].ToArray() : "{\""u8.ToArray();

    private static string Echo(ApiRequest request) =>
        $"Request: {request.Method} {request.Path} {string.Join("; ", request.Headers.Select(header => $"{header.Key}: {header.Value}"))} {Encoding.UTF8.GetString(request.Body.Span)}";
}
