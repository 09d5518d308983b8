// What the service adds, leaves out or normalises is no drift; a real change is.
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Refresh;

public sealed class NormalisedValueTests(NormalisedValueTests.ChangingService service) : IClassFixture<NormalisedValueTests.ChangingService>
{
    private static readonly string s_program = StackFixture.Program("tags: [a, b]", "name: Test", "extraConfiguration: { event.vendor.type: polling }");

    /// <summary>What the answers say otherwise than the program.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> s_otherwise = new()
    {
        ["as it is"] = _ => { },
        ["no configuration"] = answer => answer.Remove("configuration"),
        ["null configuration"] = answer => answer["configuration"] = null,
        ["empty configuration"] = answer => answer["configuration"] = new JsonObject(),
        ["an entry is missing"] = answer => answer["configuration"]!.AsObject().Remove(SampleInstance.UsernameKey),
        ["an entry is null"] = answer => answer["configuration"]![SampleInstance.UsernameKey] = null,
        ["an entry is empty"] = answer => answer["configuration"]![SampleInstance.UsernameKey] = "",
        ["an extra entry is missing"] = answer => answer["configuration"]!.AsObject().Remove("event.vendor.type"),
        ["an extra entry is null"] = answer => answer["configuration"]!["event.vendor.type"] = null,
        ["an entry that was not set"] = answer => answer["configuration"]!["bulk.enabled"] = "true",
        ["a trailing slash"] = answer => answer["configuration"]![SampleInstance.CallbackUrlKey] = "https://www.example.com/auth/",
        ["no tags"] = answer => answer.Remove("tags"),
        ["null tags"] = answer => answer["tags"] = null,
        ["tags as objects"] = answer => answer["tags"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "b" }, new JsonObject { ["id"] = 2, ["name"] = "a" }),
        ["no name"] = answer => answer.Remove("name"),
        ["null name"] = answer => answer["name"] = null,
        ["no token"] = answer => answer.Remove("token"),
        ["null token"] = answer => answer["token"] = null,
        ["no switch"] = answer => answer.Remove("disabled"),
        ["null switch"] = answer => answer["disabled"] = null,
        ["no validity"] = answer => answer.Remove("valid"),
        ["no connector"] = answer => answer.Remove("your_mom"),
        ["no date"] = answer => answer.Remove("createdDate"),
        ["unknown fields"] = answer => answer["undocumented"] = new JsonArray(1, "two", null, new JsonObject()),
    };

    private static readonly Struct s_inputs = SampleResource.Inputs(
        ("tags", new[] { "a", "b" }),
        ("extraConfiguration", new Dictionary<string, string> { ["event.vendor.type"] = "polling" }));

    public static TheoryData<string> Otherwise { get; } = [.. s_otherwise.Keys];

    /// <summary>A create is never done without a token.</summary>
    public static TheoryData<string> OtherwiseFromTheBeginning { get; } = [.. s_otherwise.Keys.Where(what => !what.EndsWith(" token", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(OtherwiseFromTheBeginning))]
    public async Task What_the_service_adds_leaves_out_or_normalises_is_quiet(string what)
    {
        service.ChangeAnswer = s_otherwise[what];
        var created = await service.Plugin.CreateAsync(s_inputs);

        await AssertQuietAsync(created.Id, created.Properties);
        Assert.Equal("acme", created.Properties.Fields["username"].StringValue);
        Assert.Equal("polling", created.Properties.Fields["extraConfiguration"].StructValue.Fields["event.vendor.type"].StringValue);
    }

    [Theory]
    [MemberData(nameof(Otherwise))]
    public async Task A_service_that_answers_otherwise_than_before_is_quiet_and_nothing_known_is_lost(string what)
    {
        service.ChangeAnswer = _ => { };
        var created = await service.Plugin.CreateAsync(s_inputs);
        service.ChangeAnswer = s_otherwise[what];

        var state = await AssertQuietAsync(created.Id, created.Properties);

        foreach (var kept in new[] { "token", "valid", "connector", "createdDate", "name", "enabled", "tags", "username", "extraConfiguration" })
        {
            Assert.Equal(created.Properties.Fields[kept], state.Fields[kept]);
        }
    }

    [Fact]
    public async Task The_services_defaults_written_out_or_left_out_are_quiet()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = StackFixture.Program("enabled: true", "extraConfiguration: { event.notification.enabled: \"false\" }");
        await fixture.DeployAsync(program);

        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(program);
        await fixture.PreviewQuietlyAsync(program.Replace("      enabled: true\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AnswerShape.Echo)]
    [InlineData(AnswerShape.Seed)]
    public async Task Either_shape_of_answer_is_quiet_with_unknown_fields_in_it(AnswerShape shape)
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Answers = shape, UnknownFields = true };
        await fixture.DeployAsync(s_program);

        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(s_program);
    }

    [Fact]
    public async Task A_real_change_among_the_normalised_values_is_reported()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Options = fixture.Sandbox.Options with { UnknownFields = true, Masking = MaskMode.Absent, Behaviours = SandboxBehaviours.Of("tags=objects"), ReverseTags = true };
        await fixture.DeployAsync(s_program);
        fixture.Sandbox.Edit(12, instance => instance.Configuration[SampleInstance.SenderKey] = "+19999999999");

        var refresh = await fixture.RefreshAsync();

        Assert.Equal(["sender"], StackFixture.Paths(refresh));
    }

    /// <summary>A refresh and an up that find nothing to do.</summary>
    private async Task<Struct> AssertQuietAsync(string id, Struct state)
    {
        var read = await service.Plugin.ReadAsync(id, s_inputs, state);
        Assert.Equal(id, read.Id);
        Assert.Equal(s_inputs, read.Inputs);
        var diff = await service.Plugin.DiffAsync(read.Properties, read.Inputs, s_inputs);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
        Assert.Empty(diff.DetailedDiff);
        return read.Properties;
    }

    /// <summary>A plugin whose service answers as a test says.</summary>
    public sealed class ChangingService : IAsyncLifetime
    {
        private ScriptedServer? _server;

        internal PluginFixture Plugin { get; private set; } = null!;

        internal Action<JsonObject> ChangeAnswer { get; set; } = _ => { };

        public async ValueTask InitializeAsync()
        {
            Plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });
            _server = await ScriptedServer.BeforeAsync(Plugin.Sandbox.Url, answer =>
            {
                ChangeAnswer(answer);
                return answer;
            });
            Plugin.Settings.Fields["baseUrl"] = Wire.Of(new Uri(_server.Url, "your_moms/api-v2").ToString());
            await Plugin.ConfigureAsync(Plugin.Settings);
        }

        public async ValueTask DisposeAsync()
        {
            await Plugin.DisposeAsync();
            await _server!.DisposeAsync();
        }
    }
}
