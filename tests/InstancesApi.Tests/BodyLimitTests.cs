// Bodies that are too large, packed or broken.
using System.IO.Compression;
using System.Text;
using InfoBip.InstancesApi.Tests.Support;
using WireMock.ResponseBuilders;

namespace InfoBip.InstancesApi.Tests;

public sealed class BodyLimitTests : IDisposable
{
    private const int Limit = 8 * 1024 * 1024;

    private readonly CannedService _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_body_of_8_MiB_is_read()
    {
        _service.Answers(Body(Limit));

        Assert.Equal(12, (await _service.Client().GetAsync(12, cancellationToken: Cancel))?.Id);
    }

    [Fact]
    public async Task A_larger_body_is_not_read()
    {
        _service.Answers(Body(Limit + 1));

        var failure = await _service.FailureOf(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, failure.Kind);
        Assert.True(failure.MayHaveActed);
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_left_at_the_limit()
    {
        await using var server = new RawServer(static async (_, stream, stop) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            var block = new byte[1 << 16];
            while (!stop.IsCancellationRequested)
            {
                await stream.WriteAsync(block, stop);
            }
        });
        using var client = Clients.Of(server.BaseUrl);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, failure.Kind);
    }

    [Fact]
    public async Task The_limit_is_that_of_the_unpacked_body()
    {
        _service.Answers(Packed(Body(Limit + 1)));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, (await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel))).Kind);
    }

    [Fact]
    public async Task A_packed_body_is_unpacked()
    {
        _service.Answers(Packed(Samples.Instance));

        Assert.Equal(12, (await _service.Client().GetAsync(12, cancellationToken: Cancel))?.Id);
        Assert.Contains("gzip", _service.Request.Header("Accept-Encoding")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_says_it_is_packed_and_is_not_cannot_be_read()
    {
        _service.Answers(Response.Create().WithHeader("Content-Encoding", "gzip").WithBody(Encoding.UTF8.GetBytes(Samples.Instance)));

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, failure.Kind);
    }

    [Fact]
    public async Task An_error_keeps_its_status_when_its_body_is_too_large()
    {
        _service.Answers(Samples.NotFound.PadRight(Limit + 1), 403);

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.Forbidden, failure.Kind);
        Assert.Null(failure.ServiceMessage);
    }

    [Fact]
    public async Task An_error_keeps_its_status_when_its_body_breaks_off()
    {
        await using var server = new RawServer(static (_, stream, _) =>
            RawServer.WriteAsync(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n{\"message\": \"No"));
        using var client = Clients.Of(server.BaseUrl);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.WrongAddress, failure.Kind);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, failure.Status);
    }

    private static string Body(int length) => Samples.Instance.PadRight(length);

    private static IResponseBuilder Packed(string body)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(Encoding.UTF8.GetBytes(body));
        }

        return Response.Create().WithHeader("Content-Type", "application/json").WithHeader("Content-Encoding", "gzip").WithBody(packed.ToArray());
    }
}
