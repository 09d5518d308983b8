// The programs whose states are recorded. They are never changed, or the records of older versions would mean nothing.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.States;

/// <summary>A program, and what is done to get its state where an up alone is not enough.</summary>
/// <param name="Text">The program.</param>
/// <param name="Make">Makes the state.</param>
internal sealed record StateProgram(string Text, Func<StackFixture, string, Task> Make)
{
    private static readonly Func<StackFixture, string, Task> s_up = (fixture, program) => fixture.DeployAsync(program);

    /// <summary>The programs by the names of their records.</summary>
    public static IReadOnlyDictionary<string, StateProgram> All { get; } = new Dictionary<string, StateProgram>
    {
        ["as-on-the-seed-page"] = new(StackFixture.Program("name: Test", "tags: [production]"), s_up),
        ["generated-name"] = new(StackFixture.Program(), s_up),
        ["everything-set"] = new(
            StackFixture.Program("name: Everything", "tags: [b, a, b]", "enabled: true", "extraConfiguration: { filter.response.nulls: \"false\", event.notification.enabled: \"true\" }"),
            s_up),
        ["switched-off"] = new(StackFixture.Program("name: Off", "enabled: false"), s_up),
        ["no-tags-left"] = new(StackFixture.Program("name: Bare"), async (fixture, program) =>
        {
            await fixture.DeployAsync(StackFixture.Program("name: Bare", "tags: [once]"));
            await fixture.DeployAsync(program);
        }),
        ["imported"] = new(StackFixture.Program("name: Made elsewhere", "tags: [by-hand]"), async (fixture, program) =>
        {
            fixture.Sandbox.Add("Made elsewhere", configuration: Configuration("+17777777777", "acme", "https://www.example.com/auth"), tags: ["by-hand"]);
            await fixture.ImportAsync("sms", "12");
            await fixture.DeployAsync(program);
        }),
        ["refreshed"] = new(StackFixture.Program("name: Renamed elsewhere", "tags: [one, two]"), async (fixture, _) =>
        {
            await fixture.DeployAsync(StackFixture.Program("name: Before", "tags: [one, two]"));
            fixture.Sandbox.Edit(12, instance => instance.Name = "Renamed elsewhere");
            await fixture.RefreshAsync();
        }),
        ["partially-created"] = new(StackFixture.Program("name: Half", "password: wrong"), async (fixture, program) => await fixture.UpAsync(program)),
    };

    /// <summary>A stack whose states come out the same each time, and which any recorded state can be loaded into: nothing of the sandbox's address enters the state.</summary>
    public static async Task<StackFixture> OpenFixtureAsync()
    {
        var fixture = await StackFixture.OpenAsync(new SandboxOptions
        {
            UserSecret = SampleSecrets.User,
            OrganizationSecret = SampleSecrets.Organization,
            Time = new StandingTime(),
        });
        fixture.Seed = _ => new byte[32];
        fixture.Environment["INFOBIP_BASE_URL"] = fixture.Sandbox.BaseUrl("your_mom").ToString();
        fixture.Config = StackConfig.Empty
            .With("infobip:userSecret", SampleSecrets.User, secret: true)
            .With("infobip:organizationSecret", SampleSecrets.Organization, secret: true)
            .With("password", SampleSecrets.Password, secret: true);
        return fixture;
    }

    /// <summary>Puts the stack's instance into the sandbox, as the service has had it since the state was recorded.</summary>
    public static void Restore(StackFixture fixture)
    {
        var inputs = fixture.State.Inputs.Fields;
        var outputs = fixture.State.Outputs.Fields;
        var extra = inputs.TryGetValue("extraConfiguration", out var entries)
            ? entries.StructValue.Fields.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.StringValue))
            : [];
        var added = fixture.Sandbox.Add(
            inputs["name"].StringValue,
            configuration: [.. Configuration(inputs["sender"].StringValue, inputs["username"].StringValue, inputs["callbackUrl"].StringValue), .. extra],
            tags: inputs.TryGetValue("tags", out var tags) ? tags.ListValue.Values.Select(tag => tag.StringValue) : []);
        Assert.Equal(fixture.State.Id, added.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        fixture.Sandbox.Edit(added.Id, instance =>
        {
            instance.Token = outputs["token"].StructValue.Fields["value"].StringValue;
            instance.Valid = outputs["valid"].BoolValue;
            instance.Disabled = !outputs["enabled"].BoolValue;
        });
    }

    private static Dictionary<string, string> Configuration(string sender, string username, string callbackUrl) => new()
    {
        [SampleInstance.SenderKey] = sender,
        [SampleInstance.UsernameKey] = username,
        [SampleInstance.PasswordKey] = "as it was",
        ["messaging.sms.infobip.callback.url"] = callbackUrl,
    };

    /// <summary>The clock that the records were made by.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
