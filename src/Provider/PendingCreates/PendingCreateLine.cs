// A line of a file of pending creates: its bytes, and back.
using System.Buffers;
using System.Text.Json;

namespace InfoBip.Provider.PendingCreates;

/// <summary>
/// One line says one thing of one resource: a create was begun, it created an id, or it ended. Members that a later version adds are passed over, and so is a
/// line that cannot be read: a process may have been killed in the middle of writing it.
/// </summary>
/// <param name="Urn">The resource.</param>
/// <param name="Begun">The create, where the line is its begin.</param>
/// <param name="Id">What it created, where the line says that.</param>
internal sealed record PendingCreateLine(string Urn, PendingCreate? Begun, long? Id)
{
    private const string CreateKey = "create";
    private const string MadeKey = "made";
    private const string OverKey = "over";

    /// <summary>The line of a begin.</summary>
    public static byte[] OfBegin(PendingCreate create) => Write(writer =>
    {
        writer.WriteString(CreateKey, create.Urn);
        writer.WriteString("service", create.Service);
        writer.WriteString("name", create.Name);
        writer.WriteBoolean("unique", create.NameIsUnique);
        writer.WriteStartArray("before");
        foreach (var id in create.Before)
        {
            writer.WriteNumberValue(id);
        }

        writer.WriteEndArray();
        writer.WriteString("at", create.At);
        if (create.Id is { } made)
        {
            writer.WriteNumber("id", made);
        }
    });

    /// <summary>The line of what a create created.</summary>
    public static byte[] OfCreated(string urn, long id) => Write(writer =>
    {
        writer.WriteString(MadeKey, urn);
        writer.WriteNumber("id", id);
    });

    /// <summary>The line of an end: nothing is left to be found.</summary>
    public static byte[] OfEnd(string urn) => Write(writer => writer.WriteString(OverKey, urn));

    /// <summary>Reads a line; null where it cannot be read.</summary>
    public static PendingCreateLine? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.TryGetProperty(OverKey, out var over))
            {
                return new PendingCreateLine(Text(over), null, null);
            }

            if (root.TryGetProperty(MadeKey, out var made))
            {
                return new PendingCreateLine(Text(made), null, root.GetProperty("id").GetInt64());
            }

            var create = new PendingCreate(
                Text(root.GetProperty(CreateKey)),
                Text(root.GetProperty("service")),
                Text(root.GetProperty("name")),
                root.GetProperty("unique").GetBoolean(),
                [.. root.GetProperty("before").EnumerateArray().Select(id => id.GetInt64())],
                root.GetProperty("at").GetDateTimeOffset())
            {
                Id = root.TryGetProperty("id", out var known) ? known.GetInt64() : null,
            };
            return new PendingCreateLine(create.Urn, create, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What is left of the lines of a file: creates that were begun and are not over.</summary>
    public static IReadOnlyList<PendingCreate> Open(IEnumerable<string> lines)
    {
        var open = new Dictionary<string, PendingCreate>(StringComparer.Ordinal);
        foreach (var line in lines.Select(Parse).OfType<PendingCreateLine>())
        {
            if (line.Begun is { } begun)
            {
                open[line.Urn] = begun;
            }
            else if (line.Id is null)
            {
                open.Remove(line.Urn);
            }
            else if (open.TryGetValue(line.Urn, out var create))
            {
                open[line.Urn] = create with { Id = line.Id };
            }
        }

        return [.. open.Values];
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException("A text is null.");

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
