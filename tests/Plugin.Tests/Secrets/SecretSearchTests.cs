// The search for secrets finds one in every form: the tests of leaks depend on it.
using System.Text;

namespace InfoBip.Plugin.Tests.Secrets;

public sealed class SecretSearchTests
{
    public static TheoryData<string> Canaries { get; } = [.. SecretCanary.All];

    [Theory]
    [MemberData(nameof(Canaries))]
    public void A_planted_secret_is_found_in_every_form(string canary)
    {
        var search = new SecretSearch(canary);
        foreach (var (name, written) in SecretSearch.Forms(canary))
        {
            Assert.True(search.In($"before {written} after").Count > 0, name);
            Assert.True(search.In([0, 255, .. Encoding.UTF8.GetBytes(written), 128]).Count > 0, name);
        }

        foreach (var neighbour in new[] { "", "u", "us", "usr:", "user:" })
        {
            Assert.NotEmpty(search.In(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{neighbour}{canary}{neighbour}"))));
        }
    }

    [Theory]
    [MemberData(nameof(Canaries))]
    public void A_text_without_the_secret_is_clean(string canary) =>
        Assert.Empty(new SecretSearch(canary).In("POST /instances failed: 500 Internal Server Error: A status 500 was injected. [secret] ********"));
}
