// A sandbox in this process and a client that talks to it over HTTP.
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

/// <summary>An answer as it came.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}

internal sealed class SandboxClient : IAsyncDisposable
{
    public const string Authorization = $"User {SampleSecrets.User}, Organization {SampleSecrets.Organization}";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private SandboxClient(SandboxServer server, string dialect)
    {
        Server = server;
        Dialect = dialect;
    }

    public SandboxServer Server { get; }

    public string Dialect { get; }

    public static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static async Task<SandboxClient> StartAsync(SandboxOptions? options = null, string dialect = "your_mom") =>
        new(await SandboxServer.StartAsync(options, Ending), dialect);

    public static HttpRequestMessage Request(HttpMethod method, Uri url, string? body = null, string? contentType = "application/json", string? authorization = Authorization)
    {
        HttpRequestMessage request = new(method, url);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        return request;
    }

    public Uri Url(string path) => new(Server.BaseUrl(Dialect) + path);

    public Task<HttpAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpAnswer> PostAsync(JsonNode body) => SendAsync(HttpMethod.Post, "/instances", body);

    public Task<HttpAnswer> SendAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(Request(method, Url(path), body?.ToJsonString()));

    public Task<HttpAnswer> ControlAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(Request(method, new Uri(Server.Url, path), body?.ToJsonString(), authorization: null));

    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await _http.SendAsync(request, Ending))
        {
            return new(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync(Ending));
        }
    }

    /// <summary>Sends and gives the answer as soon as its headers are there.</summary>
    public Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
