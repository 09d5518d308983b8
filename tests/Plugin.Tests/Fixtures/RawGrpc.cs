// GRPC by hand: bodies that no client library would send.
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace InfoBip.Plugin.Tests;

/// <summary>Sends bytes to a method of a plugin and reads the status.</summary>
internal sealed class RawGrpc(int port) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        BaseAddress = new Uri($"http://127.0.0.1:{port}/pulumirpc.ResourceProvider/"),
    };

    /// <summary>A message behind its five bytes of length.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, byte compressed = 0, uint? length = null)
    {
        var frame = new byte[message.Length + 5];
        frame[0] = compressed;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    /// <summary>The status and message of the answer; null where the answer is not gRPC but an HTTP status that refuses.</summary>
    public async Task<(StatusCode Code, string Message)?> SendAsync(string method, byte[] body, string contentType = "application/grpc")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = new ByteArrayContent(body), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (Header(answer, "grpc-status") is not { } status)
        {
            Assert.False(answer.IsSuccessStatusCode, "an answer without a status");
            return null;
        }

        return ((StatusCode)int.Parse(status, CultureInfo.InvariantCulture), Uri.UnescapeDataString(Header(answer, "grpc-message") ?? ""));
    }

    public void Dispose() => _http.Dispose();

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.TrailingHeaders.TryGetValues(name, out var values) || answer.Headers.TryGetValues(name, out values) ? values.Single() : null;
}
