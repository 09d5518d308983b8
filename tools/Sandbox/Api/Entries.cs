// The rules of configuration entries: required, secret, defaults.
namespace InfoBip.Sandbox.Api;

/// <summary>What the service makes of an instance's configuration.</summary>
internal static class Entries
{
    /// <summary>How the live service masks a secret value.</summary>
    public const string Mask = "********";

    // The entries that every connector takes, with the defaults that the published documentation gives them.
    public static readonly IReadOnlyList<(string Key, string Value)> Defaults =
    [
        ("event.notification.enabled", "false"),
        ("filter.response.nulls", "true"),
    ];

    private static readonly string[] s_secretWords = ["password", "secret", "token", "api.key", "apikey"];

    /// <summary>Whether an entry, or any other member of a body, is by its name a secret.</summary>
    public static bool IsSecret(string key) => s_secretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ApiRefusalException">400: required entries are absent or blank; all are named, in the connector's order.</exception>
    public static void Demand(SandboxConnector connector, IDictionary<string, string> configuration)
    {
        var missing = connector.Required.Where(key => !configuration.TryGetValue(key, out var value) || string.IsNullOrWhiteSpace(value)).ToArray();
        if (missing.Length > 0)
        {
            throw new ApiRefusalException(400, $"Required configuration entries are missing: {string.Join(", ", missing)}");
        }
    }

    public static bool CredentialsAccepted(SandboxConnector connector, IDictionary<string, string> configuration, SandboxOptions options) =>
        connector.PasswordEntry is not { } entry
        || !configuration.TryGetValue(entry, out var password)
        || !options.RejectedPasswords.Contains(password);

    /// <summary>Replaces all entries; the service's defaults return where nothing is given.</summary>
    public static void Replace(IDictionary<string, string> configuration, IEnumerable<KeyValuePair<string, string>> given)
    {
        configuration.Clear();
        Merge(configuration, given);
        foreach (var (key, value) in Defaults)
        {
            configuration.TryAdd(key, value);
        }
    }

    public static void Merge(IDictionary<string, string> configuration, IEnumerable<KeyValuePair<string, string>> given)
    {
        foreach (var (key, value) in given)
        {
            configuration[key] = value;
        }
    }
}
