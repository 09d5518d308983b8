// The bodies that the control API reads.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoBip.Sandbox.Control;

/// <summary>A fault in JSON: times are in seconds, a duration left out is endless.</summary>
internal sealed record FaultJson
{
    public FaultKind? Kind { get; init; }

    public int? StatusCode { get; init; }

    public FaultBody Body { get; init; }

    public string? Message { get; init; }

    public string? ProviderMessage { get; init; }

    public double? RetryAfterSeconds { get; init; }

    public bool RetryAfterAsDate { get; init; }

    public double? DurationSeconds { get; init; }

    public int? Megabytes { get; init; }

    public string? Location { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public int Skip { get; init; }

    public int? Times { get; init; }

    public double? Rate { get; init; }

    public static FaultJson Of(Fault fault) => new()
    {
        Kind = fault.Kind,
        StatusCode = fault.StatusCode,
        Body = fault.Body,
        Message = fault.Message,
        ProviderMessage = fault.ProviderMessage,
        RetryAfterSeconds = fault.RetryAfter?.TotalSeconds,
        RetryAfterAsDate = fault.RetryAfterAsDate,
        DurationSeconds = fault.Duration?.TotalSeconds,
        Megabytes = fault.Kind == FaultKind.HugeBody ? fault.Megabytes : null,
        Location = fault.Location,
        Method = fault.Method,
        Path = fault.Path,
        Skip = fault.Skip,
        Times = fault.Times,
        Rate = fault.Rate,
    };

    /// <exception cref="ArgumentException">The kind is missing.</exception>
    /// <exception cref="OverflowException">A number of seconds is beyond any time span.</exception>
    public Fault ToFault() => new()
    {
        Kind = Kind ?? throw new ArgumentException("kind is missing."),
        StatusCode = StatusCode,
        Body = Body,
        Message = Message,
        ProviderMessage = ProviderMessage,
        RetryAfter = RetryAfterSeconds is { } wait ? TimeSpan.FromSeconds(wait) : null,
        RetryAfterAsDate = RetryAfterAsDate,
        Duration = DurationSeconds is { } duration ? TimeSpan.FromSeconds(duration) : null,
        Megabytes = Megabytes ?? 16,
        Location = Location,
        Method = Method,
        Path = Path,
        Skip = Skip,
        Times = Times,
        Rate = Rate,
    };
}

/// <summary>A change without a request to the API; what is left out stays. A configuration entry given as null is removed.</summary>
internal sealed record InstanceEdit
{
    public string? Connector { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, string?>? Configuration { get; init; }

    public bool? Valid { get; init; }

    public bool? Disabled { get; init; }

    public void Apply(SandboxInstance instance)
    {
        instance.Name = Name ?? instance.Name;
        instance.Valid = Valid ?? instance.Valid;
        instance.Disabled = Disabled ?? instance.Disabled;
        if (Tags is not null)
        {
            instance.SetTags(Tags);
        }

        foreach (var (key, value) in Configuration ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                instance.Configuration.Remove(key);
            }
            else
            {
                instance.Configuration[key] = value;
            }
        }
    }
}

/// <summary>How those bodies are read: an unknown member is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnum<FaultKind>), typeof(CamelCaseEnum<FaultBody>)])]
[JsonSerializable(typeof(FaultJson))]
[JsonSerializable(typeof(InstanceEdit))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class ControlJson : JsonSerializerContext;

/// <summary>Writes the names of an enum as JSON names are written.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
