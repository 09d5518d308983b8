// No secret leaves the client, in whatever spelling the service sends it back.
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfoBip.InstancesApi.Http;
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class RedactionTests
{
    private static readonly Dictionary<string, Func<string, string>> Spellings = new()
    {
        ["plain"] = static text => text,
        ["JSON"] = static text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ["JSON, all that may be escaped"] = static text => JsonEncodedText.Encode(text).ToString(),
        ["JSON with escaped slashes"] = static text => JsonEncodedText.Encode(text).ToString().Replace("/", "\\/", StringComparison.Ordinal),
        ["JSON in JSON"] = static text => JsonEncodedText.Encode(JsonEncodedText.Encode(text).ToString()).ToString(),
        ["every letter as \\u"] = static text => string.Concat(text.Select(letter => $"\\u{(int)letter:x4}")),
        ["URL"] = Uri.EscapeDataString,
        ["URL, small letters"] = static text => WebUtility.UrlEncode(text)!.Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal),
        ["form"] = static text => WebUtility.UrlEncode(text)!,
        ["HTML"] = static text => WebUtility.HtmlEncode(text),
        ["base64"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["base64 of a URL"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["base64 in a URL"] = static text => Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
    };

    public static TheoryData<string, string> Cases => new(
        from spelling in Spellings.Keys
        from secret in Secrets.All
        select (spelling, secret));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Cases))]
    public void A_secret_is_found_in_every_spelling(string spelling, string secret) =>
        Assert.Equal("It was «[secret]», was it?", Redactor().Redact($"It was «{Spellings[spelling](secret)}», was it?").Replace("]=", "]", StringComparison.Ordinal));

    [Theory, InlineData(""), InlineData("u"), InlineData("us"), InlineData("user")]
    public void A_secret_is_found_within_the_base64_of_more(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}:{Secrets.Password}!"));

        var clean = Redactor().Redact($"Basic {text}");

        Assert.Contains("[secret]", clean, StringComparison.Ordinal);
        Assert.True(clean.Length < "Basic [secret]".Length + 14, clean);
    }

    [Fact]
    public void Of_secrets_that_hold_each_other_the_longest_goes() =>
        Assert.Equal("[secret] [secret]", Redactor("hunter", "hunter22", "hunter2").Redact("hunter22 hunter2"));

    [Fact]
    public void Secrets_that_overlap_go_as_a_whole() =>
        Assert.Equal("x[secret]y", Redactor("abcdef", "defghi").Redact("xabcdefghiy"));

    [Theory]
    [InlineData("any", "many of any kind", "many of [secret] kind"), InlineData("404", "404 of 14045", "[secret] of 14045")]
    [InlineData("plan", "planned plan", "planned [secret]"), InlineData("a1b", "xa1by", "x[secret]y"), InlineData("secret", "mysecretis", "my[secret]is")]
    public void A_word_or_a_number_that_is_a_secret_is_not_cut_out_of_a_longer_one(string secret, string text, string clean) =>
        Assert.Equal(clean, Redactor(secret).Redact(text));

    [Fact]
    public void A_short_secret_goes_only_where_it_stands_alone() =>
        Assert.Equal("it was '[secret]', said Oxford and ox9", Redactor("ox", "").Redact("it was 'ox', said Oxford and ox9"));

    [Fact]
    public void The_mask_of_the_service_is_no_secret() =>
        Assert.Equal("is ********", Redactor(Instance.MaskedValue).Redact("is ********"));

    [Fact]
    public void A_secret_of_backslashes_is_found_escaped_or_not() =>
        Assert.Equal("[secret] [secret]", Redactor(@"a\\b\").Redact(@"a\\b\ a\\\\b\\"));

    [Fact]
    public void The_caller_may_name_further_secrets()
    {
        using var service = new CannedService();

        Assert.Equal("[secret], [secret]", service.Client().Redact($"{Secrets.User}, extra-secret", ["extra-secret"]));
    }

    [Fact]
    public async Task A_service_that_sends_the_request_back_gives_no_secret_away()
    {
        using var service = new CannedService();
        service.AnswersInTurn(
            CannedService.Json(JsonSerializer.Serialize(new { id = 12, token = Secrets.Token })),
            CannedService.Json(Echo(), 400));
        var client = service.Client();
        await client.CreateAsync(Samples.Secretive, cancellationToken: Cancel);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.GetAsync(12, cancellationToken: Cancel));

        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("User [secret], Organization [secret]", failure.ProviderMessage);
        Assert.Equal("[secret]", failure.RequestId);
        Assert.StartsWith("[secret] [secret] ", failure.ServiceMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_at_the_place_of_the_cut_is_not_cut_in_two()
    {
        using var service = new CannedService();
        service.Answers(JsonSerializer.Serialize(new { message = new string('x', 490) + Secrets.User }), 400);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => service.Client().GetAsync(12, cancellationToken: Cancel));

        Assert.DoesNotContain("can", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_HTTP_is_not_quoted()
    {
        await using var server = new RawServer(static (_, stream, _) => RawServer.WriteAsync(stream, $"User {Secrets.User}\r\n{Secrets.Organization}\r\n\r\n"));
        using var client = Clients.Of(server.BaseUrl);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => client.CreateAsync(Samples.Secretive, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.NotHttp, failure.Kind);
        Assert.True(failure.MayHaveActed);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    private static string Echo() => JsonSerializer.Serialize(new
    {
        message = string.Join(' ', Secrets.All) + " " + JsonSerializer.Serialize(Secrets.All) + string.Concat(Secrets.All.Select(Uri.EscapeDataString)),
        providerMessage = $"User {Secrets.User}, Organization {Secrets.Organization}",
        requestId = Secrets.Password,
    });

    private static Redactor Redactor(params string[] secrets)
    {
        var redactor = new Redactor();
        redactor.Remember(secrets.Length == 0 ? Secrets.All : secrets);
        return redactor;
    }
}
