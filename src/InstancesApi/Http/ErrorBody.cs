// What can be learnt from the body of an answer that is no success.
using System.Text.Json;
using InfoBip.InstancesApi.Json;

namespace InfoBip.InstancesApi.Http;

/// <param name="Error">The API's own error; null where the body is something else.</param>
/// <param name="Note">What the body is, where it is not the API's own error. Never a part of the body itself.</param>
internal sealed record ErrorBody(ErrorAnswer? Error, string? Note)
{
    public static readonly ErrorBody TooLarge = new(null, "the answer was larger than 8 MiB");

    public static readonly ErrorBody Broken = new(null, "the answer's body could not be read to its end");

    public static ErrorBody Of(ReadOnlySpan<byte> body, string? mediaType)
    {
        var text = InstancesJson.WithoutMark(body).TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return new ErrorBody(null, "the answer was empty");
        }

        if (text[0] == '<')
        {
            var isHtml = mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true || BeginsAsHtml(text);
            return new ErrorBody(null, isHtml ? "the answer was an HTML page" : "the answer was not JSON");
        }

        try
        {
            var error = InstancesJson.ReadError(body);
            return error is { Message: null, RequestId: null, ProviderMessage: null }
                ? new ErrorBody(null, "the answer was JSON, but not the API's error")
                : new ErrorBody(error, error.Message is null ? "the answer had no message" : null);
        }
        catch (JsonException)
        {
            return new ErrorBody(null, IsJson(text) ? "the answer was JSON, but not the API's error" : "the answer was not JSON");
        }
    }

    /// <summary>Whether the API itself says so: a JSON object with a message or a request id.</summary>
    public bool IsTheApisOwn => Error is { Message: not null } or { RequestId: not null };

    private static bool BeginsAsHtml(ReadOnlySpan<byte> text)
    {
        Span<char> start = stackalloc char[9];
        var length = Math.Min(start.Length, text.Length);
        for (var place = 0; place < length; place++)
        {
            start[place] = char.ToLowerInvariant((char)text[place]);
        }

        return start[..length] is "<!doctype" || start[..length].StartsWith("<html");
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
