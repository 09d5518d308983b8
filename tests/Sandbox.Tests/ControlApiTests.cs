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

    [Theory]
    [InlineData("POST", "/sandbox/faults", """{"kind":"earthquake"}""", 400, "$.kind")]
    [InlineData("POST", "/sandbox/faults", """{"statusCode":500}""", 400, "kind is missing")]
    [InlineData("POST", "/sandbox/faults", """{"kind":"status","statuscode":500}""", 400, "cannot be read")]
    [InlineData("POST", "/sandbox/faults", """{"kind":"status","rate":2}""", 400, "rate")]
    [InlineData("POST", "/sandbox/faults", """{"kind":"delay","durationSeconds":1e300}""", 400, "TimeSpan")]
    [InlineData("POST", "/sandbox/faults", "null", 400, "null")]
    [InlineData("POST", "/sandbox/instances", "{}", 400, "name is missing")]
    [InlineData("POST", "/sandbox/instances", """{"name":"n","connector":"unheard-of"}""", 400, "unheard-of")]
    [InlineData("PATCH", "/sandbox/instances/12", """{"name":"n"}""", 404, "no instance 12")]
    [InlineData("PATCH", "/sandbox/instances/12", """{"connector":"twilio"}""", 400, "connector")]
    [InlineData("DELETE", "/sandbox/instances/12", null, 404, "no instance 12")]
    [InlineData("DELETE", "/sandbox/instances/x", null, 404, "'x' is no id")]
    [InlineData("GET", "/sandbox/other", null, 404, "GET /sandbox/other")]
    public async Task A_bad_request_is_refused_with_its_reason(string method, string path, string? body, int status, string part)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.SendAsync(SandboxClient.Request(new HttpMethod(method), new Uri(client.Server.Url, path), body, authorization: null));

        Assert.Equal((HttpStatusCode)status, answer.Status);
        Assert.Contains(part, answer.Text);
        Assert.Empty(client.Server.Instances);
        Assert.Empty(client.Server.Faults.Injected);
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
    public async Task The_page_shows_everything_encoded_and_no_secret()
    {
        await using var client = await SandboxClient.StartAsync();
        var token = (string)(await client.PostAsync(SampleInstance.Request("shop"))).Json["token"]!;
        client.Server.Edit(12, instance => instance.Name = "<script>alert(1)</script>");
        await client.SendAsync(SandboxClient.Request(HttpMethod.Get, client.Url("/instances?searchText=<img>")));
        client.Server.Faults.Inject(new() { Kind = FaultKind.CutAfter, Path = "/<b>" });
        client.Server.Behave("normalise=trim");

        var page = await client.ControlAsync(HttpMethod.Get, "/");

        Assert.StartsWith("text/html", page.ContentType);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page.Text);
        Assert.Contains("/&lt;b&gt;", page.Text);
        Assert.Contains("<td><code>normalise</code></td><td>trim</td><td>strip</td><td>what becomes of names and tags: blanks at the ends go, runs of blanks become one, accents are composed (NFC), &amp;, &lt;", page.Text);
        Assert.Contains(client.Server.BaseUrl("element").ToString(), page.Text);
        Assert.Contains("<code>messaging.sms.infobip.password</code> ••••", page.Text);
        Assert.DoesNotContain("<script", page.Text);
        Assert.DoesNotContain("<img", page.Text);
        Assert.DoesNotContain("<b>", page.Text);
        Assert.All([.. s_secrets, token], secret => Assert.DoesNotContain(secret, page.Text));
    }

    [Fact]
    public async Task The_page_of_an_empty_sandbox_says_so_and_loads_nothing()
    {
        await using var client = await SandboxClient.StartAsync();

        var page = await client.ControlAsync(HttpMethod.Get, "/");

        Assert.Contains("No instances.", page.Text);
        Assert.Contains("No requests yet.", page.Text);
        Assert.Contains("Every behaviour is at its default.", page.Text);
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"));
        Assert.DoesNotContain("src=", page.Text);
        Assert.DoesNotContain("<link", page.Text);
    }
}
