// Pulumi.STACK.yaml: the configuration of a stack beside its program, as the real CLI keeps it. A project's own keys bear its name there.
namespace InfoBip.EngineSimulator;

internal static class ConfigFile
{
    private const string Secure = "secure";

    public static StackConfig Read(string path, string project)
    {
        var members = File.Exists(path) ? Yaml.Known(Value.ForStruct(Yaml.Parse(File.ReadAllText(path))), path, "config") : new Struct();
        return Yaml.Map(members.Find("config"), "config").Fields.Aggregate(StackConfig.Empty, (config, entry) => config.With(Short(entry.Key, project), entry.Value switch
        {
            { KindCase: Value.KindOneofCase.StructValue } when entry.Value.StructValue.Find(Secure) is { } text => new ConfigValue(SecretText.Open(text.StringValue), Secret: true),
            { HasStringValue: true } => new ConfigValue(entry.Value.StringValue),
            _ => new ConfigValue(WireText.Json(entry.Value), IsJson: true),
        }));
    }

    public static void Write(string path, string project, StackConfig config)
    {
        var written = config.Full(project).Select(entry => (entry.Key, (object?)(entry.Value switch
        {
            { Secret: true } => Value.ForStruct(Wire.Map((Secure, SecretText.Seal(entry.Value.Text)))),
            { IsJson: true } => JsonParser.Default.Parse<Value>(entry.Value.Text),
            _ => Value.ForString(entry.Value.Text),
        })));
        File.WriteAllText(path, Yaml.Write(Value.ForStruct(Wire.Map(("config", Wire.Map([.. written]))))));
    }

    /// <summary>A key without the name of the project.</summary>
    public static string Short(string key, string project) => key.StartsWith($"{project}:", StringComparison.Ordinal) ? key[(project.Length + 1)..] : key;
}

/// <summary>
/// How a secret stands in a file: not readable at a glance, but encrypted by nothing, for which the real CLI is there. Its own files, which are, are refused.
/// </summary>
internal static class SecretText
{
    private const string Mark = "b64:";

    public static string Seal(string text) => Mark + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    public static string Open(string sealedText) => sealedText.StartsWith(Mark, StringComparison.Ordinal)
        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(sealedText[Mark.Length..]))
        : throw new EngineException("a secret is encrypted by the real CLI: the engine simulator cannot read it");
}
