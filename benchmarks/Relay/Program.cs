// A plugin that does nothing: for every create it sends one fixed POST and gives one fixed answer. What it costs, any plugin on this server and this client costs.
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

// Messages of gRPC: five bytes of frame, then protobuf. The version is "0.1.0"; the created resource has the id "12" and a token.
byte[] nothing = [0, 0, 0, 0, 0];
byte[] version = [0, 0, 0, 0, 7, 0x0a, 5, .. "0.1.0"u8];
byte[] created = [0, 0, 0, 0, 22, 0x0a, 2, .. "12"u8, 0x12, 16, 0x0a, 14, 0x0a, 5, .. "token"u8, 0x12, 5, 0x1a, 3, .. "abc"u8];

var target = new Uri(Environment.GetEnvironmentVariable("RELAY_TARGET") ?? throw new InvalidOperationException("RELAY_TARGET is to name the service."));
using var http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseProxy = false, UseCookies = false });
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
{
    options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
    options.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
});
await using var server = builder.Build();
server.Run(async context =>
{
    await context.Request.Body.CopyToAsync(Stream.Null);
    var path = context.Request.Path.Value!;
    if (path.EndsWith("/Create", StringComparison.Ordinal))
    {
        await PostAsync();
    }

    context.Response.ContentType = "application/grpc";
    await context.Response.Body.WriteAsync(
        path.EndsWith("/Create", StringComparison.Ordinal) ? created : path.EndsWith("/GetPluginInfo", StringComparison.Ordinal) ? version : nothing);
    context.Response.AppendTrailer("grpc-status", "0");
});
await server.StartAsync();
Console.Out.Write(new Uri(server.Urls.First()).Port.ToString(CultureInfo.InvariantCulture) + "\n");
Console.Out.Flush();
await server.WaitForShutdownAsync();

async Task PostAsync()
{
    const string Body = "{\"your_mom\":{\"key\":\"infobip\"},\"configuration\":{\"messaging.sms.infobip.sender\":\"+17777777777\",\"messaging.sms.infobip.username\":\"acme\","
        + "\"messaging.sms.infobip.password\":\"secret\",\"messaging.sms.infobip.callback.url\":\"https://www.example.com/auth\"},\"name\":\"relay\"}";
    using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
    request.Headers.TryAddWithoutValidation("Authorization", "User user, Organization organization");
    using var answer = await http.SendAsync(request, CancellationToken.None);
    answer.EnsureSuccessStatusCode();
    await answer.Content.CopyToAsync(Stream.Null);
}
