// A web server for the files of one folder, under any path; it records the paths of the requests.
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Programs.Tests.Fixtures;

internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FileServer(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/plugins";

    /// <summary>The paths of the requests.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<FileServer> StartAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        FileServer server = new(builder.Build());
        server._app.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            server.Asked.Enqueue(path);
            var file = Path.Combine(folder, Path.GetFileName(path));
            context.Response.StatusCode = File.Exists(file) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            if (File.Exists(file))
            {
                await using var stream = File.OpenRead(file);
                await stream.CopyToAsync(context.Response.Body, context.RequestAborted);
            }
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
