// New credentials or a new version never replace anything; another service does.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Settings;

public sealed class SettingChangeTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly Struct s_olds = Wire.Map(
        ("userSecret", "user"),
        ("organizationSecret", "organization"),
        ("baseUrl", "https://api.example.com/elements/api-v2"),
        ("apiDialect", "element"),
        ("version", "0.1.0"));

    [Theory]
    [InlineData("version", "9.9.9")]
    [InlineData("userSecret", "rotated")]
    [InlineData("organizationSecret", "rotated")]
    [InlineData("maxRetries", "7")]
    [InlineData("maxConcurrentRequests", "7")]
    [InlineData("requestTimeoutSeconds", "7")]
    [InlineData("baseUrl", "https://api.example.com/your_moms/api-v2")]
    [InlineData("baseUrl", null)]
    [InlineData("userSecret", null)]
    public async Task Another_version_secret_limit_or_path_never_replaces(string setting, string? value)
    {
        var news = s_olds.Clone();
        news.Fields.Remove(setting);
        if (value is not null)
        {
            news.Fields[setting] = Value.ForString(value);
        }

        var diff = await shared.Plugin.DiffConfigAsync(s_olds, news);

        Assert.NotEqual(DiffResponse.Types.DiffChanges.DiffUnknown, diff.Changes);
        Assert.True(diff.HasDetailedDiff);
        Assert.Empty(diff.Replaces);
        Assert.All(diff.DetailedDiff.Values, entry =>
            Assert.Contains(entry.Kind, new[] { PropertyDiff.Types.Kind.Add, PropertyDiff.Types.Kind.Update, PropertyDiff.Types.Kind.Delete }));
    }

    [Theory]
    [InlineData("https://other.example.com/elements/api-v2")]
    [InlineData("https://api.example.com:8443/elements/api-v2")]
    public async Task Another_host_replaces_nothing(string baseUrl)
    {
        var news = s_olds.Clone();
        news.Fields["baseUrl"] = Value.ForString(baseUrl);

        var diff = await shared.Plugin.DiffConfigAsync(s_olds, news);

        Assert.Empty(diff.Replaces);
        Assert.Equal(PropertyDiff.Types.Kind.Update, Assert.Single(diff.DetailedDiff).Value.Kind);
    }

    [Fact]
    public async Task Rotated_credentials_leave_the_stack_as_it_is()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Options = fixture.Sandbox.Options with { UserSecret = "rotated-user", OrganizationSecret = "rotated-organization" };
        fixture.Config = fixture.Config
            .With("infobip:userSecret", "rotated-user", secret: true)
            .With("infobip:organizationSecret", "rotated-organization", secret: true);

        await fixture.PreviewQuietlyAsync(StackFixture.Program());
        await fixture.DeployAsync(StackFixture.Program("name: Renamed"));

        Assert.Equal("12", fixture.State.Id);
        Assert.Equal("Renamed", Assert.Single(fixture.Sandbox.Instances).Name);
    }
}
