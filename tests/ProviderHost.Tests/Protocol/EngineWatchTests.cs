// When the plugin concludes that its engine is gone.
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ProviderHost.EngineClient;

namespace ProviderHost.Tests.Protocol;

public sealed class EngineWatchTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipe_whose_other_end_closes_means_gone_at_once()
    {
        await using var engine = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var plugin = new AnonymousPipeClientStream(PipeDirection.In, engine.ClientSafePipeHandle);
        var gone = new EngineWatch(_time).UntilGoneAsync("127.0.0.1:1", plugin, Cancel);
        engine.Write("what no engine writes means nothing"u8);
        Assert.False(gone.IsCompleted);

        engine.Dispose();

        await gone;
    }

    [Fact]
    public async Task An_address_that_refuses_means_gone_at_the_next_question_and_not_before()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var gone = new EngineWatch(_time).UntilGoneAsync(address, null, Cancel);
        _time.Advance(EngineWatch.Interval - TimeSpan.FromSeconds(1));
        Assert.False(gone.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        await gone;
    }

    [Theory]
    [InlineData("0"), InlineData("12"), InlineData("13"), InlineData("2")]
    public async Task Whatever_an_engine_answers_it_lives(string status)
    {
        var asked = new SemaphoreSlim(0);
        await using var engine = await StartAsync(context =>
        {
            Assert.Equal("/grpc.health.v1.Health/Check", context.Request.Path);
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = status;
            asked.Release();
            return Task.CompletedTask;
        });
        var gone = new EngineWatch(_time).UntilGoneAsync(new Uri(engine.Urls.Single()).Authority, null, Cancel);
        for (var question = 0; question < 3; question++)
        {
            // A question can come only after the answer to the one before did not count as the end.
            while (!await asked.WaitAsync(TimeSpan.FromMilliseconds(20), Cancel))
            {
                _time.Advance(EngineWatch.Interval);
            }
        }

        Assert.False(gone.IsCompleted);
        await engine.StopAsync(Cancel);
        while (!gone.IsCompleted)
        {
            _time.Advance(EngineWatch.Interval);
            await Task.WhenAny(gone, Task.Delay(20, Cancel));
        }

        await gone;
    }

    [Fact]
    public async Task An_address_that_is_none_means_nothing()
    {
        using var end = new CancellationTokenSource();
        var gone = new EngineWatch(_time).UntilGoneAsync("no address", null, end.Token);
        _time.Advance(10 * EngineWatch.Interval);
        Assert.False(gone.IsCompleted);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(Cancel);
        return app;
    }
}
