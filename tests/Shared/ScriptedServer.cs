// A web server that answers what a test says: for answers that no sandbox gives.
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfoBip.Tests.Shared;

/// <summary>Listens on a free port of 127.0.0.1; <see cref="Answer"/> may be replaced at any time.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public required RequestDelegate Answer { get; set; }

    public static async Task<ScriptedServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new ScriptedServer(app) { Answer = answer };
        app.Run(context => server.Answer(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Url = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>A server of files by their paths; each path that is asked for is given to <paramref name="asked"/>.</summary>
    public static Task<ScriptedServer> OfFilesAsync(Func<string, byte[]?> file, Action<string> asked) => StartAsync(async context =>
    {
        var path = context.Request.Path.ToString();
        asked(path);
        if (file(path) is { } bytes)
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    });

    /// <summary>A server that passes requests on to another and changes the JSON of its successful answers.</summary>
    public static Task<ScriptedServer> BeforeAsync(Uri service, Func<JsonObject, JsonNode> change)
    {
        var http = new HttpClient();
        return StartAsync(async context =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(service, context.Request.Path + context.Request.QueryString));
            request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
            using var body = new StreamContent(context.Request.Body);
            if (context.Request.ContentType is { } type)
            {
                body.Headers.TryAddWithoutValidation("Content-Type", type);
                request.Content = body;
            }

            using var answer = await http.SendAsync(request, context.RequestAborted);
            var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            var changed = answer.IsSuccessStatusCode && text.Length > 0 && JsonNode.Parse(text) is JsonObject json ? change(json).ToJsonString() : text;
            await context.Response.WriteAsync(changed, context.RequestAborted);
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
