// An import neither removes secrets nor sends their masks.
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Import;

public sealed class ImportedSecretTests
{
    private static readonly string[] s_properties = ["name: made by hand"];

    [Theory]
    [InlineData(MaskMode.Stars)]
    [InlineData(MaskMode.Empty)]
    [InlineData(MaskMode.Absent)]
    public async Task No_request_after_an_import_holds_a_mask_whatever_changes(MaskMode masking)
    {
        await using var fixture = await OpenAsync(masking);
        fixture.Sandbox.ClearRequests();

        await fixture.DeployAsync(StackFixture.Program("name: renamed"));
        Assert.Equal("""{"name":"renamed"}""", Assert.Single(Bodies(fixture)));
        Assert.Equal(SampleSecrets.Password, Password(fixture));

        fixture.Config = fixture.Config.With("password", "another one", secret: true);
        await fixture.DeployAsync(StackFixture.Program("name: renamed"));
        Assert.Equal("another one", Password(fixture));
        Assert.Equal("another one", JsonNode.Parse(Bodies(fixture)[^1])!["configuration"]![SampleInstance.PasswordKey]!.GetValue<string>());

        await fixture.DeployAsync(StackFixture.Program("name: renamed", "sender: \"+18888888888\"", "tags: [a]", "enabled: false"));
        Assert.Equal("another one", Password(fixture));

        Assert.All(Bodies(fixture), body => Assert.DoesNotContain("***", body, StringComparison.Ordinal));
        Assert.Equal(0, fixture.Sandbox.MaskedValuesReceived);
    }

    [Fact]
    public async Task A_rename_before_the_password_is_known_leaves_it_alone()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        Add(plugin.Sandbox);
        var read = await plugin.ReadAsync("12");
        var news = read.Inputs.Clone();
        news.Fields["name"] = Wire.Of("renamed");
        plugin.Sandbox.ClearRequests();

        var updated = await plugin.UpdateAsync("12", read.Properties, read.Inputs, news);

        Assert.Equal("""{"name":"renamed"}""", Assert.Single(plugin.Sandbox.Requests).Body);
        Assert.Equal(SampleSecrets.Password, plugin.Sandbox.Instances[0].Configuration[SampleInstance.PasswordKey]);
        Assert.DoesNotContain("***", updated.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_mask_enters_the_state()
    {
        await using var fixture = await OpenAsync(MaskMode.Stars);
        await fixture.RefreshQuietlyAsync();

        Assert.DoesNotContain("***", StackFile.Write(fixture.Stack), StringComparison.Ordinal);
    }

    /// <summary>A read for an import looks as one for <c>get</c> and <c>exists</c>, where nothing is missing.</summary>
    [Theory, InlineData(AnswerShape.Echo), InlineData(AnswerShape.Seed)]
    public async Task An_import_is_silent_about_what_the_service_does_not_return(AnswerShape answers)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Options = plugin.Sandbox.Options with { Answers = answers };
        Add(plugin.Sandbox, ("vendor.api.key", "hush"));

        var read = await plugin.ReadAsync("12");

        Assert.Equal("made by hand", read.Inputs.Fields["name"].StringValue);
        Assert.False(read.Inputs.Fields.ContainsKey("password"));
        Assert.Empty(plugin.Engine.Entries);
    }

    /// <summary>A stack that has an imported instance, and a program that has its password.</summary>
    private static async Task<StackFixture> OpenAsync(MaskMode masking)
    {
        var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Masking = masking };
        Add(fixture.Sandbox);
        var import = await fixture.ImportAsync("sms", "12");
        Assert.True(import.Succeeded, StackFixture.Text(import));
        await fixture.DeployAsync(StackFixture.Program(s_properties));
        return fixture;
    }

    private static void Add(SandboxServer sandbox, params (string Key, string Value)[] entries) =>
        sandbox.Add("made by hand", configuration: SampleInstance.Configuration(entries));

    private static string Password(StackFixture fixture) => Assert.Single(fixture.Sandbox.Instances).Configuration[SampleInstance.PasswordKey];

    private static IReadOnlyList<string> Bodies(StackFixture fixture) => [.. fixture.Requests.Select(request => request.Body).Where(body => body.Length > 0)];
}
