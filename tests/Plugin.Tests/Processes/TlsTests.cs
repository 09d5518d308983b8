// A connection that is not secure says why, and how a certificate comes to be trusted.
using System.Net;
using System.Net.Sockets;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class TlsTests
{
    [Fact]
    public async Task A_certificate_of_an_authority_that_is_trusted_by_a_file_is_accepted()
    {
        await using var server = await SelfSignedServer.StartAsync();
        await using var plugin = await OpenAsync(server.Url, server.AuthorityFile);

        // The service's own 404.
        Assert.Empty((await plugin.ReadAsync("12")).Id);
    }

    [Theory]
    [InlineData("127.0.0.1", 1, false, "is not trusted here (issued by 'Test Authority')")]
    [InlineData("127.0.0.1", -1, true, "is valid from ")]
    [InlineData("other.example.com", 1, true, "is for another host (other.example.com)")]
    public async Task A_certificate_that_is_not_accepted_has_a_reason(string host, int validUntil, bool trusted, string reason)
    {
        await using var server = await SelfSignedServer.StartAsync(host, validUntil);
        await using var plugin = await OpenAsync(server.Url, trusted ? server.AuthorityFile : null);

        Failures.AssertError(await Failures.OfAsync(plugin.ReadAsync("12")), "IB3011", reason, server.Url.GetLeftPart(UriPartial.Authority), "SSL_CERT_FILE");
    }

    [Fact]
    public async Task A_port_without_TLS_is_named()
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var plugin = await OpenAsync(new UriBuilder(sandbox.Url) { Scheme = "https" }.Uri, null);

        Failures.AssertError(await Failures.OfAsync(plugin.ReadAsync("12")), "IB3011", "does not speak TLS");
    }

    /// <summary>Plain http is accepted for this machine alone. What speaks TLS answers it by an alert.</summary>
    [Fact]
    public async Task Http_to_a_port_that_speaks_TLS_fails_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerOnceAsync(listener);
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            BaseUrl = _ => new Uri($"http://{listener.LocalEndpoint}/your_moms/api-v2"),
            Settings = [("maxRetries", 5)],
        });

        var failure = await Failures.OfAsync(plugin.ReadAsync("12"));
        await answering;

        Failures.AssertError(failure, "IB3013", "a port that speaks https does not understand http");
        Assert.DoesNotContain("attempts", failure.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task AnswerOnceAsync(TcpListener listener)
    {
        byte[] unexpectedMessage = [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0A];
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[4096];
        _ = await connection.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync(unexpectedMessage, TestContext.Current.CancellationToken);
    }

    private static Task<PluginFixture> OpenAsync(Uri url, string? authority) => PluginFixture.OpenAsync(new PluginSetup
    {
        BaseUrl = _ => new Uri(url, "/your_moms/api-v2"),
        Environment = new Dictionary<string, string?> { ["SSL_CERT_FILE"] = authority },
    });
}
