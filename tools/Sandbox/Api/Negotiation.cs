// Methods and media types that the API takes.
using System.Net.Http.Headers;

namespace InfoBip.Sandbox.Api;

/// <summary>Refuses what is well addressed and badly said: 405, 406 and 415.</summary>
internal static class Negotiation
{
    private static readonly string[] s_acceptable = ["application/json", "application/*", "*/*"];

    public static ApiRefusalException NotAllowed(ApiRequest request, string allowed) =>
        new(405, $"The method {request.Method} is not allowed for {request.Path}; allowed: {allowed}.", ("Allow", allowed));

    /// <exception cref="ApiRefusalException">406: the client takes no JSON.</exception>
    public static void DemandAcceptable(ApiRequest request)
    {
        if (request.Headers.TryGetValue("Accept", out var accept)
            && !accept.Split(',').Any(range => s_acceptable.Contains(range.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase)))
        {
            throw new ApiRefusalException(406, "The answer would be application/json, which the Accept header does not take.");
        }
    }

    /// <exception cref="ApiRefusalException">415: the body is not declared as JSON.</exception>
    public static void DemandJson(ApiRequest request)
    {
        if (!request.Headers.TryGetValue("Content-Type", out var type)
            || !MediaTypeHeaderValue.TryParse(type, out var parsed)
            || !"application/json".Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiRefusalException(415, "The Content-Type of the request is not application/json.");
        }
    }
}
