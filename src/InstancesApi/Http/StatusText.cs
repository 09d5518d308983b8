// The names of HTTP statuses. The answer's own reason phrase is not shown: anything may stand there.
using System.Net;

namespace InfoBip.InstancesApi.Http;

internal static class StatusText
{
    /// <summary>The number with its name (RFC 9110, RFC 6585), or the number alone.</summary>
    public static string Of(HttpStatusCode status)
    {
        var name = (int)status switch
        {
            200 => "OK",
            201 => "Created",
            202 => "Accepted",
            204 => "No Content",
            301 => "Moved Permanently",
            302 => "Found",
            303 => "See Other",
            304 => "Not Modified",
            307 => "Temporary Redirect",
            308 => "Permanent Redirect",
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            406 => "Not Acceptable",
            407 => "Proxy Authentication Required",
            408 => "Request Timeout",
            409 => "Conflict",
            413 => "Content Too Large",
            415 => "Unsupported Media Type",
            422 => "Unprocessable Content",
            429 => "Too Many Requests",
            500 => "Internal Server Error",
            501 => "Not Implemented",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => null,
        };
        return name is null ? $"status {(int)status}" : $"{(int)status} {name}";
    }
}
