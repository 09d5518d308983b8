// A create that was begun and is not known to be recorded.
using System.Buffers;
using System.Text.Json;

namespace InfoBip.Provider.PendingCreates;

/// <summary>What is needed to find what a create created, should its answer never be recorded. Nothing of it is secret.</summary>
/// <param name="Number">Its number within its session.</param>
/// <param name="Urn">The resource.</param>
/// <param name="Service">The address of the service that was asked.</param>
/// <param name="Name">The instance's name; null where it is secret.</param>
/// <param name="NameIsUnique">Whether nothing else can have the name.</param>
/// <param name="Before">The ids that had the name before: none of them is what the create created.</param>
/// <param name="At">When it was begun, by this machine's clock.</param>
/// <param name="Deadline">Until when it was to be done.</param>
internal sealed record PendingCreate(
    int Number, string Urn, string Service, string? Name, bool NameIsUnique, IReadOnlyList<long> Before, DateTimeOffset At, DateTimeOffset Deadline)
{
    /// <summary>The id of what it created, where it was answered.</summary>
    public long? Id { get; init; }

    /// <summary>Whether its session ended in order after its answer, so that the engine has recorded it unless its state could not be written.</summary>
    public bool IsProbablyRecorded { get; init; }

    /// <summary>How many sessions came across it, and left it as it is.</summary>
    public int Encounters { get; init; }

    /// <summary>
    /// Whether a person is to read of it, now or later. One that was answered is as a rule recorded all the same, which the next session shows: it is worth a word only
    /// after that.
    /// </summary>
    public bool IsUnreported => !IsProbablyRecorded && Encounters <= EncountersBefore;

    /// <summary>Whether a person is to read of it now, once.</summary>
    public bool IsToBeReported => IsUnreported && Encounters == EncountersBefore;

    private int EncountersBefore => Id is null ? 0 : 1;

    /// <summary>The file of its session; empty for the session that runs.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>What it is known by.</summary>
    public (string Path, int Number) Key => (Path, Number);

    /// <summary>What it was called with; only the session that runs knows it.</summary>
    public object? Inputs { get; init; }

    /// <summary>Whether its call failed, so that the engine may make it again with the same inputs (<c>onError</c>).</summary>
    public bool IsFailed { get; init; }

    /// <summary>The line of its begin.</summary>
    public byte[] BegunLine() => Line(writer =>
    {
        writer.WriteNumber("n", Number);
        writer.WriteString("begun", Urn);
        writer.WriteString("service", Service);
        writer.WriteString("name", Name);
        writer.WriteBoolean("unique", NameIsUnique);
        writer.WriteStartArray("before");
        foreach (var id in Before)
        {
            writer.WriteNumberValue(id);
        }

        writer.WriteEndArray();
        writer.WriteString("at", At);
        writer.WriteString("deadline", Deadline);
    });

    /// <summary>The line that a create of a session was answered with an id.</summary>
    public static byte[] AnsweredLine(int number, long id) => Line(writer =>
    {
        writer.WriteNumber("n", number);
        writer.WriteNumber("answered", id);
    });

    /// <summary>The line that nothing is left to be found of a create.</summary>
    public static byte[] SettledLine(int number) => Line(writer =>
    {
        writer.WriteNumber("n", number);
        writer.WriteBoolean("settled", true);
    });

    /// <summary>The line that a session came across a create.</summary>
    public static byte[] EncounteredLine(int number) => Line(writer =>
    {
        writer.WriteNumber("n", number);
        writer.WriteBoolean("encountered", true);
    });

    /// <summary>The line that the session ended in order.</summary>
    public static byte[] EndedLine() => Line(static writer => writer.WriteBoolean("ended", true));

    /// <summary>
    /// What is open after the lines of a file. Members that a later version adds are passed over, and so is a line that cannot be read: a process may have been killed,
    /// or the power cut, in the middle of writing it.
    /// </summary>
    public static IReadOnlyList<PendingCreate> Read(string path, IEnumerable<string> lines)
    {
        var open = new SortedDictionary<int, PendingCreate>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                Apply(document.RootElement, open, path);
            }
            catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                // Passed over, as said above.
            }
        }

        return [.. open.Values];
    }

    private static void Apply(JsonElement line, SortedDictionary<int, PendingCreate> open, string path)
    {
        if (line.TryGetProperty("ended", out _))
        {
            foreach (var create in open.Values.Where(create => create.Id is not null).ToList())
            {
                open[create.Number] = create with { IsProbablyRecorded = true };
            }

            return;
        }

        var number = line.GetProperty("n").GetInt32();
        if (line.TryGetProperty("begun", out var urn))
        {
            open[number] = new PendingCreate(
                number,
                urn.GetString() ?? string.Empty,
                line.GetProperty("service").GetString() ?? string.Empty,
                line.GetProperty("name").GetString(),
                line.GetProperty("unique").GetBoolean(),
                [.. line.GetProperty("before").EnumerateArray().Select(id => id.GetInt64())],
                line.GetProperty("at").GetDateTimeOffset(),
                line.GetProperty("deadline").GetDateTimeOffset())
            { Path = path };
        }
        else if (line.TryGetProperty("settled", out _))
        {
            open.Remove(number);
        }
        else if (open.TryGetValue(number, out var create))
        {
            open[number] = line.TryGetProperty("answered", out var id) ? create with { Id = id.GetInt64() } : create with { Encounters = create.Encounters + 1 };
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);

        // On a line of its own, also where a process died in the middle of one.
        buffer.Write("\n"u8);
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
