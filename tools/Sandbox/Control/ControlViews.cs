// What the control API shows.
using System.Text.Json;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>Writes the sandbox's insides as JSON, without secrets.</summary>
internal static class ControlViews
{
    public static ApiAnswer Instances(SandboxServer server) => ApiAnswer.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var instance in server.Instances)
        {
            Write(writer, instance);
        }

        writer.WriteEndArray();
    });

    public static ApiAnswer Instance(SandboxInstance instance, int status = 200) => ApiAnswer.Of(writer => Write(writer, instance), status);

    public static ApiAnswer Requests(SandboxServer server) => ApiAnswer.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var request in server.Requests)
        {
            Write(writer, request);
        }

        writer.WriteEndArray();
    });

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
            writer.WriteString("meaning", one.Meaning);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, SandboxInstance instance)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", instance.Id);
        writer.WriteString("connector", instance.ConnectorKey);
        writer.WriteString("name", instance.Name);
        writer.WriteString("token", Redaction.Secret);
        writer.WriteStartArray("tags");
        foreach (var tag in instance.Tags)
        {
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("configuration");
        foreach (var (key, value) in instance.Configuration)
        {
            writer.WriteString(key, Entries.IsSecret(key) ? Redaction.Secret : value);
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
        Redaction.WriteBody(writer, request.Body);
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
        writer.WriteString("requestId", request.RequestId);
        writer.WriteString("time", request.Time);
        writer.WriteEndObject();
    }
}
