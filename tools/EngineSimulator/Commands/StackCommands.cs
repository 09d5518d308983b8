// Commands about stacks, their outputs and their configuration: nothing is asked of a plugin.
namespace InfoBip.EngineSimulator;

internal sealed class StackCommands(Workspace workspace, string? named, TextWriter output)
{
    public void Init(string name) => workspace.Init(name);
    public void Select(string name) => workspace.Select(workspace.Load(name).Name);
    public void List() => output.WriteLine(string.Join(output.NewLine, workspace.Stacks.Select(stack => $"{stack}{(stack == workspace.Selected ? "*" : "")}").Prepend("NAME")));
    public void Export(bool showSecrets) => output.Write(StackFile.Write(workspace.Load(named), showSecrets));

    public void Output(string? name, bool showSecrets, bool json)
    {
        var outputs = workspace.Load(named).Outputs;
        var value = name is null ? Value.ForStruct(outputs) : outputs.Find(name) ?? throw new EngineException($"current stack does not have output property '{name}'");
        Value Shown(Value value) => showSecrets ? Wire.Unwrap(value) : Wire.Replace(value, static part => Wire.IsSecret(part) ? Value.ForString(WireText.Secret) : null);
        string Text(Value value) => Shown(value) is { HasStringValue: true } text && !json ? text.StringValue : WireText.Json(Shown(value), indented: true);
        if (name is not null || json)
        {
            output.WriteLine(Text(value));
            return;
        }

        var width = outputs.Fields.Keys.Append("OUTPUT").Max(key => key.Length);
        output.WriteLine($"Current stack outputs ({outputs.Fields.Count}):");
        foreach (var (key, text) in outputs.Fields.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, Text(entry.Value))).Prepend(("OUTPUT", "VALUE")))
        {
            output.WriteLine($"    {key.PadRight(width)}  {text}");
        }
    }

    public void GetConfig(string key)
    {
        var stack = workspace.Load(named).Name;
        output.WriteLine((ConfigFile.Read(workspace.ConfigOf(stack), workspace.Project).Find(workspace.Project, key) ?? throw new EngineException($"configuration key '{key}' not found for stack '{stack}'")).Text);
    }

    public void SetConfig(string key, ConfigValue value, bool isPath)
    {
        var file = workspace.ConfigOf(workspace.Load(named).Name);
        var config = ConfigFile.Read(file, workspace.Project);
        var parsed = value.IsJson ? Parse(value.Text) : Value.ForString(value.Text);
        if (isPath && WirePath.Parse(key) is { Rest: { IsEmpty: false } rest } path)
        {
            var whole = config.Find(workspace.Project, path.Head);
            if (value.Secret || whole?.Secret == true)
            {
                throw new EngineException("the engine simulator keeps no secrets inside structured configuration: set the whole value with --secret");
            }

            var root = whole is { IsJson: true } ? Parse(whole.Text) : rest.BeginsWithIndex ? Value.ForList() : Value.ForStruct(new Struct());
            rest.Set(root, parsed);
            (key, value) = (path.Head, new ConfigValue(WireText.Json(root), IsJson: true));
        }

        ConfigFile.Write(file, workspace.Project, config.With(ConfigFile.Short(key, workspace.Project), value));
    }

    private static Value Parse(string text)
    {
        try
        {
            return JsonParser.Default.Parse<Value>(text);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new EngineException($"'{text}' is not of the type that --type names", error);
        }
    }
}
