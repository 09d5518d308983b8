// The configuration of a stack: what pulumi config set would have stored.
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Configuration values by key.</summary>
public sealed class StackConfig
{
    private readonly Dictionary<string, (string Text, bool Secret)> _values = new(StringComparer.Ordinal);

    /// <summary>No configuration.</summary>
    public static StackConfig Empty { get; } = new();

    /// <summary>A copy with one more value.</summary>
    /// <param name="key"><c>package:name</c> for a provider's setting, a bare name for one of the program.</param>
    /// <param name="text">The value.</param>
    /// <param name="secret">Whether it is stored as a secret.</param>
    public StackConfig With(string key, string text, bool secret = false)
    {
        var copy = new StackConfig();
        foreach (var (other, value) in _values)
        {
            copy._values[other] = value;
        }

        copy._values[key] = (text, secret);
        return copy;
    }

    /// <summary>The settings of a package, keyed by their bare names.</summary>
    internal Struct ForPackage(string package)
    {
        var settings = new Struct();
        foreach (var (key, value) in Of(package))
        {
            settings.Fields[key[(package.Length + 1)..]] = value.Secret ? Wire.Secret(value.Text) : Value.ForString(value.Text);
        }

        return settings;
    }

    /// <summary>The settings of a package as a plugin finds them in PULUMI_CONFIG: JSON, decrypted.</summary>
    internal string ToEnvironment(string package) =>
        new JsonObject(Of(package).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value.Text)))).ToJsonString();

    /// <summary>All settings as a program finds them in PULUMI_CONFIG: JSON, decrypted, every key with its package or project.</summary>
    internal string ToProgram(string project) =>
        new JsonObject(Full(project).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value.Text)))).ToJsonString();

    /// <summary>The keys of the secret settings as a program finds them in PULUMI_CONFIG_SECRET_KEYS: a JSON list.</summary>
    internal string SecretKeys(string project) =>
        new JsonArray([.. Full(project).Where(entry => entry.Value.Secret).Select(entry => JsonValue.Create(entry.Key))]).ToJsonString();

    /// <summary>The value of a program's own key, or null.</summary>
    internal (string Text, bool Secret)? Find(string project, string key) =>
        _values.TryGetValue(key, out var bare) ? bare : _values.TryGetValue($"{project}:{key}", out var full) ? full : null;

    /// <summary>Text with the secret values of at least three characters covered, as the engine covers them in what it prints.</summary>
    /// <param name="text">Any text.</param>
    public string Mask(string text) => _values.Values
        .Where(value => value.Secret && value.Text.Length >= 3)
        .OrderByDescending(value => value.Text.Length)
        .Aggregate(text, static (masked, value) => masked.Replace(value.Text, WireText.Secret, StringComparison.Ordinal));

    private IEnumerable<KeyValuePair<string, (string Text, bool Secret)>> Full(string project) => _values
        .OrderBy(entry => entry.Key.Contains(':', StringComparison.Ordinal))
        .Select(entry => KeyValuePair.Create(entry.Key.Contains(':', StringComparison.Ordinal) ? entry.Key : $"{project}:{entry.Key}", entry.Value))
        .DistinctBy(entry => entry.Key);

    private IEnumerable<KeyValuePair<string, (string Text, bool Secret)>> Of(string package) =>
        _values.Where(entry => entry.Key.StartsWith($"{package}:", StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal);
}
