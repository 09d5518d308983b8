// An https server with a certificate of a choice.
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfoBip.Plugin.Tests;

/// <summary>Answers everything by the API's own 404, over TLS. Its certificate is issued by an authority of its own, which a test may have a plugin trust.</summary>
internal sealed class SelfSignedServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;

    private SelfSignedServer(WebApplication server, X509Certificate2 certificate) => (_server, _certificate) = (server, certificate);

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_server.Urls.Single());

    /// <summary>A file with the certificate of its authority.</summary>
    public string AuthorityFile { get; } = Path.Combine(Directory.CreateTempSubdirectory("infobip-authority-").FullName, "authority.pem");

    /// <param name="host">Whom the certificate is for.</param>
    /// <param name="validUntil">How many days from now the certificate is valid.</param>
    public static async Task<SelfSignedServer> StartAsync(string host = "127.0.0.1", int validUntil = 1)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Test Authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-30), now.AddDays(30));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, now.AddDays(-20), now.AddDays(validUntil), [1, 2, 3]);
        var certificate = issued.CopyWithPrivateKey(key);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        server.Run(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"requestId": "53db", "message": "No instance"}""");
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var started = new SelfSignedServer(server, certificate);
        await File.WriteAllTextAsync(started.AuthorityFile, authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }
}
