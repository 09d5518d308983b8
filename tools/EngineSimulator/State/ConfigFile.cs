// Pulumi.STACK.yaml: the configuration of a stack beside its program, its secrets encrypted, as the real CLI keeps it.
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads and writes the file of one stack.</summary>
internal sealed class ConfigFile
{
    private const string SaltKey = "encryptionsalt";
    private const string Secure = "secure";
    private readonly string _path;
    private readonly string _project;
    private string? _salt;

    /// <param name="path">Where it lies.</param>
    /// <param name="project">The project: its own keys bear its name in the file.</param>
    public ConfigFile(string path, string project)
    {
        (_path, _project) = (path, project);
        var members = File.Exists(path) ? YamlNodes.Known(YamlNodes.Parse(File.ReadAllText(path)), path, SaltKey, "config") : YamlNodes.None;
        _salt = members.TryGetValue(SaltKey, out var salt) ? YamlNodes.Text(salt, SaltKey) : null;
        foreach (var (name, value) in members.TryGetValue("config", out var config) ? YamlNodes.Members(config, "config") : [])
        {
            Config = Config.With(Short(name), Read(value));
        }
    }

    public StackConfig Config { get; private set; } = StackConfig.Empty;

    /// <summary>The key of the stack's secrets; made where there is none.</summary>
    public Passphrase Phrase => _salt is null ? Passphrase.Create(Passphrase.OfEnvironment()) : Passphrase.Open(_salt, Passphrase.OfEnvironment());

    /// <summary>Sets a value and writes the file.</summary>
    public void Set(string key, ConfigValue value)
    {
        Config = Config.With(Short(key), value);
        Save();
    }

    /// <summary>Writes the file, with a salt in it.</summary>
    public void Save()
    {
        var phrase = Phrase;
        _salt = phrase.Salt;
        var root = new YamlMappingNode(SaltKey, phrase.Salt);
        if (Config.Values.Count > 0)
        {
            root.Add("config", new YamlMappingNode(Config.Values.SelectMany(entry => new[] { new YamlScalarNode(entry.Key.Contains(':', StringComparison.Ordinal) ? entry.Key : $"{_project}:{entry.Key}"), Node(entry.Value, phrase) })));
        }

        File.WriteAllText(_path, YamlNodes.Write(root));
    }

    private static YamlNode Node(ConfigValue value, Passphrase phrase) => value switch
    {
        { Secret: true } => new YamlMappingNode(Secure, phrase.Encrypt(value.Text)),
        { IsJson: true } => YamlNodes.Of(Google.Protobuf.JsonParser.Default.Parse<Value>(value.Text)),
        _ => new YamlScalarNode(value.Text) { Style = ScalarStyle.DoubleQuoted },
    };

    private string Short(string key) => key.StartsWith($"{_project}:", StringComparison.Ordinal) ? key[(_project.Length + 1)..] : key;

    private ConfigValue Read(YamlNode node) => node switch
    {
        YamlMappingNode { Children: [{ Key: YamlScalarNode { Value: Secure }, Value: var text }] } => new ConfigValue(Phrase.Decrypt(YamlNodes.Text(text, Secure)), Secret: true),
        YamlScalarNode scalar => new ConfigValue(scalar.Value ?? "", IsJson: !YamlNodes.Scalar(scalar).HasStringValue),
        _ => new ConfigValue(WireText.Json(YamlNodes.ToValue(node)), IsJson: true),
    };
}
