// Provider settings that are not known yet are normal in a preview.
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Settings;

public sealed class UnknownSettingTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    [Theory]
    [InlineData("baseUrl")]
    [InlineData("userSecret")]
    [InlineData("organizationSecret")]
    public async Task A_provider_with_an_unknown_setting_previews_without_requests_or_errors(string setting)
    {
        await using var fixture = await StackFixture.OpenAsync();

        var preview = await fixture.PreviewAsync(ProviderPrograms.WithUnknownSetting(setting, fixture.Sandbox.BaseUrl("your_mom")));

        Assert.True(preview.Succeeded, StackFixture.Text(preview));
        Assert.Equal(3, preview.Count(StepKind.Create));
        Assert.Empty(fixture.Calls);
    }

    [Theory]
    [InlineData("baseUrl")]
    [InlineData("userSecret")]
    [InlineData("organizationSecret")]
    [InlineData("apiDialect")]
    [InlineData("maxRetries")]
    [InlineData("maxConcurrentRequests")]
    [InlineData("requestTimeoutSeconds")]
    public async Task An_unknown_setting_passes_CheckConfig_unchanged_and_replaces_nothing(string setting)
    {
        var settings = shared.Plugin.Settings.Clone();
        settings.Fields[setting] = Wire.Unknown;

        var check = await shared.Plugin.CheckConfigAsync(settings);
        var diff = await shared.Plugin.DiffConfigAsync(shared.Plugin.Settings, settings);

        Assert.Empty(check.Failures);
        Assert.Equal(Wire.Unwrap(settings), Wire.Unwrap(check.Inputs));
        Assert.True(Wire.IsUnknown(check.Inputs.Fields[setting]));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal([setting], diff.DetailedDiff.Keys);
        Assert.Empty(diff.Replaces);
    }

    [Fact]
    public async Task A_plugin_that_was_not_configured_says_so_and_previews_all_the_same()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        Assert.Empty((await plugin.CheckAsync(SampleResource.Inputs())).Failures);
        Assert.NotNull((await plugin.CreateAsync(SampleResource.Inputs(), preview: true)).Properties);
        var failure = await Failures.OfAsync(plugin.CreateAsync(SampleResource.Inputs()));

        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, failure.StatusCode);
        Failures.AssertError(failure, "IB1005");
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Theory]
    [InlineData("getInfoBipInstance", true)]
    [InlineData("getInfoBipInstance", false)]
    [InlineData("getInfoBipInstances", true)]
    [InlineData("getInfoBipInstances", false)]
    public async Task A_function_of_a_plugin_that_was_not_configured_says_so_and_gives_no_empty_result(string function, bool preview)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        var failure = await Failures.OfAsync(plugin.InvokeAsync(function, function == "getInfoBipInstance" ? Wire.Map(("name", "orders")) : Wire.Map(), preview));

        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, failure.StatusCode);
        Failures.AssertError(failure, "IB1005");
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task A_list_of_a_plugin_that_was_not_configured_says_so()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        var failure = await Failures.OfAsync(plugin.ListAsync(new ListRequest { Token = SampleResource.Type }));

        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, failure.StatusCode);
        Failures.AssertError(failure, "IB1005");
    }

    [Fact]
    public async Task Validation_errors_of_a_function_are_reported_before_the_plugin_is_configured()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        Assert.NotEmpty((await plugin.InvokeAsync("getInfoBipInstance", Wire.Map())).Failures);
    }
}
