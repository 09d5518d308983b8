// The page at the root, for a person in a browser.
namespace InfoBip.Sandbox.Pages;

/// <summary>Serves the page's three files. It loads nothing from elsewhere, and shows what the control API shows.</summary>
internal static class StatusPage
{
    public static void Map(WebApplication app)
    {
        Serve(app, "/", "page.html", "text/html;charset=utf-8");
        Serve(app, "/sandbox/page.css", "page.css", "text/css;charset=utf-8");
        Serve(app, "/sandbox/page.js", "page.js", "text/javascript;charset=utf-8");
        app.MapGet("/favicon.ico", context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
    }

    private static void Serve(WebApplication app, string path, string file, string contentType)
    {
        using var resource = typeof(StatusPage).Assembly.GetManifestResourceStream(file)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        app.MapGet(path, context =>
        {
            context.Response.ContentType = contentType;
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
        });
    }
}
