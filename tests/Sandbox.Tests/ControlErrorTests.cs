// What the control API says of a request that it cannot follow: all that is wrong with it, and what is possible.
using System.Net;
using System.Text;

namespace InfoBip.Sandbox.Tests;

public sealed class ControlErrorTests
{
    private const string Fields = "The fields of a fault are kind, statusCode, body, message, providerMessage, retryAfterSeconds, retryAfterAsDate, durationSeconds, megabytes, location, method, path, skip, times, rate.";

    private const string Kinds = "status, statusAfter, delay, delayAfter, delayInBody, cutBefore, cutAfter, cutInBody, brokenBody, emptyBody, hugeBody, redirect";

    [Theory]
    [InlineData("""{"kind":"status","status":503}""", "There is no field 'status'. " + Fields)]
    [InlineData("""{"kind":"status","a":1,"b":2}""", "There is no field 'a'. " + Fields, "There is no field 'b'. " + Fields)]
    [InlineData("""{"kind":"earthquake"}""", "kind is one of " + Kinds + ".")]
    [InlineData("""{"kind":3}""", "kind is one of " + Kinds + ", not a number.")]
    [InlineData("""{"statusCode":500}""", "kind is missing: it is one of " + Kinds + ".")]
    [InlineData("""{"kind":null}""", "kind is missing: it is one of " + Kinds + ".")]
    [InlineData("""{"kind":"status","kind":"delay"}""", "kind is given twice.")]
    [InlineData("""{"kind":"status","body":"xml"}""", "body is one of api, empty, html, brokenJson, list, echoRequest.")]
    [InlineData("""{"kind":"status","statusCode":"503"}""", "statusCode is a whole number up to 2147483647, not a string.")]
    [InlineData("""{"kind":"status","statusCode":503.5}""", "statusCode is a whole number up to 2147483647.")]
    [InlineData("""{"kind":"status","statusCode":600}""", "statusCode is from 200 to 599.")]
    [InlineData("""{"kind":"status","retryAfterAsDate":1}""", "retryAfterAsDate is true or false, not a number.")]
    [InlineData("""{"kind":"status","message":{}}""", "message is a string, not an object.")]
    [InlineData("""{"kind":"delay","durationSeconds":1e300}""", "durationSeconds is from 0 to 86400; leave it out for a delay without end.")]
    [InlineData("""{"kind":"delay","durationSeconds":"5"}""", "durationSeconds is a number, not a string.")]
    [InlineData("""{"kind":"redirect"}""", "location is missing: a redirect leads somewhere.")]
    [InlineData(
        """{"kind":"redirect","status":503,"rate":2,"times":-1,"skip":true}""",
        "skip is a whole number up to 2147483647, not true or false.",
        "location is missing: a redirect leads somewhere.",
        "rate is from 0 to 1.",
        "times is 0 or more.",
        "There is no field 'status'. " + Fields)]
    public async Task A_fault_that_is_none_is_refused_with_all_that_is_wrong(string body, params string[] problems)
    {
        await using var client = await SandboxClient.StartAsync();

        await AssertRefusedAsync(client, "POST", "/sandbox/faults", body, problems);

        Assert.Empty(client.Server.Faults.Injected);
    }

    [Theory]
    [InlineData("""{"nam":"shop","tags":["a",1]}""", "tags is a list of strings.", "name is missing: an instance has one.", "There is no field 'nam'. The fields of an instance are name, tags, configuration, valid, disabled, connector.")]
    [InlineData("""{"name":"","connector":"unheard-of"}""", "name is missing: an instance has one.", "connector is one of infobip, sendgrid, twilio.")]
    [InlineData("""{"name":"shop","configuration":{"a":1,"b":[]}}""", "configuration a is a string, or null to remove it, not a number.", "configuration b is a string, or null to remove it, not a list.")]
    [InlineData("""{"name":"shop","configuration":"a","valid":"yes"}""", "configuration is an object of strings, not a string.", "valid is true or false, not a string.")]
    public async Task An_instance_that_is_none_is_refused_with_all_that_is_wrong(string body, params string[] problems)
    {
        await using var client = await SandboxClient.StartAsync();

        await AssertRefusedAsync(client, "POST", "/sandbox/instances", body, problems);

        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task An_edit_names_the_fields_that_can_be_edited()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("shop");

        await AssertRefusedAsync(client, "PATCH", "/sandbox/instances/12", """{"name":"other","connector":"twilio"}""", "There is no field 'connector'. The fields of an edit are name, tags, configuration, valid, disabled.");

        Assert.Equal("shop", client.Server.Instances[0].Name);
    }

