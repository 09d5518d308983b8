// The settings in use: nothing works before they are set, and their secrets are kept out of every text.
using InfoBip.Provider.Configuration;
using InfoBip.Provider.PendingCreates;
using InfoBip.Provider.Tests.Support;
using ProviderHost.PropertyValues;
using ProviderHost.Protocol;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Configuration;

public sealed class InfoBipConfigurationTests
{
    private readonly PluginContext _context =
        new(new ResourceFixture.Notes(), null, static name => name == PendingCreateStore.Variable ? PendingCreateStore.Off : null, TimeProvider.System);

    [Fact]
    public void There_is_no_client_before_the_settings_are_known()
    {
        using var configuration = new InfoBipConfiguration(_context, "test");
        Assert.Equal(HostErrors.NotConfigured, Assert.Throws<ResourceException>(() => configuration.Client).Code);
        Assert.Throws<MissingSettingsException>(() => configuration.Configure(PropertyMap.Empty, string.Empty));
        Assert.Equal(HostErrors.NotConfigured, Assert.Throws<ResourceException>(() => configuration.Client).Code);
        Assert.Same(PendingCreateStore.None, configuration.PendingCreates);
        Assert.Equal("u-cAnArY", configuration.Redact("u-cAnArY"));
    }

    [Fact]
    public void The_secrets_of_the_settings_are_taken_out_of_texts_and_new_settings_make_a_new_client()
    {
        using var configuration = new InfoBipConfiguration(_context, "test");
        configuration.Configure(WireJson.Map("""{ "userSecret": "u-cAnArY", "organizationSecret": "o-cAnArY" }"""), string.Empty);
        Assert.DoesNotContain("cAnArY", configuration.Redact("of u-cAnArY and o-cAnArY"), StringComparison.Ordinal);

        var client = configuration.Client;
        configuration.Configure(WireJson.Map("""{ "userSecret": "u2", "organizationSecret": "o2" }"""), string.Empty);
        Assert.NotSame(client, configuration.Client);
        configuration.Close();
    }
}
