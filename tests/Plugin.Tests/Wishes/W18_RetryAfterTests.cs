// Wish 18: waits are those that the service asks for, told in the status line, and never longer than the operation may take.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W18_RetryAfterTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task W18_A_wait_is_told_in_the_status_line_of_its_resource_and_the_call_succeeds_after_it()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 2)] });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(1) });

        var made = await wired.CreateAsync(Wired.NamedInputs());

        Assert.Equal("12", made.Id);
        Assert.Equal(
            new LogEntry(LogSeverity.Info, "POST /instances: 429 Too Many Requests; attempt 2 of 3 follows in 1 s", Wired.Urn, Ephemeral: true),
            await wired.FirstNote.WaitAsync(s_patience, Cancel));
        Assert.Single(wired.Sandbox.Instances);
    }

    [Fact]
    public async Task W18_A_date_counts_by_the_clock_of_the_service_however_wrong_it_goes()
    {
        var requests = 0;
        await using var service = await Answerer.StartAsync(async context =>
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
        await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => service.Url, Settings = [("maxRetries", 1)] });

        await wired.ReadAsync("12");

        Assert.Equal("GET /instances/12: 503 Service Unavailable; attempt 2 of 2 follows in 1 s", (await wired.FirstNote.WaitAsync(s_patience, Cancel)).Message);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task W18_A_service_that_asks_for_an_hour_gets_a_minute()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 2)] });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromHours(1), Times = int.MaxValue });
        var call = wired.ReadAsync("12");

        Assert.EndsWith("attempt 2 of 3 follows in 60 s", (await wired.FirstNote.WaitAsync(s_patience, Cancel)).Message, StringComparison.Ordinal);

        await wired.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
        Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call).WaitAsync(s_patience, Cancel)).StatusCode);
    }

    [Fact]
    public async Task W18_A_wait_that_would_outlast_the_operation_is_not_begun()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 5)] });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(50), Times = int.MaxValue });

        var failure = await Failures.OfAsync(wired.Client.ReadAsync(
            new ReadRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Timeout = 40 }, cancellationToken: Cancel).ResponseAsync).WaitAsync(s_patience, Cancel);

        Assert.Contains("The next attempt was due in 50 s, but the deadline of 40 s for the whole operation comes first", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Single(wired.Sandbox.Requests);
    }
}
