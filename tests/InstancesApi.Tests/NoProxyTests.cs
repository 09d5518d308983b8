// NO_PROXY, read as the engine reads it.
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Tests;

public sealed class NoProxyTests
{
    [Theory]
    [InlineData("api.example.com", "https://api.example.com", true)]
    [InlineData("example.com", "https://api.example.com", true), InlineData("example.com", "https://example.com", true), InlineData("example.com", "https://notexample.com", false)]
    [InlineData(".example.com", "https://api.example.com", true), InlineData(".example.com", "https://example.com", false)]
    [InlineData("*.example.com", "https://api.example.com", true), InlineData("*.example.com", "https://example.com", false)]
    [InlineData("*", "https://example.com", true), InlineData("*", "https://10.0.0.1", true)]
    [InlineData("a.com, b.com , c.com", "https://b.com", true), InlineData(" , ,b.com", "https://b.com", true), InlineData(",", "https://b.com", false)]
    [InlineData("API.Example.COM", "https://api.example.com", true), InlineData("api.example.com", "https://API.EXAMPLE.com", true)]
    [InlineData("example.com:8443", "https://example.com:8443", true), InlineData("example.com:8443", "https://example.com", false)]
    [InlineData("example.com:443", "https://api.example.com", true), InlineData("example.com:80", "https://example.com", false)]
    [InlineData("10.0.0.1", "https://10.0.0.1", true), InlineData("10.0.0.1", "https://10.0.0.2", false), InlineData("10.0.0.1:8443", "https://10.0.0.1:8443", true)]
    [InlineData("10.0.0.1:8443", "https://10.0.0.1", false)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3", true), InlineData("10.0.0.0/8", "https://11.1.2.3", false), InlineData("10.0.0.0/8", "https://ten.example.com", false)]
    [InlineData("2001:db8::1", "https://[2001:db8::1]", true), InlineData("[2001:db8::1]:8443", "https://[2001:db8::1]:8443", true)]
    [InlineData("[2001:db8::1]:8443", "https://[2001:db8::1]", false), InlineData("2001:db8::/32", "https://[2001:db8:1::2]", true)]
    [InlineData("b\u00fccher.example", "https://b\u00fccher.example", true), InlineData("*.B\u00dcCHER.example", "https://a.b\u00fccher.example", true), InlineData("xn--bcher-kva.example", "https://b\u00fccher.example", true)]
    [InlineData("", "https://example.com", false), InlineData(null, "https://example.com", false), InlineData(".", "https://example.com", false), InlineData("*.", "https://example.com", false)]
    [InlineData("example.com:", "https://example.com:8443", true), InlineData("example.com:https", "https://example.com", false), InlineData(":443", "https://example.com", false)]
    [InlineData("example.com.", "https://example.com", false), InlineData("example.com", "https://example.com.", true)]
    public void A_destination_is_reached_directly_where_the_list_names_it(string? list, string destination, bool direct) =>
        Assert.Equal(direct, new NoProxy(list).Matches(new Uri(destination)));
}
