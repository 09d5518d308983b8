// A create that was begun and is not known to be recorded, and the line that says so.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoBip.Provider.PendingCreates;

/// <summary>What is needed to find what a create created, should its answer never be recorded. Nothing that is written of it is secret.</summary>
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
    /// <summary>The session that began it.</summary>
    [JsonIgnore]
    public SessionFile Session { get; init; } = new(path: null);

    /// <summary>The id of what it created, where it was answered.</summary>
    public long? Id { get; set; }

    /// <summary>How many sessions came across it, and left it as it is.</summary>
    public int Encounters { get; set; }

    /// <summary>Whether nothing is left to be found of it.</summary>
    public bool IsSettled { get; set; }

    /// <summary>What it was called with; only the session that runs knows it.</summary>
    [JsonIgnore]
    public object? Inputs { get; init; }

    /// <summary>Whether its call failed, so that the engine may make it again with the same inputs (<c>onError</c>).</summary>
    [JsonIgnore]
    public bool IsFailed { get; set; }

    /// <summary>Whether the engine has recorded it, unless its state could not be written.</summary>
    public bool IsProbablyRecorded => Id is not null && Session.EndedInOrder;

    /// <summary>
    /// Whether a person is to read of it, now or later. One that was answered is as a rule recorded all the same, which the next deployment shows: it is worth a word only
    /// after that, and after its preview, which is a session as well, and brings no id where it deletes.
    /// </summary>
    public bool IsUnreported => !IsProbablyRecorded && Encounters <= EncountersBefore;

    /// <summary>Whether a person is to read of it now, once.</summary>
    public bool IsToBeReported => IsUnreported && Encounters == EncountersBefore;

    private int EncountersBefore => Id is null ? 0 : 2;

    /// <summary>What is known of it, on a line of its own also where a process died in the middle of the one before.</summary>
    public byte[] Line() => [.. "\n"u8, .. JsonSerializer.SerializeToUtf8Bytes(this, PendingCreateJson.Default.PendingCreate), .. "\n"u8];

    /// <summary>
    /// What a line says; null for one that cannot be read: a process may have been killed, or the power cut, in the middle of writing it. Members that a later version
    /// adds are passed over.
    /// </summary>
    public static PendingCreate? Read(SessionFile session, string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PendingCreateJson.Default.PendingCreate) is { } create ? create with { Session = session } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PendingCreate))]
internal sealed partial class PendingCreateJson : JsonSerializerContext;
