// Waits are those that the service asks for, shown in the status line, and never longer than the operation may take.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Retry;

public sealed class RetryAfterTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wait_is_shown_in_the_status_line_of_its_resource_and_the_call_succeeds_after_it()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 2)] });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(1) });

        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());

        Assert.Equal("12", made.Id);
        Assert.Equal(
            new LogRequest { Severity = LogSeverity.Info, Message = PluginNotes.Wait("POST /instances", "429 Too Many Requests", 2, 3, 1), Urn = SampleResource.Urn, Ephemeral = true },
            await plugin.FirstNote.WaitAsync(s_patience, Cancel));
        Assert.Single(plugin.Sandbox.Instances);
    }

    [Fact]
    public async Task A_date_counts_by_the_clock_of_the_service_however_wrong_that_is()
    {
        var requests = 0;
        await using var service = await ScriptedServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                var now = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
                context.Response.StatusCode = 503;
                context.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
                context.Response.Headers.RetryAfter = now.AddSeconds(1).ToString("R", CultureInfo.InvariantCulture);
                return;
            }

            context.Response.ContentType = "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"id": 12, "name": "x", "token": "t"}""", Cancel);
        });
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(service.Url, "/your_moms/api-v2"), Settings = [("maxRetries", 1)] });

        await plugin.ReadAsync("12");

        Assert.Equal(PluginNotes.Wait("GET /instances/12", "503 Service Unavailable", 2, 2, 1), (await plugin.FirstNote.WaitAsync(s_patience, Cancel)).Message);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task A_service_that_asks_for_an_hour_gets_a_minute()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 2)] });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromHours(1), Times = int.MaxValue });
        var call = plugin.ReadAsync("12");

        Assert.Equal(PluginNotes.Wait("GET /instances/12", "429 Too Many Requests", 2, 3, 60), (await plugin.FirstNote.WaitAsync(s_patience, Cancel)).Message);

        await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
        Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call).WaitAsync(s_patience, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_wait_that_would_outlast_the_operation_is_not_begun()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 5)] });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(50), Times = int.MaxValue });

        var failure = await Failures.OfAsync(plugin.Client.ReadAsync(
            new ReadRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type, Timeout = 40 }, cancellationToken: Cancel).ResponseAsync).WaitAsync(s_patience, Cancel);

        Failures.AssertError(failure, "IB3007", "50 s", "40 s");
        Assert.Single(plugin.Sandbox.Requests);
    }
}
