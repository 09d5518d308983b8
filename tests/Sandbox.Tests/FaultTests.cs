// What each kind of fault does, and whether the work was done.
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Sandbox.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Status, 0)]
    [InlineData(FaultKind.StatusAfter, 1)]
    public async Task A_status_comes_instead_of_the_work_or_after_it(FaultKind kind, int instances)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = kind, StatusCode = 502 });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Equal(instances, client.Server.Instances.Count);
        Assert.Equal(502, client.Server.Requests[0].Status);
        Assert.Equal(kind, client.Server.Requests[0].Fault);
    }

    [Fact]
    public async Task The_apis_error_body_holds_the_messages_of_the_fault()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 409, Message = "It exists.", ProviderMessage = "Vendor says so." });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("It exists.", (string?)answer.Json["message"]);
        Assert.Equal("Vendor says so.", (string?)answer.Json["providerMessage"]);
        Assert.Equal(answer.Header("Elements-Request-Id"), (string?)answer.Json["requestId"]);
    }

    [Fact]
    public async Task An_empty_body_is_empty() => Assert.Equal("", (await BodyAsync(FaultBody.Empty)).Text);

    [Fact]
    public async Task An_html_body_is_a_page() => Assert.Contains("<h1>503", (await BodyAsync(FaultBody.Html)).Text);

    [Fact]
    public async Task A_list_is_an_array_of_error_bodies() => Assert.NotNull((await BodyAsync(FaultBody.List)).Json.AsArray()[0]!["message"]);

    [Fact]
    public async Task Broken_json_is_declared_as_json_and_is_none()
    {
        var answer = await BodyAsync(FaultBody.BrokenJson);

        Assert.StartsWith("application/json", answer.ContentType);
        Assert.StartsWith("{", answer.Text);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task An_echo_repeats_the_requests_secrets()
    {
        var message = (string?)(await BodyAsync(FaultBody.EchoRequest)).Json["message"];

        Assert.Contains(SandboxClient.Authorization, message);
        Assert.Contains(SampleInstance.Request().ToJsonString(), message);
    }

    [Fact]
    public async Task Retry_after_is_a_number_of_seconds()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(6.5) });

        Assert.Equal("7", (await client.GetAsync("/instances")).Header("Retry-After"));
    }

    [Fact]
    public async Task Retry_after_is_a_date_by_the_same_clock_as_the_answers_date()
    {
        await using var client = await SandboxClient.StartAsync(new() { Time = new FakeTimeProvider(new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)) });
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 503, RetryAfter = TimeSpan.FromSeconds(10), RetryAfterAsDate = true });

        var answer = await client.GetAsync("/instances");

        Assert.Equal("Tue, 03 Feb 2026 04:05:16 GMT", answer.Header("Retry-After"));
        Assert.Equal("Tue, 03 Feb 2026 04:05:06 GMT", answer.Headers.Date!.Value.ToString("R", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(FaultKind.CutBefore, 0)]
    [InlineData(FaultKind.CutAfter, 1)]
    [InlineData(FaultKind.CutInBody, 1)]
    public async Task A_cut_connection_gives_no_answer(FaultKind kind, int instances)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = kind });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.PostAsync(SampleInstance.Request()));

        var record = await client.Server.WaitForRequestAsync(request => request is { Done: true, Status: null }, SandboxClient.Ending);
        Assert.Equal(kind, record.Fault);
        Assert.Equal(instances, client.Server.Instances.Count);
    }

    [Fact]
    public async Task A_deletion_can_be_cut_in_the_middle_of_its_answer_too()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("shop");
        client.Server.Faults.Inject(new() { Kind = FaultKind.CutInBody, Method = "DELETE" });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SendAsync(HttpMethod.Delete, "/instances/12"));

        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task A_broken_body_is_a_200_that_cannot_be_read()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.BrokenBody });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("{\"id\":12,", answer.Text);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => answer.Json);
        Assert.Single(client.Server.Instances);
    }

    [Fact]
    public async Task An_empty_answer_is_a_200_after_the_work()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.EmptyBody });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
        Assert.Single(client.Server.Instances);
    }

    [Fact]
    public async Task A_huge_body_is_the_answer_and_white_space()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.HugeBody, Megabytes = 2 });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(2 * 1024 * 1024, answer.Text.Length);
        Assert.Equal(12, (int)answer.Json["id"]!);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.TemporaryRedirect)]
    [InlineData(302, HttpStatusCode.Found)]
    public async Task A_redirect_sends_elsewhere_and_does_nothing(int? status, HttpStatusCode expected)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Redirect, StatusCode = status, Location = "https://elsewhere.example/instances" });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(expected, answer.Status);
        Assert.Equal("https://elsewhere.example/instances", answer.Header("Location"));
        Assert.Empty(client.Server.Instances);
    }

    [Theory]
    [InlineData(FaultKind.Delay, 0)]
    [InlineData(FaultKind.DelayAfter, 1)]
    public async Task A_delay_takes_its_time_before_the_work_or_after_it(FaultKind kind, int instancesMeanwhile)
    {
        FakeTimeProvider time = new();
        await using var client = await SandboxClient.StartAsync(new() { Time = time });
        client.Server.Faults.Inject(new() { Kind = kind, Duration = TimeSpan.FromHours(1) });

        var answering = client.PostAsync(SampleInstance.Request());
        await client.Server.WaitForRequestAsync(request => request.Fault == kind, SandboxClient.Ending);
        Assert.Equal(instancesMeanwhile, client.Server.Instances.Count);
        Assert.False(client.Server.Requests[0].Done);

        Assert.Equal(HttpStatusCode.OK, (await AdvanceUntilDoneAsync(time, answering)).Status);
        Assert.Single(client.Server.Instances);
    }

    [Fact]
    public async Task A_delay_in_the_body_lets_the_headers_through_first()
    {
        FakeTimeProvider time = new();
        await using var client = await SandboxClient.StartAsync(new() { Time = time });
        client.Server.Faults.Inject(new() { Kind = FaultKind.DelayInBody, Duration = TimeSpan.FromHours(1) });

        using var response = await client.BeginAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), SampleInstance.Request().ToJsonString()), SandboxClient.Ending);
        var reading = response.Content.ReadAsStringAsync(SandboxClient.Ending);
        Assert.False(reading.IsCompleted);

        Assert.Equal(12, (int)JsonNode.Parse(await AdvanceUntilDoneAsync(time, reading))!["id"]!);
    }

    [Fact]
    public async Task An_endless_delay_ends_when_the_client_leaves()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.DelayAfter });
        using CancellationTokenSource leaving = new();
        var answering = client.BeginAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), SampleInstance.Request().ToJsonString()), leaving.Token);
        await client.Server.WaitForRequestAsync(request => request.Fault is not null, SandboxClient.Ending);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        var record = await client.Server.WaitForRequestAsync(request => request.Done, SandboxClient.Ending);
        Assert.Null(record.Status);
        Assert.Single(client.Server.Instances);
    }

    [Fact]
    public async Task An_endless_delay_does_not_hold_up_the_sandboxs_end()
    {
        var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Delay });
        var answering = client.PostAsync(SampleInstance.Request());
        await client.Server.WaitForRequestAsync(request => request.Fault is not null, SandboxClient.Ending);

        await client.Server.DisposeAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answering);
        Assert.Empty(client.Server.Instances);
        await client.DisposeAsync();
    }

    // The sandbox may set its timer at any moment from now on, so time goes on until the answer is there.
    private static async Task<T> AdvanceUntilDoneAsync<T>(FakeTimeProvider time, Task<T> task)
    {
        while (!task.IsCompleted)
        {
            SandboxClient.Ending.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        return await task;
    }

    private static async Task<HttpAnswer> BodyAsync(FaultBody body)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 503, Body = body });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        return answer;
    }
}
