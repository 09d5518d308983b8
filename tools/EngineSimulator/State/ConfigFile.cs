// Pulumi.STACK.yaml: the configuration of a stack beside its program, its secrets encrypted, as the real CLI keeps it.
using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads and writes the file of one stack.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="project">The project: its own keys bear its name in the file.</param>
internal sealed class ConfigFile(string path, string project)
{
    private const string SaltKey = "encryptionsalt";
    private const string Secure = "secure";

    /// <summary>The salt, once a stack has been made or a secret been set; null before.</summary>
    public string? Salt { get; private set; }
    public StackConfig Config { get; private set; } = StackConfig.Empty;

    /// <summary>The key of the stack's secrets; made where there is none.</summary>
    public Passphrase Phrase => Salt is null ? Passphrase.Create(Passphrase.OfEnvironment()) : Passphrase.Open(Salt, Passphrase.OfEnvironment());

    public ConfigFile Load()
    {
        foreach (var (key, node) in File.Exists(path) ? YamlNodes.Members(YamlNodes.Parse(File.ReadAllText(path)), path) : [])
        {
            switch (key)
            {
                case SaltKey:
                    Salt = YamlNodes.Text(node, key);
                    break;
                case "config":
                    foreach (var (name, value) in YamlNodes.Members(node, key))
                    {
                        Config = Config.With(Short(name), Read(value));
                    }

                    break;
                default:
                    throw new InvalidDataException($"'{key}' in {path} is not supported by the engine simulator");
            }
        }

        return this;
    }

    /// <summary>Sets a value, or removes it where it is null, and writes the file.</summary>
    public void Set(string key, ConfigValue? value)
    {
        Config = Config.With(Short(key), value);
        Save();
    }

    /// <summary>Writes the file, with a salt in it.</summary>
    public void Save()
    {
        var phrase = Phrase;
        Salt = phrase.Salt;
        var config = new YamlMappingNode();
        foreach (var (key, value) in Config.Values)
        {
            config.Add(key.Contains(':', StringComparison.Ordinal) ? key : $"{project}:{key}", value switch
            {
                { Secret: true } => new YamlMappingNode(Secure, phrase.Encrypt(value.Text)),
                { IsJson: true } => YamlNodes.OfJson(JsonNode.Parse(value.Text)),
                _ => new YamlScalarNode(value.Text) { Style = ScalarStyle.DoubleQuoted },
            });
        }

        var root = new YamlMappingNode(SaltKey, phrase.Salt);
        if (config.Children.Count > 0)
        {
            root.Add("config", config);
        }

        File.WriteAllText(path, YamlNodes.Write(root));
    }

    private string Short(string key) => key.StartsWith($"{project}:", StringComparison.Ordinal) ? key[(project.Length + 1)..] : key;

    private ConfigValue Read(YamlNode node) => node switch
    {
        YamlMappingNode { Children: [{ Key: YamlScalarNode { Value: Secure }, Value: var text }] } => new ConfigValue(Phrase.Decrypt(YamlNodes.Text(text, Secure)), Secret: true),
        YamlScalarNode scalar when YamlNodes.Scalar(scalar) is { HasStringValue: true } => new ConfigValue(scalar.Value!),
        YamlScalarNode { Value: { } text } => new ConfigValue(text.ToString(CultureInfo.InvariantCulture), IsJson: true),
        _ => new ConfigValue(YamlNodes.ToJson(node)!.ToJsonString(), IsJson: true),
    };
}
