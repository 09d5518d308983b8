// How the control API writes a fault.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoBip.Sandbox.Control;

/// <summary>A fault in JSON: times are in seconds, what was left out is left out.</summary>
internal sealed record FaultJson
{
    public required FaultKind Kind { get; init; }

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
}

/// <summary>The serializer, made when the project is built.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnum<FaultKind>), typeof(CamelCaseEnum<FaultBody>)])]
[JsonSerializable(typeof(FaultJson))]
internal sealed partial class ControlJson : JsonSerializerContext;

/// <summary>Writes the names of an enum as JSON names are written.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
