// Pulumi.STACK.yaml: the configuration of a stack beside its program, its secrets encrypted, as the real CLI keeps it.
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
        var members = File.Exists(path) ? Yaml.Known(Value.ForStruct(Yaml.Parse(File.ReadAllText(path))), path, SaltKey, "config") : new Struct();
        _salt = members.Find(SaltKey)?.StringValue;
        foreach (var (name, value) in Yaml.Map(members.Find("config"), "config").Fields)
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
        var root = Wire.Map((SaltKey, phrase.Salt));
        if (Config.Values.Count > 0)
        {
            root.Fields["config"] = Value.ForStruct(Wire.Map([.. Config.Values.Select(entry =>
                (entry.Key.Contains(':', StringComparison.Ordinal) ? entry.Key : $"{_project}:{entry.Key}", (object?)Written(entry.Value, phrase)))]));
        }

        File.WriteAllText(_path, Yaml.Write(Value.ForStruct(root)));
    }

    private static Value Written(ConfigValue value, Passphrase phrase) => value switch
    {
        { Secret: true } => Value.ForStruct(Wire.Map((Secure, phrase.Encrypt(value.Text)))),
        { IsJson: true } => Google.Protobuf.JsonParser.Default.Parse<Value>(value.Text),
        _ => Value.ForString(value.Text),
    };

    private string Short(string key) => key.StartsWith($"{_project}:", StringComparison.Ordinal) ? key[(_project.Length + 1)..] : key;

    private ConfigValue Read(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue when value.StructValue.Find(Secure) is { } text => new ConfigValue(Phrase.Decrypt(text.StringValue), Secret: true),
        Value.KindOneofCase.StringValue => new ConfigValue(value.StringValue),
        _ => new ConfigValue(WireText.Json(value), IsJson: true),
    };
}
