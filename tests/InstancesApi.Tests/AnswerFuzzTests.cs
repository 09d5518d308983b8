// Whatever bytes a service answers, a call ends in a result or in a failure that names it; never in anything else.
using System.Text;
using CsCheck;
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

/// <summary>A failing case is printed with its seed; CsCheck_Seed plays it again.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly string[] s_answers =
    [
        Answer("200 OK", Samples.Instance),
        Answer("200 OK", $"[{Samples.Instance}]", "Elements-Next-Page-Token: abc"),
        Answer("200 OK", """{"id": 12, "id": "x", "token": "a", "token": "b", "configuration": {"k": "v", "k": null}, "tags": [[[[]]]]}"""),
        Answer("404 Not Found", Samples.NotFound),
        Answer("429 Too Many Requests", Samples.NotFound, "Retry-After: 99999999999999999999"),
        Answer("503 Service Unavailable", "<html>", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
        Answer("302 Found", "", "Location: http://[::1/"),
        Answer("307 Temporary Redirect", "", "Location: \\\\elsewhere\\x"),
        Answer("200 OK", Samples.Instance, "Content-Encoding: gzip"),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n7\r\n: 12} \r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Answer("200 OK", Samples.Instance),
        "HTTP/1.0 200 OK\r\n\r\n" + Samples.Instance,
        Answer("200 OK", Samples.Instance, string.Concat(Enumerable.Repeat("X-Filler: " + new string('x', 1000) + "\r\n", 100)).TrimEnd()),
        Answer("200 OK", new string('[', 5000) + new string(']', 5000)),
        Answer("999 Whatever", "\"\\ud800\""),
    ];

    private static readonly Func<InstancesClient, Task>[] s_calls =
    [
        client => client.GetAsync(12),
        client => client.CreateAsync(Samples.Request),
        client => client.CreateOnceAsync(new InstanceCreation(Samples.Request, NameIsUnique: true), new CallOptions { Deadline = TimeSpan.FromMilliseconds(200) }),
        client => client.PatchAsync(12, new InstancePatch("x")),
        client => client.FindByNameAsync("infobip", "Test"),
        client => client.DeleteAsync(12),
        client => client.EnableAsync(12),
        client => client.ListPageAsync(new InstanceQuery("x")),
    ];

    [Fact]
    public async Task Any_bytes_end_in_a_result_or_in_a_failure_that_names_the_call()
    {
        var change = Gen.Select(Gen.Int[0, 4], Gen.Double.Unit, Gen.Byte.Array[1, 5]);
        await Gen.Select(Gen.Int[0, s_answers.Length - 1], change.Array[0, 3], Gen.Int[0, s_calls.Length - 1]).SampleAsync(
            async (which, changes, call) =>
            {
                var bytes = changes.Aggregate(Encoding.Latin1.GetBytes(s_answers[which]), (all, how) => Changed(all, how.Item1, how.Item2, how.Item3));
                await using var server = new RawServer((_, stream, cancel) => stream.WriteAsync(bytes, cancel).AsTask());
                using var client = Clients.Of(server.BaseUrl);
                await EndsAsync(s_calls[call](client));
            },
            iter: 1000,
            threads: 2);
    }

    /// <summary>A call may succeed, and it may fail in its one way.</summary>
    private static async Task EndsAsync(Task call)
    {
        try
        {
            await call.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        catch (InstancesApiException failure)
        {
            Assert.Matches("^(GET|POST|PATCH|PUT|DELETE) /instances", failure.Message);
            Assert.DoesNotContain("Exception", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secrets.User, failure.Message, StringComparison.Ordinal);
        }
        catch (CreationInDoubtException doubt)
        {
            Assert.NotNull(doubt.Failure);
        }
    }

    private static string Answer(string status, string body, string? header = null) =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{(header is null ? "" : header + "\r\n")}Connection: close\r\n\r\n{body}";

    /// <summary>Bytes replaced, put in, taken out, the end cut off, or a part said twice.</summary>
    private static byte[] Changed(byte[] bytes, int how, double where, byte[] with)
    {
        var at = (int)(where * bytes.Length);
        var rest = bytes[Math.Min(at + with.Length, bytes.Length)..];
        return how switch
        {
            0 => [.. bytes[..at], .. with, .. rest],
            1 => [.. bytes[..at], .. with, .. bytes[at..]],
            2 => [.. bytes[..at], .. rest],
            3 => bytes[..at],
            _ => [.. bytes, .. bytes[at..]],
        };
    }
}
