// How an answer writes an instance.
using System.Globalization;
using System.Text.Json;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox.Api;

/// <summary>Writes an instance in the words of a dialect and in the shape that the options ask for.</summary>
internal static class InstanceWriter
{
    public static void Write(Utf8JsonWriter writer, SandboxInstance instance, Dialect dialect, SandboxOptions options, RequestKind to, ListForm form = ListForm.Full)
    {
        var connector = Connectors.Find(instance.ConnectorKey)!;
        var all = AnswerBodies.ShowsAll(options);
        writer.WriteStartObject();
        writer.WriteNumber("id", instance.Id);
        writer.WriteString("name", instance.Name);
        TokenShape.Write(writer, instance, to, options);
        WriteConnector(writer, connector, dialect, options);
        if (all && form == ListForm.Bare)
        {
            WriteTags(writer, instance, options);
        }

        if (form != ListForm.Bare)
        {
            WriteDetails(writer, instance, connector, dialect, options, all, thin: form == ListForm.Thin, valid: Validity.Of(instance, to, options));
        }

        writer.WriteEndObject();
    }

    private static void WriteDetails(
        Utf8JsonWriter writer, SandboxInstance instance, SandboxConnector connector, Dialect dialect, SandboxOptions options, bool all, bool thin, bool valid)
    {
        if (all)
        {
            WriteEcho(writer, instance, connector, dialect, options, thin);
        }

        if (!thin)
        {
            writer.WriteStartArray("provisionInteractions");
            writer.WriteEndArray();
        }

        writer.WriteBoolean("valid", valid);
        if (!thin)
        {
            writer.WriteBoolean("disabled", instance.Disabled);
        }

        writer.WriteNumber("maxCacheSize", 0);
        writer.WriteNumber("cacheTimeToLive", 0);
        writer.WriteBoolean("cachingEnabled", false);
        WriteUnknown(writer, options);
    }

    private static void WriteConnector(Utf8JsonWriter writer, SandboxConnector connector, Dialect dialect, SandboxOptions options)
    {
        writer.WriteStartObject(dialect.Word);
        writer.WriteNumber("id", connector.Id);
        writer.WriteString("name", connector.Name);
        writer.WriteString("key", connector.Key);
        writer.WriteString("description", connector.Description);
        writer.WriteString("image", $"{dialect.Word}s/{connector.Image}");
        writer.WriteBoolean("active", true);
        writer.WriteBoolean("deleted", false);
        writer.WriteBoolean("typeOauth", false);
        writer.WriteBoolean("trialAccount", connector.TrialAccount);
        if (connector.ConfigDescription is { } description)
        {
            writer.WriteString("configDescription", description);
        }

        if (connector.SignupUrl is { } url)
        {
            writer.WriteString("signupURL", url);
        }

        WriteUnknown(writer, options);
        writer.WriteEndObject();
    }

    // The fields that the published documentation or the platform's test suite know and the seed page does not.
    private static void WriteEcho(Utf8JsonWriter writer, SandboxInstance instance, SandboxConnector connector, Dialect dialect, SandboxOptions options, bool thin)
    {
        writer.WriteNumber($"{dialect.Word}Id", connector.Id);
        WriteTags(writer, instance, options);
        if (!thin)
        {
            WriteConfiguration(writer, instance, options);
        }

        writer.WriteString("createdDate", instance.CreatedDate.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteStartObject("user");
        writer.WriteNumber("id", 1);
        writer.WriteString("emailAddress", "sandbox@example.com");
        writer.WriteString("firstName", "Sandbox");
        writer.WriteString("lastName", "User");
        writer.WriteEndObject();
        writer.WriteBoolean("eventsEnabled", false);
        writer.WriteBoolean("traceLoggingEnabled", false);
        writer.WriteString("externalAuthentication", "none");
    }

    private static void WriteTags(Utf8JsonWriter writer, SandboxInstance instance, SandboxOptions options)
    {
        var form = options.Behaviours.Get(TagEntries.Form);
        if (form == TagForm.Absent)
        {
            return;
        }

        writer.WriteStartArray("tags");
        foreach (var (index, tag) in (options.ReverseTags ? instance.Tags.Reverse() : instance.Tags).Index())
        {
            if (form == TagForm.Strings)
            {
                writer.WriteStringValue(tag);
                continue;
            }

            writer.WriteStartObject();
            writer.WriteNumber("id", (instance.Id * 100) + index);
            writer.WriteString("name", tag);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteConfiguration(Utf8JsonWriter writer, SandboxInstance instance, SandboxOptions options)
    {
        writer.WriteStartObject("configuration");
        foreach (var (key, value) in instance.Configuration)
        {
            var shown = !Entries.IsSecret(key) ? value : options.Masking switch
            {
                MaskMode.Stars => Entries.Mask,
                MaskMode.Empty => "",
                MaskMode.Absent => null,
                _ => value,
            };
            if (shown is not null)
            {
                writer.WriteString(key, shown);
            }
        }

        OwnEntries.Write(writer, instance, options);
        writer.WriteEndObject();
    }

    private static void WriteUnknown(Utf8JsonWriter writer, SandboxOptions options)
    {
        if (options.UnknownFields)
        {
            writer.WriteNull("undocumented");
            writer.WriteStartArray("undocumentedList");
            writer.WriteNumberValue(1.5);
            writer.WriteStartObject();
            writer.WriteString("id", "not a number");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
    }
}
