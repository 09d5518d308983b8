// Wish 22: provider settings that are not known yet are normal in a preview.
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W22_UnknownSettingTests(WiredFixture fixture) : IClassFixture<WiredFixture>
{
    [Theory]
    [InlineData("baseUrl")]
    [InlineData("userSecret")]
    [InlineData("organizationSecret")]
    public async Task W22_A_provider_with_an_unknown_setting_previews_without_requests_or_errors(string setting)
    {
        await using var stage = await Stage.OpenAsync();

        var preview = await stage.PreviewAsync(Programs.WithUnknownSetting(setting, stage.Sandbox.BaseUrl("your_mom")));

        Assert.True(preview.Succeeded, Stage.Text(preview));
        Assert.Equal(3, preview.Count(StepKind.Create));
        Assert.Empty(stage.Calls);
    }

    [Theory]
    [InlineData("baseUrl")]
    [InlineData("userSecret")]
    [InlineData("organizationSecret")]
    [InlineData("apiDialect")]
    [InlineData("maxRetries")]
    [InlineData("maxConcurrentRequests")]
    [InlineData("requestTimeoutSeconds")]
    public async Task W22_An_unknown_setting_passes_CheckConfig_unchanged_and_replaces_nothing(string setting)
    {
        var settings = fixture.Wired.Settings.Clone();
        settings.Fields[setting] = Wire.Unknown;

        var check = await fixture.Wired.CheckConfigAsync(settings);
        var diff = await fixture.Wired.DiffConfigAsync(fixture.Wired.Settings, settings);

        Assert.Empty(check.Failures);
        Assert.Equal(Wire.Unwrap(settings), Wire.Unwrap(check.Inputs));
        Assert.True(Wire.IsUnknown(check.Inputs.Fields[setting]));
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal([setting], diff.DetailedDiff.Keys);
        Assert.Empty(diff.Replaces);
    }

    [Fact]
    public async Task W22_A_plugin_that_was_not_configured_says_so_and_previews_all_the_same()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        Assert.Empty((await wired.CheckAsync(Wired.Inputs())).Failures);
        Assert.NotNull((await wired.CreateAsync(Wired.Inputs(), preview: true)).Properties);
        var failure = await Failures.OfAsync(wired.CreateAsync(Wired.Inputs()));

        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Contains("not configured", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Theory]
    [InlineData("getInfoBipInstance", true)]
    [InlineData("getInfoBipInstance", false)]
    [InlineData("listInfoBipInstances", true)]
    [InlineData("listInfoBipInstances", false)]
    public async Task W22_A_function_of_a_plugin_that_was_not_configured_says_so_and_gives_no_empty_result(string function, bool preview)
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        var failure = await Failures.OfAsync(wired.InvokeAsync(function, function[0] == 'g' ? Wire.Map(("name", "orders")) : Wire.Map(), preview));

        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Contains("not configured", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W22_A_list_of_a_plugin_that_was_not_configured_says_so()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        var failure = await Failures.OfAsync(wired.ListAsync(new ListRequest { Token = Wired.Type }));

        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Contains("not configured", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W22_Mistakes_of_a_function_are_told_before_the_plugin_is_configured()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        Assert.NotEmpty((await wired.InvokeAsync("getInfoBipInstance", Wire.Map())).Failures);
    }
}