    [Theory]
    [InlineData("", "The body is empty, but a fault is a JSON object.")]
    [InlineData("[]", "The body is a list, but a fault is a JSON object.")]
    [InlineData("null", "The body is null, but a fault is a JSON object.")]
    [InlineData("\"kind\"", "The body is a string, but a fault is a JSON object.")]
    [InlineData("{\"kind\":", "The body is not JSON: see line 1, byte 9.")]
    [InlineData("{\n  \"kind\": status\n}", "The body is not JSON: see line 2, byte 11.")]
    [InlineData("{\"message\":\"\\ud800\"}", "The body holds a string that is not text: its bytes or its escapes are no characters.")]
    [InlineData("{\"\\ud800\":1}", "The body holds a string that is not text: its bytes or its escapes are no characters.")]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_place(string body, string problem)
    {
        await using var client = await SandboxClient.StartAsync();

        await AssertRefusedAsync(client, "POST", "/sandbox/faults", body, problem);
    }

    [Theory]
    [InlineData("POST", "/sandbox/instances", "an instance")]
    [InlineData("PATCH", "/sandbox/instances/12", "an edit")]
    [InlineData("POST", "/sandbox/behaviours", "a setting of the behaviours")]
    [InlineData("PUT", "/sandbox/behaviours", "a setting of the behaviours")]
    public async Task Every_call_says_what_its_body_describes(string method, string path, string what)
    {
        await using var client = await SandboxClient.StartAsync();

        await AssertRefusedAsync(client, method, path, "[]", $"The body is a list, but {what} is a JSON object.");
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        await using var client = await SandboxClient.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(client.Server.Url, "/sandbox/faults")) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes("""{"message":"é"}""")) };

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("/sandbox/requests?lines=3&last=2&of=it", "There is no query parameter 'lines' here. There are: last, contains.", "There is no query parameter 'of' here. There are: last, contains.")]
    [InlineData("/sandbox/instances?last=few", "last is a whole number from 0.")]
    [InlineData("/sandbox/faults?last=3", "There is no query parameter 'last' here. There is none.")]
    public async Task A_query_that_means_nothing_is_refused(string path, params string[] problems)
    {
        await using var client = await SandboxClient.StartAsync();

        await AssertRefusedAsync(client, "GET", path, null, problems);
    }

    [Theory]
    [InlineData("PATCH", "/sandbox/instances/12", """{"name":"n"}""", "The sandbox holds no instance 12; GET /sandbox/instances lists those it holds.")]
    [InlineData("DELETE", "/sandbox/instances/12", null, "The sandbox holds no instance 12; GET /sandbox/instances lists those it holds.")]
    [InlineData("DELETE", "/sandbox/instances/x", null, "'x' is no id: an id is a whole number.")]
    public async Task An_instance_that_there_is_not_is_a_404(string method, string path, string? body, string problem)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await SendAsync(client, method, path, body);

        Assert.Equal((HttpStatusCode.NotFound, problem + "\n"), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("GET", "/sandbox/other")]
    [InlineData("PUT", "/sandbox/faults")]
    public async Task A_call_that_there_is_not_names_those_that_there_are(string method, string path)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await SendAsync(client, method, path, null);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.StartsWith($"The control API has no {method} {path}. It has:\nGET /sandbox/requests\n", answer.Text);
        Assert.Contains("\nPOST /sandbox/faults\n", answer.Text);
    }

    private static async Task AssertRefusedAsync(SandboxClient client, string method, string path, string? body, params string[] problems)
    {
        var answer = await SendAsync(client, method, path, body);

        Assert.Equal(string.Join('\n', problems) + "\n", answer.Text);
        Assert.Equal((HttpStatusCode.BadRequest, "text/plain; charset=utf-8"), (answer.Status, answer.ContentType));
    }

    private static Task<HttpAnswer> SendAsync(SandboxClient client, string method, string path, string? body) =>
        client.SendAsync(SandboxClient.Request(new HttpMethod(method), new Uri(client.Server.Url, path), body, authorization: null));
}
