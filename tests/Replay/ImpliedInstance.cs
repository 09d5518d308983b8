// The instances that were there before a recorded command, as far as its calls show them.
using System.Globalization;
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;

namespace InfoBip.Replay.Tests;

/// <summary>An instance at a service before the first call that shows it.</summary>
/// <param name="Service">The service's recorded address.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedDate">When it was created.</param>
internal sealed record ImpliedInstance(string Service, long Id, string Name, DateTimeOffset CreatedDate)
{
    private static readonly Dictionary<string, string> s_entries = new()
    {
        ["sender"] = "messaging.sms.infobip.sender",
        ["username"] = "messaging.sms.infobip.username",
        ["password"] = "messaging.sms.infobip.password",
        ["callbackUrl"] = "messaging.sms.infobip.callback.url",
    };

    public string Connector { get; init; } = "infobip";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    public bool Disabled { get; init; }

    public bool Valid { get; init; } = true;

    /// <summary>Reads what the calls of a recording imply.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="services">For each call the address of the service that its process was configured for; null where it was not.</param>
    public static IEnumerable<ImpliedInstance> Of(IReadOnlyList<RecordedCall> calls, IReadOnlyList<string?> services)
    {
        // Null: not there, or made by the recording itself.
        var seen = new Dictionary<(string, string), ImpliedInstance?>();
        foreach (var (index, call) in calls.Index())
        {
            if (services[index] is { } service)
            {
                // A list shows little, so it only adds what no other call shows.
                foreach (var (id, instance) in Shown(service, call).Where(_ => call.Method is not ("Invoke" or "List")))
                {
                    seen.TryAdd((service, id), instance);
                }
            }
        }

        foreach (var (index, call) in calls.Index().Where(call => services[call.Index] is not null))
        {
            var service = services[index]!;
            if (call.Method is "Invoke" or "List")
            {
                foreach (var (id, instance) in Shown(service, call))
                {
                    seen.TryAdd((service, id), instance);
                }
            }
            else if (call.Method == "Update" && seen[(service, IdIn(call.Request))] is { } updated)
            {
                // The state may hold another instance than the one that the service has under this id.
                var there = call.IsPreview ? null : call.Answer?["properties"]?["createdDate"];
                seen[(service, IdIn(call.Request))] = call.ErrorStatus == "NotFound" ? null : there is null ? updated : updated with { CreatedDate = Date(there) };
            }
        }

        return seen.Values.OfType<ImpliedInstance>();
    }

    /// <summary>The plain value of a property, without its mark as a secret.</summary>
    public static JsonNode? Plain(JsonNode? value) => value is JsonObject marked && marked.ContainsKey(WireFormat.SignatureKey) ? marked[WireFormat.ValueKey] : value;

    private static IEnumerable<(string Id, ImpliedInstance? Instance)> Shown(string service, RecordedCall call)
    {
        var (request, answer) = (call.Request, call.Answer);
        return call.Method switch
        {
            "Create" when !call.IsPreview && answer?["id"] is not null => [(IdIn(answer), null)],
            "Read" when answer?["error"] is not null => [One(IdIn(request), request["properties"])],
            "Read" when answer?["properties"] is null => [(IdIn(request), null)],
            "Read" => [One(IdIn(answer), answer["properties"], request["properties"])],
            "Diff" or "Update" => [One(IdIn(request), request["olds"])],
            "Delete" => [One(IdIn(request), request["properties"])],
            "Invoke" when answer?["return"]?["instances"] is JsonArray list => list.Select(item => One(IdIn(item!), item)),
            "Invoke" when answer?["return"] is { } result => [One(IdIn(result), result)],
            "List" => answer!["results"]!.AsArray().Select(item => One(IdIn(item!["result"]!), item["result"])),
            _ => [],
        };

        (string, ImpliedInstance?) One(string id, JsonNode? outputs, JsonNode? state = null) =>
            (id, outputs?["name"] is null ? null : Of(service, id, outputs, state));
    }

    private static ImpliedInstance Of(string service, string id, JsonNode outputs, JsonNode? state)
    {
        var configuration = (Output("extraConfiguration")?.AsObject() ?? []).ToDictionary(entry => entry.Key, entry => (string)Plain(entry.Value)!);
        foreach (var (input, entry) in s_entries)
        {
            // An answer never shows the password; the state does.
            if ((Output(input) ?? Plain(state?[input])) is { } value)
            {
                configuration[entry] = (string)value!;
            }
        }

        return new(service, long.Parse(id, CultureInfo.InvariantCulture), (string)Output("name")!, Output("createdDate") is { } date ? Date(date) : DateTimeOffset.UnixEpoch)
        {
            Connector = (string?)Output("connector")?["key"] ?? "infobip",
            Tags = [.. (Output("tags")?.AsArray() ?? []).Select(tag => (string)Plain(tag)!)],
            Configuration = configuration,
            Disabled = (bool?)Output("enabled") == false || (bool?)Output("disabled") == true,
            Valid = (bool?)Output("valid") != false,
        };

        JsonNode? Output(string name) => Plain(outputs[name]);
    }

    private static string IdIn(JsonNode node) => (string)node["id"]!;

    private static DateTimeOffset Date(JsonNode node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
