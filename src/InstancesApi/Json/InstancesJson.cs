// The generated JSON code of the client, and how bytes become instances with it.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoBip.InstancesApi.Json;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstanceBody))]
[JsonSerializable(typeof(InstanceAnswer))]
[JsonSerializable(typeof(List<InstanceAnswer>))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class InstancesJson : JsonSerializerContext
{
    /// <summary>The one context in use. Bodies are no part of a web page, so only what JSON itself forbids is escaped.</summary>
    public static InstancesJson Api { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The instance in a body; null where the body is no JSON object with a readable id.</summary>
    public static Instance? ReadInstance(ReadOnlySpan<byte> body, ApiDialect dialect)
    {
        try
        {
            return JsonSerializer.Deserialize(WithoutMark(body), Api.InstanceAnswer)?.ToInstance(dialect);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The instances in a body; null where it is no array, or one of them has no readable id. One that went missing silently could be taken for
    /// one that does not exist.
    /// </summary>
    public static IReadOnlyList<Instance>? ReadInstances(ReadOnlySpan<byte> body, ApiDialect dialect)
    {
        try
        {
            var answers = JsonSerializer.Deserialize(WithoutMark(body), Api.ListInstanceAnswer);
            var instances = answers?.Select(answer => answer?.ToInstance(dialect)).OfType<Instance>().ToList();
            return instances?.Count == answers?.Count ? instances : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The error in a body that is a JSON object.</summary>
    /// <exception cref="JsonException">The body is something else.</exception>
    public static ErrorAnswer ReadError(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(WithoutMark(body), Api.ErrorAnswer) ?? throw new JsonException("null");

    /// <summary>The body without the mark that some servers put before UTF-8 text, and which is no JSON.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}
