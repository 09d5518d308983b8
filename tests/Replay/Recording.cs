// What the engine was recorded sending during one command, and what the plugin of that day answered.
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfoBip.Replay.Tests;

/// <summary>How a recorded call ended.</summary>
internal enum CallEnd
{
    /// <summary>The plugin answered, with a response or with an error.</summary>
    Answered,

    /// <summary>The engine was killed while the call ran.</summary>
    EngineKilled,

    /// <summary>The plugin was killed while the call ran.</summary>
    PluginKilled,

    /// <summary>The engine closed the connection while the call ran: Ctrl-C, twice.</summary>
    ConnectionClosed,

    /// <summary>The plugin was gone already.</summary>
    Unreachable,
}

/// <summary>One call.</summary>
/// <param name="Method">A method of <c>pulumirpc.ResourceProvider</c>.</param>
/// <param name="Request">The request in its JSON form.</param>
/// <param name="Answer">The response; of a stream <c>{"results": […]}</c>; of an error <c>{"error": {"status", "message"}}</c>, with <c>"resource"</c> where it brought one along; null where the plugin did not answer.</param>
/// <param name="End">How it ended.</param>
internal sealed record RecordedCall(string Method, JsonObject Request, JsonObject? Answer, CallEnd End)
{
    /// <summary>The URN of the request; empty where it has none.</summary>
    public string Urn => (string?)Request["urn"] ?? "";

    /// <summary>The last part of the URN.</summary>
    public string ResourceName => Urn.Split("::")[^1];

    /// <summary>Whether the request belongs to a preview.</summary>
    public bool IsPreview => (bool?)Request["preview"] == true;

    /// <summary>The gRPC status of an error.</summary>
    public string? ErrorStatus => (string?)Answer?["error"]?["status"];
}

/// <summary>A recorded command: its calls in the order of their start.</summary>
internal sealed partial record Recording(string Name, IReadOnlyList<RecordedCall> Calls)
{
    private static readonly string? s_pattern = Environment.GetEnvironmentVariable("INFOBIP_REPLAY");

    /// <summary>The recordings, by name: all, or those that INFOBIP_REPLAY names, such as <c>98*</c>.</summary>
    public static IReadOnlyList<Recording> All { get; } =
    [
        .. Directory.EnumerateFiles(ReplayFiles.PathOf("recordings"), $"{s_pattern ?? "*"}.jsonl").Order(StringComparer.Ordinal)
            .Select(file => Read(Path.GetFileNameWithoutExtension(file))),
    ];

    /// <summary>Whether none is left out.</summary>
    public static bool AreAll => s_pattern is null;

    /// <summary>The addresses of the services that the recording speaks of.</summary>
    public IEnumerable<string> ServiceAddresses =>
        Calls.SelectMany(call => ServiceAddress().Matches(call.Request.ToJsonString()).Select(match => match.Value)).Distinct();

    /// <summary>Reads one recording.</summary>
    public static Recording Read(string name)
    {
        var calls = new List<RecordedCall>();
        foreach (var line in Lines(name))
        {
            var method = (string)line["method"]!;
            if (line["request"] is JsonObject request)
            {
                var (answer, end) = Ending(line);
                calls.Add(new RecordedCall(method, request, method == "List" ? new JsonObject { ["results"] = new JsonArray() } : answer, end));
            }
            else
            {
                // The next result of a stream.
                calls[^1].Answer!["results"]!.AsArray().Add(line["response"]!.DeepClone());
            }
        }

        foreach (var (index, failed) in calls.Index().Where(call => call.Item is { Method: "Read", ErrorStatus: not null }))
        {
            // The details of errors are not recorded; but where a failed Read brought a resource along, the engine compared that one next.
            if (calls.Skip(index).FirstOrDefault(call => call.Method == "Diff" && JsonNode.DeepEquals(call.Request["id"], failed.Request["id"])) is { } diff)
            {
                failed.Answer!["error"]!["resource"] = new JsonObject
                {
                    ["id"] = diff.Request["id"]!.DeepClone(),
                    ["properties"] = diff.Request["olds"]!.DeepClone(),
                    ["inputs"] = diff.Request["oldInputs"]!.DeepClone(),
                };
            }
        }

        return new(name, calls);
    }

    /// <summary>The lines of a recording, as they lie in its file.</summary>
    public static IEnumerable<JsonObject> Lines(string name) =>
        File.ReadLines(ReplayFiles.PathOf(Path.Combine("recordings", $"{name}.jsonl"))).Select(line => JsonNode.Parse(line)!.AsObject());

    private static (JsonObject? Answer, CallEnd End) Ending(JsonObject line)
    {
        if (line["progress"] is not null)
        {
            return (null, CallEnd.EngineKilled);
        }

        if (line["errors"] is not JsonArray errors)
        {
            return (line["response"]?.AsObject(), CallEnd.Answered);
        }

        var error = Error().Match((string)errors.Single()!);
        var (status, message) = (error.Groups["status"].Value, error.Groups["message"].Value);
        return (status, message) switch
        {
            ("Canceled", "grpc: the client connection is closing") => (null, CallEnd.ConnectionClosed),
            ("Unavailable", "error reading from server: EOF") => (null, CallEnd.PluginKilled),
            ("Unavailable", _) => (null, CallEnd.Unreachable),
            _ => (new JsonObject { ["error"] = new JsonObject { ["status"] = status, ["message"] = message } }, CallEnd.Answered),
        };
    }

    [GeneratedRegex("^rpc error: code = (?<status>\\w+) desc = (?<message>.*)$", RegexOptions.Singleline)]
    private static partial Regex Error();

    [GeneratedRegex("127\\.0\\.0\\.1:18[0-9]{3}")]
    private static partial Regex ServiceAddress();
}
