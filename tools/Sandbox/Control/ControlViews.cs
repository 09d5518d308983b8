// What the control API shows.
using System.Globalization;
using System.Text.Json;
using InfoBip.Sandbox.Api;
using InfoBip.Sandbox.Faults;

namespace InfoBip.Sandbox.Control;

/// <summary>Writes the sandbox's insides as JSON, without secrets.</summary>
internal static class ControlViews
{
    /// <summary>The header that says how many entries there are, where a list shows the last of them only.</summary>
    public const string Count = "Sandbox-Total-Count";

    public static ApiAnswer Instances(SandboxServer server, Selection selection) => List(server.Instances, selection, Text, Write);

    public static ApiAnswer Instance(SandboxInstance instance, int status = 200) => ApiAnswer.Of(writer => Write(writer, instance), status);

    public static ApiAnswer Requests(SandboxServer server, Selection selection) => List(server.Requests, selection, Text, Write);

    public static ApiAnswer Faults(SandboxServer server, int status = 200) => ApiAnswer.Of(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("hits", server.Faults.Hits);
            writer.WriteStartArray("injected");
            foreach (var active in server.Faults.Injected)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("fault");
                JsonSerializer.Serialize(writer, FaultJson.Of(active.Fault), ControlJson.Default.FaultJson);
                if (active.Left is { } left)
                {
                    writer.WriteNumber("left", left);
                }
                else
                {
                    writer.WriteNull("left");
                }

                writer.WriteNumber("hits", active.Hits);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartObject("kinds");
            foreach (var (kind, meaning) in FaultMeanings.All)
            {
                writer.WriteString(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), meaning);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        },
        status);

    public static ApiAnswer Behaviours(SandboxServer server) => ApiAnswer.Of(writer =>
    {
        var current = server.Options.Behaviours;
        writer.WriteStartObject();
        foreach (var one in SandboxBehaviours.All)
        {
            writer.WriteStartObject(one.Name);
            writer.WriteString("value", current[one.Name]);
            writer.WriteString("default", one.Default);
            writer.WriteString("values", one.Values);
            WriteStrings(writer, "choices", one.Choices);
            writer.WriteString("meaning", one.Meaning);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    private static ApiAnswer List<T>(IReadOnlyList<T> all, Selection selection, Func<T, string> text, Action<Utf8JsonWriter, T> write)
    {
        var (shown, count) = selection.Of(all, text);
        return ApiAnswer.Of(
            writer =>
            {
                writer.WriteStartArray();
                foreach (var one in shown)
                {
                    write(writer, one);
                }

                writer.WriteEndArray();
            },
            200,
            (Count, count.ToString(CultureInfo.InvariantCulture)));
    }

    // What is searched is what is shown: a search finds no secret either.
    private static string Text(SandboxInstance instance) => string.Join(
        ' ',
        [
            instance.Id.ToString(CultureInfo.InvariantCulture), instance.ConnectorKey, instance.Name, .. instance.Tags,
            instance.Valid ? "valid" : "not valid", instance.Disabled ? "disabled" : "", .. instance.Configuration.Select(entry => $"{entry.Key} {Shown(entry)}"),
        ]);

    private static string Text(RecordedRequest request) =>
        $"{request.Method} {request.Path}{request.Query} {request.Status} {request.Fault} {request.RequestId} {request.ShownBody} {request.ShownAnswer}";

    private static string Shown(KeyValuePair<string, string> entry) => Entries.IsSecret(entry.Key) ? Redaction.Secret : entry.Value;

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SandboxInstance instance)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", instance.Id);
        writer.WriteString("connector", instance.ConnectorKey);
        writer.WriteString("name", instance.Name);
        writer.WriteString("token", Redaction.Secret);
        WriteStrings(writer, "tags", instance.Tags);
        writer.WriteStartObject("configuration");
        foreach (var entry in instance.Configuration)
        {
            writer.WriteString(entry.Key, Shown(entry));
        }

        writer.WriteEndObject();
        writer.WriteBoolean("valid", instance.Valid);
        writer.WriteBoolean("disabled", instance.Disabled);
        writer.WriteString("createdDate", instance.CreatedDate);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RecordedRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("method", request.Method);
        writer.WriteString("path", request.Path);
        writer.WriteString("apiPath", request.ApiPath);
        writer.WriteString("query", request.Query);
        writer.WriteStartObject("headers");
        foreach (var (name, value) in request.Headers)
        {
            writer.WriteString(name, Redaction.Header(name, value));
        }

        writer.WriteEndObject();
        writer.WritePropertyName("body");
        writer.WriteRawValue(request.ShownBody);
        writer.WritePropertyName("answer");
        writer.WriteRawValue(request.ShownAnswer);
        writer.WritePropertyName("status");
        if (request.Status is { } status)
        {
            writer.WriteNumberValue(status);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteString("fault", request.Fault is { } fault ? JsonNamingPolicy.CamelCase.ConvertName(fault.ToString()) : null);
        if (request.ActsAt is { } late)
        {
            writer.WriteString("actsAt", late);
        }

        writer.WriteBoolean("acted", request.Acted);
        writer.WriteBoolean("done", request.Done);
        writer.WriteString("requestId", request.RequestId);
        writer.WriteString("time", request.Time);
        writer.WriteEndObject();
    }
}
