// Addresses, methods and media types.
using System.Net;

namespace InfoBip.Sandbox.Tests;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData("/instances")]
    [InlineData("/your_moms/api-v2")]
    [InlineData("/your_moms/api-v2/")]
    [InlineData("/your_moms/api-v2/instance")]
    [InlineData("/your_moms/api-v2/instances/")]
    [InlineData("/your_moms/api-v2//instances")]
    [InlineData("/your_moms/api-v2/instances/12/other")]
    [InlineData("/elements/api-v1/instances")]
    [InlineData("/your_moms/api-v2x/instances")]
    public async Task A_wrong_address_is_a_404_of_the_api_or_a_page_as_the_switch_says(string path)
    {
        await using var client = await SandboxClient.StartAsync();

        var json = await client.SendAsync(SandboxClient.Request(HttpMethod.Get, new Uri(client.Server.Url, path)));
        client.Server.Behave("unknown-path=html");
        var html = await client.SendAsync(SandboxClient.Request(HttpMethod.Get, new Uri(client.Server.Url, path)));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (json.Status, html.Status));
        Assert.StartsWith("No resource found", (string?)json.Json["message"]);
        Assert.Equal(json.Header("Elements-Request-Id"), (string?)json.Json["requestId"]);
        Assert.StartsWith("text/html", html.ContentType);
        Assert.DoesNotContain("{", html.Text);
        Assert.Null(html.Header("Elements-Request-Id"));
    }

    [Fact]
    public async Task Both_dialects_show_the_same_instances()
    {
        await using var client = await SandboxClient.StartAsync(dialect: "element");
        client.Server.Add("shop");

        var mine = await client.GetAsync("/instances/12");
        var other = await client.SendAsync(SandboxClient.Request(HttpMethod.Get, new Uri(client.Server.BaseUrl("your_mom") + "/instances/12")));

        Assert.Equal("infobip", (string?)mine.Json["element"]!["key"]);
        Assert.Equal("infobip", (string?)other.Json["your_mom"]!["key"]);
        Assert.Throws<ArgumentException>(() => client.Server.BaseUrl("hub"));
    }

    [Theory]
    [InlineData("PUT", "/instances", "GET,POST")]
    [InlineData("DELETE", "/instances", "GET,POST")]
    [InlineData("POST", "/instances/12", "GET,PATCH,PUT,DELETE")]
    [InlineData("GET", "/instances/12/enabled", "PUT,DELETE")]
    public async Task A_wrong_method_is_405_with_the_right_ones(string method, string path, string allowed)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("shop");

        using var response = await client.BeginAsync(SandboxClient.Request(new HttpMethod(method), client.Url(path)), SandboxClient.Ending);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, string.Join(',', response.Content.Headers.Allow));
        Assert.Contains("requestId", await response.Content.ReadAsStringAsync(SandboxClient.Ending));
    }

    [Theory]
    [InlineData("POST", "/instances", "text/plain")]
    [InlineData("POST", "/instances", null)]
    [InlineData("PUT", "/instances/12", "application/x-www-form-urlencoded")]
    [InlineData("PATCH", "/instances/12", "text/json")]
    public async Task A_body_that_is_not_declared_as_json_is_415(string method, string path, string? contentType)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("shop");

        var answer = await client.SendAsync(SandboxClient.Request(new HttpMethod(method), client.Url(path), SampleInstance.Request().ToJsonString(), contentType));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("shop", Assert.Single(client.Server.Instances).Name);
    }

    [Theory]
    [InlineData("application/json;charset=utf-8", "application/json", HttpStatusCode.OK)]
    [InlineData("application/json", "text/html, */*;q=0.1", HttpStatusCode.OK)]
    [InlineData("application/json", "text/html", HttpStatusCode.NotAcceptable)]
    public async Task Media_types_are_negotiated(string contentType, string accept, HttpStatusCode expected)
    {
        await using var client = await SandboxClient.StartAsync();
        var request = SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), SampleInstance.Request().ToJsonString(), contentType);
        request.Headers.TryAddWithoutValidation("Accept", accept);

        Assert.Equal(expected, (await client.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Every_answer_of_the_api_bears_its_own_request_id()
    {
        await using var client = await SandboxClient.StartAsync();

        HttpAnswer[] answers =
        [
            await client.GetAsync("/instances"),
            await client.PostAsync(SampleInstance.Request()),
            await client.GetAsync("/instances"),
            await client.SendAsync(HttpMethod.Delete, "/instances/12/enabled"),
            await client.SendAsync(HttpMethod.Delete, "/instances/12"),
        ];

        var ids = answers.Select(answer => answer.Header("Elements-Request-Id")).ToArray();
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(ids, client.Server.Requests.Select(request => request.RequestId));
    }
}
