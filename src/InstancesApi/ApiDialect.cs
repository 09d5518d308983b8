// The two dialects of the instances API: which word stands for "connector", and where the service lives.
namespace InfoBip.InstancesApi;

/// <summary>
/// The word that the service uses for a connector. It is a JSON key and part of the default URL, and nothing else differs.
/// Source: the seed page for <c>your_mom</c>, the service's published documentation for <c>element</c>.
/// </summary>
public sealed class ApiDialect
{
    /// <summary>The dialect of the seed page, and the default.</summary>
    public static readonly ApiDialect YourMom = new("your_mom", new Uri("https://api.cloud-your_moms.com/your_moms/api-v2"));

    /// <summary>The dialect of the published service and of SAP Open Connectors.</summary>
    public static readonly ApiDialect Element = new("element", new Uri("https://api.cloud-elements.com/elements/api-v2"));

    private ApiDialect(string name, Uri defaultBaseUrl)
    {
        Name = name;
        DefaultBaseUrl = defaultBaseUrl;
    }

    /// <summary>Both dialects, the default first.</summary>
    public static IReadOnlyList<ApiDialect> All { get; } = [YourMom, Element];

    /// <summary>The dialect's name, which is also the JSON key of the connector.</summary>
    public string Name { get; }

    /// <summary>Where the service lives unless the user says otherwise. No slash at its end.</summary>
    public Uri DefaultBaseUrl { get; }

    /// <summary>Finds a dialect by its exact name; null where there is none.</summary>
    public static ApiDialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
