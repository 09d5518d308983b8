// Networks that refuse, cut, and cannot be trusted.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class ConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_is_refused_at_first_contact_is_tried_once_more_for_a_create_too()
    {
        var waits = new List<WaitNotice>();
        using var client = Clients.Of(ClosedPort(), options => options with { MaxRetries = 2, RequestTimeout = TimeSpan.FromHours(1) }, new SkippingTime(), () => 0.5);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => client.CreateAsync(Samples.Secretive, new CallOptions { Waiting = waits.Add }, Cancel));

        Assert.Equal(ApiFailureKind.ConnectionFailed, failure.Kind);
        Assert.False(failure.MayHaveActed);
        Assert.Equal(2, failure.Attempts);
        Assert.Single(waits);
    }

    [Fact]
    public async Task A_refused_delete_certainly_did_nothing()
    {
        using var client = Clients.Of(ClosedPort());

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.DeleteAsync(12, cancellationToken: Cancel));

        Assert.False(failure.MayHaveActed);
    }

    [Fact]
    public async Task A_connection_that_is_cut_leaves_a_create_in_doubt()
    {
        await using var server = new RawServer(static (_, _, _) => Task.CompletedTask);
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxRetries = 5 });

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.ConnectionLost, failure.Kind);
        Assert.True(failure.MayHaveActed);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_a_create_in_doubt()
    {
        await using var server = new RawServer(static (_, stream, _) =>
            RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\": 12"));
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxRetries = 5 });

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.ConnectionLost, failure.Kind);
        Assert.True(failure.MayHaveActed);
        Assert.Single(server.Requests);
    }

    [Theory, InlineData("read"), InlineData("change")]
    public async Task Everything_else_is_sent_again_after_a_cut(string kind)
    {
        await using var server = new RawServer(static (number, stream, _) =>
            number == 1 ? Task.CompletedTask : RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(
            server.BaseUrl, options => options with { MaxRetries = 5, RequestTimeout = TimeSpan.FromHours(1) }, new SkippingTime(), () => 0.5);

        var instance = kind == "read"
            ? await client.GetAsync(12, cancellationToken: Cancel)
            : await client.PatchAsync(12, new InstancePatch("x"), cancellationToken: Cancel);

        Assert.Equal(12, instance?.Id);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0], server.Requests[1]);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_ends_the_call()
    {
        using var certificate = Certificate();
        await using var server = new RawServer(
            static (_, stream, _) => RawServer.AnswerAsync(stream, Samples.Instance),
            async stream =>
            {
                var secure = new SslStream(stream);
                try
                {
                    await secure.AuthenticateAsServerAsync(certificate);
                }
                catch (AuthenticationException exception)
                {
                    throw new IOException("The client hung up.", exception);
                }

                return secure;
            });
        using var client = Clients.Of(new Uri($"https://localhost:{server.Port}"), options => options with { MaxRetries = 5 });

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.TlsFailed, failure.Kind);
        Assert.Equal(1, failure.Attempts);
        Assert.False(failure.MayHaveActed);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Only_calls_connect()
    {
        await using var server = new RawServer(static (_, stream, _) => RawServer.AnswerAsync(stream, Samples.Instance));

        using var idle = Clients.Of(server.BaseUrl);
        using var client = Clients.Of(server.BaseUrl);

        await client.GetAsync(12, cancellationToken: Cancel);

        Assert.Equal(1, server.Connections);
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
