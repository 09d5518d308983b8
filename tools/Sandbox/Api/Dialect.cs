// The service's word for connector, and the path it gives the API.
namespace InfoBip.Sandbox.Api;

/// <summary>A dialect of the API. Word and path come from the instances API's contract.</summary>
/// <param name="Word">The JSON key of the connector.</param>
internal sealed record Dialect(string Word)
{
    public static readonly Dialect YourMom = new("your_mom");

    public static readonly Dialect Element = new("element");

    /// <summary>The path of the base URL.</summary>
    public string BasePath { get; } = $"/{Word}s/api-v2";

    /// <summary>The dialect of a word.</summary>
    /// <exception cref="ArgumentException">There is no such dialect.</exception>
    public static Dialect Of(string word) => word switch
    {
        "your_mom" => YourMom,
        "element" => Element,
        _ => throw new ArgumentException($"There is no dialect '{word}': it is your_mom or element.", nameof(word)),
    };

    /// <summary>Splits a path into its dialect and what is below the base URL.</summary>
    public static (Dialect? Dialect, string Path) Split(string path)
    {
        foreach (var dialect in (ReadOnlySpan<Dialect>)[YourMom, Element])
        {
            if (path.StartsWith(dialect.BasePath, StringComparison.Ordinal) && path.Length > dialect.BasePath.Length && path[dialect.BasePath.Length] == '/')
            {
                return (dialect, path[dialect.BasePath.Length..]);
            }
        }

        return (null, path);
    }
}
