// On a system without OpenSSL the plugin starts, answers what needs none, and says what to install.
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class OpenSslTests
{
    private static readonly Dictionary<string, Func<PluginFixture, Task>> s_calls = new()
    {
        ["Check"] = plugin => plugin.CheckAsync(SampleResource.Inputs(("name", null))),
        ["Diff"] = plugin => plugin.DiffAsync("12", SampleResource.Inputs(), SampleResource.Inputs(), SampleResource.Inputs(("name", "other"))),
        ["Create"] = plugin => plugin.CreateAsync(SampleResource.InputsWithGeneratedName()),
        ["Read"] = plugin => plugin.ReadAsync("12"),
        ["Update"] = plugin => plugin.UpdateAsync("12", SampleResource.Inputs(), SampleResource.Inputs(), SampleResource.Inputs(("name", "other"))),
        ["Delete"] = plugin => plugin.DeleteAsync("12"),
        ["Invoke"] = plugin => plugin.InvokeAsync("getInfoBipInstance", Wire.Map(("id", "12"))),
        ["List"] = plugin => plugin.ListAsync(new ListRequest { Token = SampleResource.Type }),
    };

    [Fact]
    public async Task Without_OpenSSL_the_schema_is_shown_and_the_settings_are_checked()
    {
        await using var plugin = await OpenAsync();

        Assert.NotEmpty((await plugin.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: TestContext.Current.CancellationToken)).Schema);
        Assert.Empty((await plugin.CheckConfigAsync(plugin.Settings)).Failures);
    }

    public static TheoryData<string> Calls { get; } = [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Without_OpenSSL_every_call_that_needs_it_says_what_to_install(string call)
    {
        await using var plugin = await OpenAsync();

        var failure = await Failures.OfAsync(s_calls[call](plugin));

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Failures.AssertError(failure, "IB3016", "libssl3");
        Assert.False(plugin.Process.Process.HasExited);
        Assert.Empty(plugin.Sandbox.Requests);
    }

    private static Task<PluginFixture> OpenAsync() => PluginFixture.OpenAsync(new PluginSetup { Environment = MissingLibrary.OpenSsl() });
}
