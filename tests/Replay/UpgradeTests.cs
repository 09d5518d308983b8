// States that a released version left behind are left alone by the plugin of today: states/VERSION/*.json.
using System.Text.Json.Nodes;

namespace InfoBip.Replay.Tests;

/// <summary>
/// A state holds what the engine recorded (<c>id</c>, <c>inputs</c>, <c>outputs</c>), the program that it belongs to (<c>program</c>, and what else the
/// engine sends to Check: <c>check</c>), the first part of the base URL's path where it is not <c>your_moms</c> (<c>basePath</c>), and where it comes from
/// (<c>recording</c>). A release adds a folder; none is ever changed.
/// </summary>
public sealed class UpgradeTests
{
    private const string Service = "127.0.0.1:18100";

    private static readonly Recording s_first = Recording.Read("02-up-create");

    public static TheoryData<string> States { get; } =
    [
        .. Directory.EnumerateFiles(ReplayFiles.PathOf("states"), "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ReplayFiles.PathOf("states"), file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Preview_refresh_and_up_change_nothing(string file)
    {
        var state = Read(file);
        var (inputs, outputs) = (state["inputs"]!.AsObject(), state["outputs"]!.AsObject());
        await using var world = await World.StartAsync([Service], TestContext.Current.CancellationToken);
        await world.PrepareAsync(ImpliedInstance.Of([Call("Diff", Diff(state, inputs, outputs, inputs))], [Service]), Conditions.None, TestContext.Current.CancellationToken);
        await using var plugin = await StartAsync(world, (string?)state["basePath"] ?? "your_moms");

        await AssertPreviewIsQuietAsync(plugin, state, inputs, outputs);
        var read = await SendAsync(plugin, "Read", new JsonObject { ["id"] = Copy(state["id"]), ["properties"] = Copy(outputs), ["inputs"] = Copy(inputs) }, state);
        var (readInputs, readOutputs) = (read["inputs"]!.AsObject(), read["properties"]!.AsObject());
        await AssertNoChangeAsync(plugin, Diff(state, readInputs, readOutputs, inputs), state);
        await AssertPreviewIsQuietAsync(plugin, state, readInputs, readOutputs);

        AssertEqual(inputs, readInputs);
        AssertEqual(outputs["token"]!, readOutputs["token"]!);
        AssertEqual(outputs["name"]!, readOutputs["name"]!);
        Assert.Equal(state["id"]!.ToJsonString(), read["id"]!.ToJsonString());
        Assert.Empty(world.Changes(Service));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_state_is_one_of_its_recording(string file)
    {
        var state = Read(file);
        var recorded = Recording.Read((string)state["recording"]!).Calls
            .SelectMany(call => new[] { call.Answer?["properties"], call.Request["properties"], call.Request["olds"] });
        Assert.Contains(recorded, properties => JsonNode.DeepEquals(properties, state["outputs"]));
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(ReplayFiles.PathOf(Path.Combine("states", file))))!.AsObject();

    private static async Task<PluginUnderTest> StartAsync(World world, string basePath)
    {
        var plugin = await PluginUnderTest.StartAsync(null, world.Environment(Conditions.None), TestContext.Current.CancellationToken);
        foreach (var call in s_first.Calls.Where(call => call.Method is "Handshake" or "Configure"))
        {
            var request = world.ToLive(call.Request).ToJsonString().Replace("/your_moms/", $"/{basePath}/", StringComparison.Ordinal);
            var answer = await plugin.SendAsync(call.Method, JsonNode.Parse(request)!.AsObject(), TestContext.Current.CancellationToken);
            Assert.False(answer.ContainsKey("error"), answer.ToJsonString());
        }

        return plugin;
    }

    /// <summary>What the engine asks before it decides that a resource is unchanged.</summary>
    private static async Task AssertPreviewIsQuietAsync(PluginUnderTest plugin, JsonObject state, JsonObject inputs, JsonObject outputs)
    {
        var check = Copy(state["check"]).AsObject();
        (check["olds"], check["news"], check["oldOutputs"]) = (Copy(inputs), Copy(state["program"]), Copy(outputs));
        var checkedInputs = await SendAsync(plugin, "Check", check, state);
        Assert.False(checkedInputs.ContainsKey("failures"), "Check refuses the inputs.");
        AssertEqual(state["inputs"]!, checkedInputs["inputs"]!);
        await AssertNoChangeAsync(plugin, Diff(state, inputs, outputs, checkedInputs["inputs"]!.AsObject()), state);
    }

    private static async Task AssertNoChangeAsync(PluginUnderTest plugin, JsonObject diff, JsonObject state)
    {
        var answer = await SendAsync(plugin, "Diff", diff, state);
        Assert.Equal("DIFF_NONE", (string?)answer["changes"]);
        Assert.False(answer.ContainsKey("replaces") || answer.ContainsKey("diffs") || answer.ContainsKey("detailedDiff"));
    }

    private static async Task<JsonObject> SendAsync(PluginUnderTest plugin, string method, JsonObject request, JsonObject state)
    {
        var urn = (string)state["urn"]!;
        (request["urn"], request["name"], request["type"]) = (urn, urn.Split("::")[^1], urn.Split("::")[^2]);
        var answer = await plugin.SendAsync(method, request, TestContext.Current.CancellationToken);
        Assert.False(answer.ContainsKey("error"), answer["error"]?.ToJsonString());
        return answer;
    }

    private static JsonObject Diff(JsonObject state, JsonObject inputs, JsonObject outputs, JsonObject news) =>
        new() { ["id"] = Copy(state["id"]), ["olds"] = Copy(outputs), ["oldInputs"] = Copy(inputs), ["news"] = Copy(news) };

    private static RecordedCall Call(string method, JsonObject request) => new(method, request, null, CallEnd.Answered);

    private static JsonNode Copy(JsonNode? node) => node!.DeepClone();

    // Compared without printing: the values may be secrets.
    private static void AssertEqual(JsonNode expected, JsonNode actual) =>
        Assert.Empty(Comparison.Of(new JsonObject { [""] = Copy(expected) }, new JsonObject { [""] = Copy(actual) }));
}
