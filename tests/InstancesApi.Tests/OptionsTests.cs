// What a client can be made with, and that it does not show its secrets.
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

    [Fact]
    public void Options_do_not_show_their_secrets() => Assert.DoesNotContain("canary", $"{Good}", StringComparison.Ordinal);

    [Theory, InlineData("your_mom", true), InlineData("element", true), InlineData("Element", false), InlineData("", false)]
    public void A_dialect_is_found_by_its_exact_name(string name, bool found) => Assert.Equal(found, ApiDialect.Find(name)?.Name == name);
}
