// The control API under /sandbox, and the page at the root.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class ControlApiTests
{
    private const string HeaderSecret = "h-secret";

    private static readonly string[] s_secrets = [SampleSecrets.Prefix, HeaderSecret];

    [Fact]
    public async Task Requests_are_shown_without_their_secrets()
    {
        await using var client = await SandboxClient.StartAsync();
        var request = SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), SampleInstance.Request().ToJsonString());
        request.Headers.TryAddWithoutValidation("X-Own", HeaderSecret);
        var token = (string)(await client.SendAsync(request)).Json["token"]!;
        await client.SendAsync(SandboxClient.Request(HttpMethod.Get, client.Url("/instances"), authorization: $"{SandboxClient.Authorization}, Element {token}"));
        await client.SendAsync(SandboxClient.Request(HttpMethod.Get, client.Url("/instances"), authorization: $"{SampleSecrets.Organization} {SampleSecrets.Password}"));
        await client.SendAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), $"{{ {SampleSecrets.Password} "));

        var answer = await client.ControlAsync(HttpMethod.Get, "/sandbox/requests");

        var shown = answer.Json.AsArray();
        Assert.Equal(4, shown.Count);
        Assert.Equal("User [secret], Organization [secret]", (string?)shown[0]!["headers"]!["Authorization"]);
        Assert.Equal("User [secret], Organization [secret], Element [secret]", (string?)shown[1]!["headers"]!["Authorization"]);
        Assert.Equal("[secret]", (string?)shown[2]!["headers"]!["Authorization"]);
        Assert.Equal("[secret]", (string?)shown[0]!["body"]!["configuration"]![SampleInstance.PasswordKey]);
        Assert.Equal(SampleInstance.Username, (string?)shown[0]!["body"]!["configuration"]![SampleInstance.UsernameKey]);
        Assert.Equal($"[{SampleSecrets.Password.Length + 3} characters that are not JSON]", (string?)shown[3]!["body"]);
        Assert.Null(shown[1]!["body"]);
        Assert.Equal([200, 200, 401, 400], shown.Select(one => (int)one!["status"]!));
        Assert.All([.. s_secrets, token], secret => Assert.DoesNotContain(secret, answer.Text));
    }

    [Fact]
    public async Task Requests_can_be_forgotten_and_control_leaves_no_trace()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.GetAsync("/instances");

        Assert.Equal(HttpStatusCode.NoContent, (await client.ControlAsync(HttpMethod.Delete, "/sandbox/requests")).Status);
        await client.ControlAsync(HttpMethod.Get, "/sandbox/faults");
        await client.ControlAsync(HttpMethod.Get, "/");

        Assert.Empty((await client.ControlAsync(HttpMethod.Get, "/sandbox/requests")).Json.AsArray());
    }

    [Fact]
    public async Task Instances_are_shown_without_their_secrets()
    {
        await using var client = await SandboxClient.StartAsync();
        var token = (string)(await client.PostAsync(SampleInstance.Request(tags: "a"))).Json["token"]!;

        var answer = await client.ControlAsync(HttpMethod.Get, "/sandbox/instances");

        var instance = Assert.Single(answer.Json.AsArray())!;
        Assert.Equal((12, "infobip", "Test"), ((int)instance["id"]!, (string?)instance["connector"], (string?)instance["name"]));
        Assert.Equal("""["a"]""", instance["tags"]!.ToJsonString());
        Assert.Equal("[secret]", (string?)instance["configuration"]![SampleInstance.PasswordKey]);
        Assert.All([.. s_secrets, token], secret => Assert.DoesNotContain(secret, answer.Text));
    }

    [Fact]
    public async Task An_instance_can_be_edited_without_a_request_to_the_api()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request(tags: "a"));

        var answer = await client.ControlAsync(HttpMethod.Patch, "/sandbox/instances/12", new JsonObject
        {
            ["name"] = "edited",
            ["tags"] = new JsonArray("b", "c"),
            ["configuration"] = new JsonObject { [SampleInstance.SenderKey] = "+2", ["filter.response.nulls"] = null },
            ["valid"] = false,
            ["disabled"] = true,
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var shown = (await client.GetAsync("/instances/12")).Json;
        Assert.Equal("edited", (string?)shown["name"]);
        Assert.Equal("""["b","c"]""", shown["tags"]!.ToJsonString());
        Assert.Equal("+2", (string?)shown["configuration"]![SampleInstance.SenderKey]);
        Assert.Equal(SampleInstance.Username, (string?)shown["configuration"]![SampleInstance.UsernameKey]);
        Assert.Null(shown["configuration"]!["filter.response.nulls"]);
        Assert.Equal((false, true), ((bool)shown["valid"]!, (bool)shown["disabled"]!));
    }

    [Fact]
    public async Task An_instance_can_be_added_and_removed()
    {
        await using var client = await SandboxClient.StartAsync();

        var added = await client.ControlAsync(HttpMethod.Post, "/sandbox/instances", new JsonObject { ["name"] = "mail", ["connector"] = "sendgrid", ["tags"] = new JsonArray("a") });
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal("sendgrid", (string?)(await client.GetAsync($"/instances/{added.Json["id"]}")).Json["your_mom"]!["key"]);

        Assert.Equal(HttpStatusCode.NoContent, (await client.ControlAsync(HttpMethod.Delete, $"/sandbox/instances/{added.Json["id"]}")).Status);
        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task A_fault_can_be_injected_seen_and_removed()
    {
        await using var client = await SandboxClient.StartAsync();

        var injected = await client.ControlAsync(HttpMethod.Post, "/sandbox/faults", JsonNode.Parse(
            """{"kind":"status","statusCode":429,"body":"html","retryAfterSeconds":3,"method":"GET","path":"/instances*","times":2}"""));
        Assert.Equal(HttpStatusCode.Created, injected.Status);
        var hit = await client.GetAsync("/instances");
        Assert.Equal((HttpStatusCode.TooManyRequests, "3"), (hit.Status, hit.Header("Retry-After")));

        var shown = (await client.ControlAsync(HttpMethod.Get, "/sandbox/faults")).Json;
        Assert.Equal((1, 1, 1), ((int)shown["hits"]!, (int)shown["injected"]![0]!["left"]!, (int)shown["injected"]![0]!["hits"]!));
        Assert.Equal("status", (string?)shown["injected"]![0]!["fault"]!["kind"]);
        Assert.Equal("html", (string?)shown["injected"]![0]!["fault"]!["body"]);

        Assert.Equal(HttpStatusCode.NoContent, (await client.ControlAsync(HttpMethod.Delete, "/sandbox/faults")).Status);
        Assert.Empty(client.Server.Faults.Injected);
    }

    [Fact]
    public async Task Every_member_of_a_fault_is_read()
    {
        await using var client = await SandboxClient.StartAsync();

        await client.ControlAsync(HttpMethod.Post, "/sandbox/faults", JsonNode.Parse(
            """
            {"kind":"huGeBody","statusCode":418,"body":"echoRequest","message":"m","providerMessage":"p","retryAfterSeconds":1.5,"retryAfterAsDate":true,
             "durationSeconds":2,"megabytes":3,"location":"l","method":"GET","path":"/x","skip":4,"times":5,"rate":0.5}
            """));

        Assert.Equal(
            new Fault
            {
                Kind = FaultKind.HugeBody,
                StatusCode = 418,
                Body = FaultBody.EchoRequest,
                Message = "m",
                ProviderMessage = "p",
                RetryAfter = TimeSpan.FromSeconds(1.5),
                RetryAfterAsDate = true,
                Duration = TimeSpan.FromSeconds(2),
                Megabytes = 3,
                Location = "l",
                Method = "GET",
                Path = "/x",
                Skip = 4,
                Times = 5,
                Rate = 0.5,
            },
            Assert.Single(client.Server.Faults.Injected).Fault);
    }

    [Fact]
    public async Task Faults_and_the_rate_limit_leave_control_and_page_alone()
    {
        await using var client = await SandboxClient.StartAsync(new() { RequestsPerSecond = 0.001 });
        client.Server.Faults.Inject(new() { Kind = FaultKind.CutBefore, Times = 100 });

        Assert.Equal(HttpStatusCode.OK, (await client.ControlAsync(HttpMethod.Get, "/sandbox/instances")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.ControlAsync(HttpMethod.Get, "/")).Status);
        Assert.Equal(0, client.Server.Faults.Hits);
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        await using var client = await SandboxClient.StartAsync();

        var page = await client.ControlAsync(HttpMethod.Get, "/");

        Assert.StartsWith("text/html", page.ContentType);
        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';", page.Header("Content-Security-Policy"));
        Assert.Equal("text/css; charset=utf-8", (await client.ControlAsync(HttpMethod.Get, "/sandbox/page.css")).ContentType);
        Assert.Equal("text/javascript; charset=utf-8", (await client.ControlAsync(HttpMethod.Get, "/sandbox/page.js")).ContentType);
    }

    [Fact]
    public async Task The_last_of_those_that_hold_a_text_can_be_asked_for()
    {
        await using var client = await SandboxClient.StartAsync();
        foreach (var name in (string[])["shop one", "mail", "SHOP two", "shop three"])
        {
            await client.PostAsync(SampleInstance.Request(name));
        }

        await client.GetAsync("/instances/99");

        Assert.Equal(("SHOP two, shop three", "3"), await NamesAsync("?contains=shop&last=2"));
        Assert.Equal(("shop one, mail, SHOP two, shop three", "4"), await NamesAsync("?last=10"));
        Assert.Equal(("", "0"), await NamesAsync("?contains=nothing"));
        Assert.Equal("2", await CountAsync("/sandbox/requests?contains=%22shop%20t"));
        Assert.Equal("1", await CountAsync("/sandbox/requests?contains=404"));
        Assert.Equal("4", await CountAsync("/sandbox/requests?contains=post&last=1"));

        async Task<(string Names, string? Count)> NamesAsync(string query)
        {
            var answer = await client.ControlAsync(HttpMethod.Get, "/sandbox/instances" + query);
            return (string.Join(", ", answer.Json.AsArray().Select(one => (string?)one!["name"])), answer.Header("Sandbox-Total-Count"));
        }

        async Task<string?> CountAsync(string path) => (await client.ControlAsync(HttpMethod.Get, path)).Header("Sandbox-Total-Count");
    }

    [Theory]
    [InlineData(SampleSecrets.Prefix)]
    [InlineData(SampleSecrets.User)]
    [InlineData("p\\\"ss")]
    public async Task A_search_finds_no_secret(string secret)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request());
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Body = FaultBody.EchoRequest });
        await client.PostAsync(SampleInstance.Request());

        foreach (var path in (string[])["requests", "instances"])
        {
            Assert.Equal("[]", (await client.ControlAsync(HttpMethod.Get, $"/sandbox/{path}?contains={Uri.EscapeDataString(secret)}")).Text);
        }
    }

    [Fact]
    public async Task Answers_are_shown_without_their_secrets()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Body = FaultBody.EchoRequest, Skip = 1 });
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Body = FaultBody.Html, Skip = 1 });
        client.Server.Faults.Inject(new() { Kind = FaultKind.CutAfter, Skip = 1 });
        var token = (string)(await client.PostAsync(SampleInstance.Request())).Json["token"]!;
        Assert.Contains(SampleSecrets.Prefix, (await client.PostAsync(SampleInstance.Request())).Text);
        await client.GetAsync("/instances");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/instances"));
        client.Server.Add("long", configuration: [KeyValuePair.Create("long", new string('x', 20_000))]);
        await client.GetAsync("/instances");

        var answer = await client.ControlAsync(HttpMethod.Get, "/sandbox/requests");

        var shown = answer.Json.AsArray().Select(request => request!["answer"]).ToArray();
        Assert.Equal(("Test", "[secret]", "[secret]"), ((string?)shown[0]!["name"], (string?)shown[0]!["token"], (string?)shown[0]!["configuration"]![SampleInstance.PasswordKey]));
        Assert.Equal("[repeats the request with its secrets, not shown]", (string?)shown[1]);
        Assert.Matches(@"^\[\d+ characters that are not JSON\]$", (string?)shown[2]);
        Assert.Null(shown[3]);
        Assert.Matches(@"^\[\d+ bytes, too long to be shown\]$", (string?)shown[4]);
        Assert.All([.. s_secrets, token], secret => Assert.DoesNotContain(secret, answer.Text));
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task A_request_whose_text_is_none_does_not_hide_the_others(string body)
    {
        await using var client = await SandboxClient.StartAsync();

        await client.SendAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), body));

        var answer = await client.ControlAsync(HttpMethod.Get, "/sandbox/requests");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal($"[{body.Length} characters that are not JSON]", (string?)answer.Json[0]!["body"]);
    }
}
