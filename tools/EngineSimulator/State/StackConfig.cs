// The configuration of a stack: what `pulumi config set` has stored.
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace InfoBip.EngineSimulator;

/// <param name="Text">The value; JSON where it is an object or a list.</param>
/// <param name="IsJson">Whether the text is JSON: a structure, or a number or truth value that was set with its type.</param>
public sealed record ConfigValue(string Text, bool Secret = false, bool IsJson = false);

/// <summary>Configuration values by key: <c>package:name</c> for a provider's setting, a bare name for one of the program.</summary>
public sealed class StackConfig
{
    public static StackConfig Empty { get; } = new();
    internal ImmutableSortedDictionary<string, ConfigValue> Values { get; private init; } = ImmutableSortedDictionary.Create<string, ConfigValue>(StringComparer.Ordinal);

    public StackConfig With(string key, string text, bool secret = false) => With(key, new ConfigValue(text, secret));
    internal StackConfig With(string key, ConfigValue value) => new() { Values = Values.SetItem(key, value) };

    /// <summary>The settings of a package, keyed by their bare names.</summary>
    internal Struct ForPackage(string package) =>
        Wire.Map([.. Of(package).Select(entry => (entry.Key[(package.Length + 1)..], (object?)(entry.Value.Secret ? Wire.Secret(entry.Value.Text) : entry.Value.Text)))]);

    /// <summary>The settings of a package as a plugin finds them in PULUMI_CONFIG: JSON, decrypted.</summary>
    internal string ToEnvironment(string package) => Json(Of(package));

    /// <summary>All settings as a program finds them in PULUMI_CONFIG: JSON, decrypted, every key with its package or project.</summary>
    internal string ToProgram(string project) => Json(Full(project));

    /// <summary>The keys of the secret settings as a program finds them in PULUMI_CONFIG_SECRET_KEYS: a JSON list.</summary>
    internal string SecretKeys(string project) => new JsonArray([.. Full(project).Where(entry => entry.Value.Secret).Select(entry => JsonValue.Create(entry.Key))]).ToJsonString();

    /// <summary>The value of a program's own key, or null.</summary>
    internal ConfigValue? Find(string project, string key) => Values.GetValueOrDefault(key) ?? Values.GetValueOrDefault($"{project}:{key}");

    /// <summary>Text with the secret values of at least three characters covered, as the engine covers them in what it prints.</summary>
    public string Mask(string text) => Values.Values
        .Where(value => value.Secret && value.Text.Length >= 3)
        .OrderByDescending(value => value.Text.Length)
        .Aggregate(text, static (masked, value) => masked.Replace(value.Text, WireText.Secret, StringComparison.Ordinal));

    private static string Json(IEnumerable<KeyValuePair<string, ConfigValue>> values) =>
        new JsonObject(values.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value.Text)))).ToJsonString();

    /// <summary>All values, every key with its package or project.</summary>
    internal IEnumerable<KeyValuePair<string, ConfigValue>> Full(string project) => Values
        .OrderBy(entry => entry.Key.Contains(':', StringComparison.Ordinal))
        .Select(entry => KeyValuePair.Create(entry.Key.Contains(':', StringComparison.Ordinal) ? entry.Key : $"{project}:{entry.Key}", entry.Value))
        .DistinctBy(entry => entry.Key);

    private IEnumerable<KeyValuePair<string, ConfigValue>> Of(string package) => Values.Where(entry => entry.Key.StartsWith($"{package}:", StringComparison.Ordinal));
}
