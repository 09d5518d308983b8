// What a client can be made with, and that it does not show its secrets.
using System.Security.Cryptography;
using System.Text;
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class OptionsTests
{
    private static readonly InstancesClientOptions Good = new() { UserSecret = Secrets.User, OrganizationSecret = Secrets.Organization };

    public static TheoryData<string, InstancesClientOptions> Bad => new()
    {
        { "empty user secret", Good with { UserSecret = "" } },
        { "curly quotes", Good with { UserSecret = "“canary”" } },
        { "line break", Good with { OrganizationSecret = "canary\r\nX-Other: 1" } },
        { "line break in the agent", Good with { UserAgent = "canary\n" } },
        { "relative URL", Good with { BaseUrl = new Uri("/api", UriKind.Relative) } },
        { "another scheme", Good with { BaseUrl = new Uri("ftp://example.com") } },
        { "user in the URL", Good with { BaseUrl = new Uri("https://canary@example.com") } },
        { "query in the URL", Good with { BaseUrl = new Uri("https://example.com?canary=1") } },
        { "no request at all", Good with { MaxConcurrentRequests = 0 } },
        { "negative retries", Good with { MaxRetries = -1 } },
        { "no time", Good with { RequestTimeout = TimeSpan.Zero } },
    };

    [Theory, MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Options_that_cannot_work_are_refused_without_quoting_them(string what, InstancesClientOptions options)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(() => new InstancesClient(options));

        Assert.False(refusal.Message.Contains("canary", StringComparison.Ordinal), what);
    }

    [Fact]
    public void The_address_is_that_of_the_dialect_by_default()
    {
        Assert.Equal("https://api.cloud-your_moms.com/your_moms/api-v2", Good.BaseUrl.AbsoluteUri);
        Assert.Equal("https://api.cloud-elements.com/elements/api-v2", (Good with { Dialect = ApiDialect.Element }).BaseUrl.AbsoluteUri);
        Assert.Equal("https://example.com/x", (Good with { BaseUrl = new Uri("https://example.com/x") }).BaseUrl.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://example.com", "https://example.com")]
    [InlineData("HTTPS://Example.com:443/x/", "https://example.com/x")]
    [InlineData("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x")]
    public void An_address_has_one_form(string url, string address)
    {
        using var client = new InstancesClient(Good with { BaseUrl = new Uri(url) });
        Assert.Equal(address, client.Address);
    }

    [Fact]
    public void A_fingerprint_shows_the_account_of_a_token_and_no_secret()
    {
        using var client = new InstancesClient(Good);
        using var same = new InstancesClient(Good with { OrganizationSecret = "other" });
        using var other = new InstancesClient(Good with { UserSecret = "other" });
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secrets.Token), Encoding.UTF8.GetBytes(Secrets.User));

        Assert.Equal(Convert.ToHexStringLower(expected.AsSpan(0, 4)), client.AccountFingerprint(Secrets.Token));
        Assert.Equal(client.AccountFingerprint(Secrets.Token), same.AccountFingerprint(Secrets.Token));
        Assert.NotEqual(client.AccountFingerprint(Secrets.Token), other.AccountFingerprint(Secrets.Token));
        Assert.NotEqual(client.AccountFingerprint(Secrets.Token), client.AccountFingerprint("other"));
    }

    [Fact]
    public void Options_do_not_show_their_secrets() => Assert.DoesNotContain("canary", $"{Good}", StringComparison.Ordinal);

    [Theory, InlineData("your_mom", true), InlineData("element", true), InlineData("Element", false), InlineData("", false)]
    public void A_dialect_is_found_by_its_exact_name(string name, bool found) => Assert.Equal(found, ApiDialect.Find(name)?.Name == name);
}
