// The settings in use: nothing works before they are set, and their secrets are kept out of every text.
using InfoBip.Provider.Configuration;
using InfoBip.Provider.PendingCreates;
using InfoBip.Provider.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using ProviderHost.PropertyValues;
using ProviderHost.Protocol;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Configuration;

public sealed class InfoBipConfigurationTests : IDisposable
{
    private static readonly PropertyMap Settings = WireJson.Map("""{ "userSecret": "u-cAnArY", "organizationSecret": "o-cAnArY" }""");

    private readonly ProviderIdentity _provider = new(Some.Urn, "this-state");
    private readonly string _root = Directory.CreateTempSubdirectory("infobip-pending-").FullName;
    private readonly ResourceFixture.Notes _log = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task There_is_no_client_before_the_settings_are_known()
    {
        using var configuration = New();
        Assert.Null(configuration.Client);
        await Assert.ThrowsAsync<MissingSettingsException>(() => configuration.ConfigureAsync(PropertyMap.Empty, _provider));
        Assert.Null(configuration.Client);
        Assert.Same(PendingCreateStore.None, configuration.PendingCreates);
        Assert.Equal("u-cAnArY", configuration.Redact("u-cAnArY"));
    }

    [Fact]
    public async Task The_secrets_of_the_settings_are_taken_out_of_texts_and_new_settings_make_a_new_client()
    {
        using var configuration = New();
        await configuration.ConfigureAsync(Settings, _provider);
        Assert.DoesNotContain("cAnArY", configuration.Redact("of u-cAnArY and o-cAnArY"), StringComparison.Ordinal);
        Assert.Equal(Advice.DefaultSource, configuration.AddressSource);

        var client = configuration.Client;
        await configuration.ConfigureAsync(WireJson.Map("""{ "userSecret": "u2", "organizationSecret": "o2", "baseUrl": "http://localhost:1/elements/api-v2" }"""), _provider);
        Assert.NotSame(client, configuration.Client);
        Assert.Equal(("http://localhost:1/elements/api-v2", Advice.SettingSource("baseUrl")), (configuration.Client!.Address, configuration.AddressSource));
    }

    [Theory]
    [InlineData(true, false), InlineData(false, true)]
    public async Task Creates_of_an_interrupted_session_are_reported_where_the_next_leaves_them_and_those_of_one_that_ended_in_order_are_not(bool interrupted, bool isProbablyRecorded)
    {
        PendingCreate begun;
        using (var configuration = New())
        {
            await configuration.ConfigureAsync(Settings, _provider);
            begun = configuration.PendingCreates.Begin(Some.Urn, "orders", nameIsUnique: false, [], _time.GetUtcNow());
            configuration.PendingCreates.Answered(begun, 12);
            if (interrupted)
            {
                configuration.Interrupt();
            }

            configuration.Close();
        }

        // What was answered is as a rule recorded, which the next deployment shows: a destroy is two sessions, and only the second one brings the id.
        foreach (var _ in (string[])["preview", "destroy"])
        {
            using var next = New();
            await next.ConfigureAsync(Settings, _provider);
            Assert.Equal(isProbablyRecorded, Assert.Single(next.PendingCreates.Of(Some.Urn)).IsProbablyRecorded);
            Assert.Empty(_log.Texts);
        }

        using var last = New();
        await last.ConfigureAsync(Settings, _provider);
        Assert.Equal(interrupted ? [$"Warning: {Advice.LeftByEarlier(begun with { Id = 12 })}"] : [], _log.Texts);
    }

    private InfoBipConfiguration New() => new(new PluginContext(_log, null, name => name == PendingCreateStore.Variable ? _root : null, _time), "test");
}
