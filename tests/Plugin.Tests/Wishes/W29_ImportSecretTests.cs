// Wish 29: an import neither wipes secrets nor sends what stands in their place.
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W29_ImportSecretTests
{
    private const string PasswordKey = "messaging.sms.infobip.password";

    private static readonly string[] s_properties = ["name: made by hand"];

    [Theory]
    [InlineData(MaskMode.Stars)]
    [InlineData(MaskMode.Empty)]
    [InlineData(MaskMode.Absent)]
    public async Task W29_No_request_after_an_import_holds_a_mask_whatever_changes(MaskMode masking)
    {
        await using var stage = await OpenAsync(masking);
        stage.Sandbox.ClearRequests();

        await stage.DeployAsync(Stage.Program("name: renamed"));
        Assert.Equal("""{"name":"renamed"}""", Assert.Single(Bodies(stage)));
        Assert.Equal(Stage.Password, Password(stage));

        stage.Config = stage.Config.With("password", "another one", secret: true);
        await stage.DeployAsync(Stage.Program("name: renamed"));
        Assert.Equal("another one", Password(stage));
        Assert.Equal("another one", JsonNode.Parse(Bodies(stage)[^1])!["configuration"]![PasswordKey]!.GetValue<string>());

        await stage.DeployAsync(Stage.Program("name: renamed", "sender: \"+18888888888\"", "tags: [a]", "enabled: false"));
        Assert.Equal("another one", Password(stage));

        Assert.All(Bodies(stage), body => Assert.DoesNotContain("***", body, StringComparison.Ordinal));
        Assert.Equal(0, stage.Sandbox.MaskedValuesReceived);
    }

    [Fact]
    public async Task W29_A_rename_before_the_password_is_known_leaves_it_alone()
    {
        await using var wired = await Wired.OpenAsync();
        Add(wired.Sandbox);
        var read = await wired.ReadAsync("12");
        var news = read.Inputs.Clone();
        news.Fields["name"] = Wire.Of("renamed");
        wired.Sandbox.ClearRequests();

        var updated = await wired.UpdateAsync("12", read.Properties, read.Inputs, news);

        Assert.Equal("""{"name":"renamed"}""", Assert.Single(wired.Sandbox.Requests).Body);
        Assert.Equal(Stage.Password, wired.Sandbox.Instances[0].Configuration[PasswordKey]);
        Assert.DoesNotContain("***", updated.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W29_No_mask_enters_the_state()
    {
        await using var stage = await OpenAsync(MaskMode.Stars);
        await stage.RefreshQuietlyAsync();

        Assert.DoesNotContain("***", stage.Stack.Export("passphrase"), StringComparison.Ordinal);
    }

    /// <summary>A PUT carries the whole configuration, so the program has to hold what the service does not tell.</summary>
    [Fact]
    public async Task W29_The_import_says_which_inputs_and_entries_to_add()
    {
        await using var wired = await Wired.OpenAsync();
        Add(wired.Sandbox, ("vendor.api.key", "hush"));

        await wired.ReadAsync("12");

        var note = (await wired.FirstNote.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Message;
        Assert.Contains("add the input 'password'", note, StringComparison.Ordinal);
        Assert.Contains("'vendor.api.key'", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W29_A_service_that_tells_no_configuration_is_asked_for_none_but_the_user_is()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Options = wired.Sandbox.Options with { Answers = AnswerShape.Seed };
        Add(wired.Sandbox);

        var read = await wired.ReadAsync("12");

        Assert.Equal(["name"], read.Inputs.Fields.Keys);
        var note = (await wired.FirstNote.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Message;
        Assert.Contains("'sender', 'username', 'password', 'callbackUrl'", note, StringComparison.Ordinal);
    }

    /// <summary>A stage whose stack has an imported instance, and whose program knows its password.</summary>
    private static async Task<Stage> OpenAsync(MaskMode masking)
    {
        var stage = await Stage.OpenAsync();
        stage.Sandbox.Options = stage.Sandbox.Options with { Masking = masking };
        Add(stage.Sandbox);
        var import = await stage.ImportAsync("sms", "12");
        Assert.True(import.Succeeded, Stage.Text(import));
        await stage.PreviewQuietlyAsync(Stage.Program(s_properties));
        await stage.DeployAsync(Stage.Program(s_properties));
        return stage;
    }

    private static void Add(SandboxServer sandbox, params (string Key, string Value)[] entries) => sandbox.Add(
        "made by hand",
        configuration: new Dictionary<string, string>
        {
            ["messaging.sms.infobip.sender"] = "+17777777777",
            ["messaging.sms.infobip.username"] = "acme",
            [PasswordKey] = Stage.Password,
            ["messaging.sms.infobip.callback.url"] = "https://www.example.com/auth",
        }.Concat(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))).ToDictionary());

    private static string Password(Stage stage) => Assert.Single(stage.Sandbox.Instances).Configuration[PasswordKey];

    private static IReadOnlyList<string> Bodies(Stage stage) => [.. stage.Sandbox.Requests.Select(request => request.Body).Where(body => body.Length > 0)];
}
