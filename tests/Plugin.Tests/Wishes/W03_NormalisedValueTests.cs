// Wish 3: what the service adds, leaves out or normalises is no drift; a real change is.
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W03_NormalisedValueTests(W03_NormalisedValueTests.Service service) : IClassFixture<W03_NormalisedValueTests.Service>
{
    private const string Prefix = "messaging.sms.infobip.";

    private static readonly string s_program = Stage.Program("tags: [a, b]", "name: Test", "extraConfiguration: { event.vendor.type: polling }");

    /// <summary>What the answers say otherwise than the program.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> s_otherwise = new()
    {
        ["as it is"] = _ => { },
        ["no configuration"] = answer => answer.Remove("configuration"),
        ["null configuration"] = answer => answer["configuration"] = null,
        ["empty configuration"] = answer => answer["configuration"] = new JsonObject(),
        ["an entry is missing"] = answer => answer["configuration"]!.AsObject().Remove(Prefix + "username"),
        ["an entry is null"] = answer => answer["configuration"]![Prefix + "username"] = null,
        ["an entry is empty"] = answer => answer["configuration"]![Prefix + "username"] = "",
        ["an extra entry is missing"] = answer => answer["configuration"]!.AsObject().Remove("event.vendor.type"),
        ["an extra entry is null"] = answer => answer["configuration"]!["event.vendor.type"] = null,
        ["an entry that nobody set"] = answer => answer["configuration"]!["bulk.enabled"] = "true",
        ["a trailing slash"] = answer => answer["configuration"]![Prefix + "callback.url"] = "https://www.example.com/auth/",
        ["no tags"] = answer => answer.Remove("tags"),
        ["null tags"] = answer => answer["tags"] = null,
        ["tags as objects"] = answer => answer["tags"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "b" }, new JsonObject { ["id"] = 2, ["name"] = "a" }),
        ["no name"] = answer => answer.Remove("name"),
        ["null name"] = answer => answer["name"] = null,
        ["no token"] = answer => answer.Remove("token"),
        ["null token"] = answer => answer["token"] = null,
        ["no switch"] = answer => answer.Remove("disabled"),
        ["null switch"] = answer => answer["disabled"] = null,
        ["no verdict"] = answer => answer.Remove("valid"),
        ["no connector"] = answer => answer.Remove("your_mom"),
        ["no date"] = answer => answer.Remove("createdDate"),
        ["unknown fields"] = answer => answer["undocumented"] = new JsonArray(1, "two", null, new JsonObject()),
    };

    private static readonly Struct s_inputs = Wired.Inputs(
        ("tags", new[] { "a", "b" }),
        ("extraConfiguration", new Dictionary<string, string> { ["event.vendor.type"] = "polling" }));

    public static TheoryData<string> Otherwise { get; } = [.. s_otherwise.Keys];

    [Theory]
    [MemberData(nameof(Otherwise))]
    public async Task W03_What_the_service_adds_leaves_out_or_normalises_is_quiet(string what)
    {
        service.Habit = s_otherwise[what];
        var created = await service.Wired.CreateAsync(s_inputs);

        await AssertQuietAsync(created.Id, created.Properties);
        Assert.Equal("acme", created.Properties.Fields["username"].StringValue);
        Assert.Equal("polling", created.Properties.Fields["extraConfiguration"].StructValue.Fields["event.vendor.type"].StringValue);
    }

    [Theory]
    [MemberData(nameof(Otherwise))]
    public async Task W03_A_service_that_changes_its_habits_is_quiet_and_nothing_known_is_lost(string what)
    {
        service.Habit = _ => { };
        var created = await service.Wired.CreateAsync(s_inputs);
        service.Habit = s_otherwise[what];

        var state = await AssertQuietAsync(created.Id, created.Properties);

        foreach (var kept in new[] { "token", "valid", "disabled", "connector", "createdDate", "name", "enabled", "tags", "username", "extraConfiguration" })
        {
            Assert.Equal(created.Properties.Fields[kept], state.Fields[kept]);
        }
    }

    [Fact]
    public async Task W03_The_services_defaults_written_out_or_left_out_are_quiet()
    {
        await using var stage = await Stage.OpenAsync();
        var program = Stage.Program("enabled: true", "extraConfiguration: { event.notification.enabled: \"false\" }");
        await stage.DeployAsync(program);

        await stage.RefreshQuietlyAsync();
        await stage.PreviewQuietlyAsync(program);
        await stage.PreviewQuietlyAsync(program.Replace("      enabled: true\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AnswerShape.Echo)]
    [InlineData(AnswerShape.Seed)]
    public async Task W03_Either_shape_of_answer_is_quiet_with_unknown_fields_in_it(AnswerShape shape)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Options = stage.Sandbox.Options with { Answers = shape, UnknownFields = true };
        await stage.DeployAsync(s_program);

        await stage.RefreshQuietlyAsync();
        await stage.PreviewQuietlyAsync(s_program);
    }

    [Fact]
    public async Task W03_A_real_change_among_the_normalised_values_is_reported()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Options = stage.Sandbox.Options with { UnknownFields = true, Masking = MaskMode.Absent, Tags = TagShape.Objects, ReverseTags = true };
        await stage.DeployAsync(s_program);
        stage.Sandbox.Edit(12, instance => instance.Configuration[Prefix + "sender"] = "+19999999999");

        var refresh = await stage.RefreshAsync();

        Assert.Equal(["sender"], Stage.Paths(refresh));
    }

    /// <summary>A refresh and an up that find nothing to do.</summary>
    private async Task<Struct> AssertQuietAsync(string id, Struct state)
    {
        var read = await service.Wired.ReadAsync(id, s_inputs, state);
        Assert.Equal(id, read.Id);
        Assert.Equal(s_inputs, read.Inputs);
        var diff = await service.Wired.DiffAsync(read.Properties, read.Inputs, s_inputs);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
        Assert.Empty(diff.DetailedDiff);
        return read.Properties;
    }

    /// <summary>A plugin whose service has habits.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private Answerer? _answerer;

        internal Wired Wired { get; private set; } = null!;

        internal Action<JsonObject> Habit { get; set; } = _ => { };

        public async ValueTask InitializeAsync()
        {
            Wired = await Wired.OpenAsync(new Wiring { Configured = false });
            _answerer = await Answerer.BeforeAsync(Wired.Sandbox.Url, answer =>
            {
                Habit(answer);
                return answer;
            });
            Wired.Settings.Fields["baseUrl"] = Wire.Of(new Uri(_answerer.Url, "your_moms/api-v2").ToString());
            await Wired.ConfigureAsync(Wired.Settings);
        }

        public async ValueTask DisposeAsync()
        {
            await Wired.DisposeAsync();
            await _answerer!.DisposeAsync();
        }
    }
}
