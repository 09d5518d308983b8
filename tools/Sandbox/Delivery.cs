// How an answer, or a part of it, gets on the wire.
using System.Globalization;
using InfoBip.Sandbox.Api;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox;

/// <summary>One answer's way to the client. The status is logged before the first byte leaves, so that a client that has an answer finds it in the log.</summary>
internal sealed class Delivery(HttpContext context, SandboxOptions options, string requestId, Action<ApiAnswer?> done, CancellationToken leaving)
{
    /// <summary>How the sandbox behaves to this request.</summary>
    public SandboxOptions Options => options;

    public async Task SendAsync(ApiAnswer answer)
    {
        Begin(answer, answer.Body.Length);
        await WriteAsync(answer, answer.Body);
    }

    /// <summary>Sends the headers and half of the body, and makes sure that they leave.</summary>
    public async Task SendHalfAsync(ApiAnswer answer)
    {
        Begin(answer, answer.Body.Length);
        await WriteAsync(answer, answer.Body[..(answer.Body.Length / 2)]);
        await context.Response.Body.FlushAsync(leaving);
    }

    /// <summary>Sends the other half of the body.</summary>
    public async Task SendRestAsync(ApiAnswer answer) => await WriteAsync(answer, answer.Body[(answer.Body.Length / 2)..]);

    /// <summary>Sends the answer and, after it, white space up to a size.</summary>
    public async Task SendPaddedAsync(ApiAnswer answer, long bytes)
    {
        Begin(answer, null);
        await WriteAsync(answer, answer.Body);
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        for (var left = bytes - answer.Body.Length; left > 0; left -= blanks.Length)
        {
            await WriteAsync(answer, blanks.AsMemory(0, (int)Math.Min(left, blanks.Length)));
        }
    }

    /// <summary>Waits for a duration, or without one until the client leaves.</summary>
    public Task WaitAsync(TimeSpan? duration) => Task.Delay(duration ?? Timeout.InfiniteTimeSpan, options.Time, leaving);

    /// <summary>Cuts the connection.</summary>
    public void Cut()
    {
        done(null);
        context.Abort();
    }

    private void Begin(ApiAnswer answer, long? length)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        // By the sandbox's own clock, so that a Retry-After date can be compared with it.
        response.Headers.Date = options.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (!answer.IsPage && RequestIds.InHeader(answer.Status, options))
        {
            response.Headers["Elements-Request-Id"] = requestId;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (Bodiless(answer.Status))
        {
            done(answer with { Body = default });
            return;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = length;
        done(answer);
    }

    private ValueTask WriteAsync(ApiAnswer answer, ReadOnlyMemory<byte> bytes) =>
        Bodiless(answer.Status) || bytes.IsEmpty ? ValueTask.CompletedTask : context.Response.Body.WriteAsync(bytes, leaving);

    private static bool Bodiless(int status) => status is 204 or 205 or 304;
}
