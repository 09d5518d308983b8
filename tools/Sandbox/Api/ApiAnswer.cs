// An answer before it is on the wire, and the forms that answers take.
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfoBip.Sandbox.Api;

/// <summary>A status, headers and a body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body; null without one.</param>
/// <param name="Body">The body, which may be empty.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record ApiAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body, params (string Name, string Value)[] Headers)
{
    public const string Json = "application/json;charset=UTF-8";

    private const string Html = "text/html;charset=utf-8";

    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether it comes from what stands before the service, which knows no request ids.</summary>
    public bool IsPage => ContentType == Html;

    /// <summary>Whether its body holds the request's secrets in places that their names do not give away.</summary>
    public bool RepeatsRequest { get; init; }

    public static ApiAnswer Of(Action<Utf8JsonWriter> write, int status = 200, params (string Name, string Value)[] headers)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body, s_writing))
        {
            write(writer);
        }

        return new(status, Json, body.ToArray(), headers);
    }

    /// <summary>The API's error body: request id, message and the vendor's own text, the first and the last where there is one.</summary>
    public static ApiAnswer Error(int status, string? requestId, string message, string? providerMessage = null, params (string Name, string Value)[] headers) =>
        Of(writer => WriteError(writer, requestId, message, providerMessage), status, headers);

    public static void WriteError(Utf8JsonWriter writer, string? requestId, string message, string? providerMessage)
    {
        writer.WriteStartObject();
        if (requestId is not null)
        {
            writer.WriteString("requestId", requestId);
        }

        writer.WriteString("message", message);
        if (providerMessage is not null)
        {
            writer.WriteString("providerMessage", providerMessage);
        }

        writer.WriteEndObject();
    }

    /// <summary>A page of whatever stands before the service: not the API's own words.</summary>
    public static ApiAnswer Page(int status, string title) => new(status, Html, Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html>\n<html><head><title>{status} {title}</title></head>\n<body><h1>{status} {title}</h1><hr><p>front-end server</p></body></html>\n"));
}
