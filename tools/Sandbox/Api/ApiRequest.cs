// A request to the API, free of the web server.
namespace InfoBip.Sandbox.Api;

/// <summary>What the API needs to know of a request.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Dialect">The dialect of the base URL; null where the path is below neither.</param>
/// <param name="Path">The path below the base URL, or the whole path.</param>
/// <param name="Query">The query's values.</param>
/// <param name="Headers">The headers, a repeated one joined with commas.</param>
/// <param name="Body">The body as received.</param>
/// <param name="RequestId">The id to answer.</param>
internal sealed record ApiRequest(
    string Method,
    Dialect? Dialect,
    string Path,
    IQueryCollection Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body,
    string RequestId)
{
    /// <summary>What it asks for.</summary>
    public RequestKind Kind { get; } = Dialect is null ? RequestKind.Other : (Method, Path.Split('/')) switch
    {
        ("POST", ["", "instances"]) => RequestKind.Create,
        ("GET", ["", "instances"]) => RequestKind.List,
        ("GET", ["", "instances", _]) => RequestKind.Read,
        ("PATCH" or "PUT", ["", "instances", _]) or ("PUT" or "DELETE", ["", "instances", _, "enabled"]) => RequestKind.Update,
        ("DELETE", ["", "instances", _]) => RequestKind.Delete,
        _ => RequestKind.Other,
    };
}

/// <summary>The kinds of requests.</summary>
internal enum RequestKind
{
    Create,
    List,
    Read,
    Update,
    Delete,
    Other,
}
