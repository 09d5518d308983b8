// The programs whose states are recorded. They are never changed, or the records of older versions would mean nothing.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.States;

/// <summary>A program, and what is done to get its state where an up alone is not enough.</summary>
/// <param name="Text">The program.</param>
/// <param name="Make">Makes the state.</param>
internal sealed record StateProgram(string Text, Func<Stage, string, Task> Make)
{
    private static readonly Func<Stage, string, Task> s_up = (stage, program) => stage.DeployAsync(program);

    /// <summary>The programs by the names of their records.</summary>
    public static IReadOnlyDictionary<string, StateProgram> All { get; } = new Dictionary<string, StateProgram>
    {
        ["as-on-the-seed-page"] = new(Stage.Program("name: Test", "tags: [production]"), s_up),
        ["generated-name"] = new(Stage.Program(), s_up),
        ["everything-set"] = new(
            Stage.Program("name: Everything", "tags: [b, a, b]", "enabled: true", "extraConfiguration: { filter.response.nulls: \"false\", event.notification.enabled: \"true\" }"),
            s_up),
        ["switched-off"] = new(Stage.Program("name: Off", "enabled: false"), s_up),
        ["no-tags-left"] = new(Stage.Program("name: Bare"), async (stage, program) =>
        {
            await stage.DeployAsync(Stage.Program("name: Bare", "tags: [once]"));
            await stage.DeployAsync(program);
        }),
        ["imported"] = new(Stage.Program("name: Made elsewhere", "tags: [by-hand]"), async (stage, program) =>
        {
            stage.Sandbox.Add("Made elsewhere", configuration: Configuration("+17777777777", "acme", "https://www.example.com/auth"), tags: ["by-hand"]);
            await stage.ImportAsync("sms", "12");
            await stage.DeployAsync(program);
        }),
        ["refreshed"] = new(Stage.Program("name: Renamed elsewhere", "tags: [one, two]"), async (stage, _) =>
        {
            await stage.DeployAsync(Stage.Program("name: Before", "tags: [one, two]"));
            stage.Sandbox.Edit(12, instance => instance.Name = "Renamed elsewhere");
            await stage.RefreshAsync();
        }),
        ["half-made"] = new(Stage.Program("name: Half", "password: wrong"), async (stage, program) => await stage.UpAsync(program)),
    };

    /// <summary>A stage on which states come out the same each time, and which can play any recorded state: nothing of the sandbox's address enters the state.</summary>
    public static async Task<Stage> StageAsync()
    {
        var stage = await Stage.OpenAsync(new SandboxOptions
        {
            UserSecret = Stage.UserSecret,
            OrganizationSecret = Stage.OrganizationSecret,
            Time = new StandingTime(),
        });
        stage.Seed = _ => new byte[32];
        stage.Environment["INFOBIP_BASE_URL"] = stage.Sandbox.BaseUrl("your_mom").ToString();
        stage.Config = StackConfig.Empty
            .With("infobip:userSecret", Stage.UserSecret, secret: true)
            .With("infobip:organizationSecret", Stage.OrganizationSecret, secret: true)
            .With("password", Stage.Password, secret: true);
        return stage;
    }

    /// <summary>Puts the stack's instance into the sandbox, as the service has had it since the state was recorded.</summary>
    public static void Restore(Stage stage)
    {
        var inputs = stage.State.Inputs.Fields;
        var outputs = stage.State.Outputs.Fields;
        var extra = inputs.TryGetValue("extraConfiguration", out var entries)
            ? entries.StructValue.Fields.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.StringValue))
            : [];
        var added = stage.Sandbox.Add(
            inputs["name"].StringValue,
            configuration: [.. Configuration(inputs["sender"].StringValue, inputs["username"].StringValue, inputs["callbackUrl"].StringValue), .. extra],
            tags: inputs.TryGetValue("tags", out var tags) ? tags.ListValue.Values.Select(tag => tag.StringValue) : []);
        Assert.Equal(stage.State.Id, added.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        stage.Sandbox.Edit(added.Id, instance =>
        {
            instance.Token = outputs["token"].StructValue.Fields["value"].StringValue;
            instance.Valid = outputs["valid"].BoolValue;
            instance.Disabled = outputs["disabled"].BoolValue;
        });
    }

    private static Dictionary<string, string> Configuration(string sender, string username, string callbackUrl) => new()
    {
        ["messaging.sms.infobip.sender"] = sender,
        ["messaging.sms.infobip.username"] = username,
        ["messaging.sms.infobip.password"] = "as it was",
        ["messaging.sms.infobip.callback.url"] = callbackUrl,
    };

    /// <summary>The clock that the records were made by.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
