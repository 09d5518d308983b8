// What of the service's answer can be believed.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>Reads the service's answers with care: masks and blanks tell nothing.</summary>
internal static class InstanceAnswer
{
    /// <summary>
    /// The value of a configuration entry; null where the service does not tell it. A mask (the service writes exactly
    /// <see cref="Instance.MaskedValue"/>; any row of stars counts) and an empty value tell nothing.
    /// </summary>
    public static string? Told(Instance answer, string key) =>
        answer.Configuration is { } configuration
        && configuration.TryGetValue(key, out var value)
        && IsTold(value)
            ? value
            : null;

    /// <summary>The entries that a user would have to write to get the same: no masks, no blanks, none of the service's defaults.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ExtraEntries(Instance answer) => FurtherEntries(answer)
        .Where(entry => !InstanceProperties.ConfigurationDefaults.TryGetValue(entry.Key, out var usual) || usual != entry.Value);

    /// <summary>The entries that have no input of their own, as far as the service tells their values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FurtherEntries(Instance answer) =>
        (answer.Configuration ?? new Dictionary<string, string>())
            .Where(entry => InstanceProperties.FindByConfigurationKey(entry.Key) is null)
            .Where(entry => IsTold(entry.Value))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The keys of the entries that have no input of their own and whose values the service masks.</summary>
    public static IEnumerable<string> MaskedKeys(Instance answer) =>
        (answer.Configuration ?? new Dictionary<string, string>())
            .Where(entry => InstanceProperties.FindByConfigurationKey(entry.Key) is null && entry.Value.Length > 0 && !IsTold(entry.Value))
            .Select(entry => entry.Key)
            .Order(StringComparer.Ordinal);

    /// <summary>Whether two texts of one property mean the same to the service, which may add a slash to a URL's end.</summary>
    public static bool SameText(InputDefinition input, string? left, string? right) =>
        left == right
        || (input == InstanceProperties.CallbackUrl && left is not null && right is not null && left.TrimEnd('/') == right.TrimEnd('/'));

    /// <summary>The strings of a list, below any marks.</summary>
    public static IReadOnlyList<string> Texts(PropertyValue? list) => list?.Plain is PropertyValue.ArrayValue array
        ? [.. array.Items.Select(item => item.AsString).OfType<string>()]
        : [];

    /// <summary>The token; null where the service leaves it out or masks it.</summary>
    public static string? Token(Instance answer) => answer.Token is { } token && IsTold(token) ? token : null;

    /// <summary>The connector that the instance is of, where that is another one than this provider's; a service that does not tell means this one.</summary>
    public static string? OtherConnector(Instance answer) =>
        answer.Connector?.Key is { } key && key != InstanceProperties.ConnectorKey ? key : null;

    private static bool IsTold(string value) => value.Length > 0 && value.Any(c => c != '*');
}
