// Commands about stacks, their outputs and their configuration: nothing is asked of a plugin.
using Google.Protobuf;

namespace InfoBip.EngineSimulator;

internal sealed class StackCommands(Workspace workspace, TextWriter output)
{
    public void List()
    {
        output.WriteLine("NAME");
        foreach (var stack in workspace.Stacks)
        {
            output.WriteLine($"{stack}{(stack == workspace.Selected ? "*" : "")}");
        }
    }

    public async Task ExportAsync(string? named, bool showSecrets)
    {
        var stack = await LoadAsync(named);
        await output.WriteAsync(StackFile.Write(stack, showSecrets ? null : workspace.ConfigOf(stack.Name).Phrase));
    }

    public async Task OutputAsync(string? named, string? name, bool showSecrets, bool json)
    {
        var outputs = (await LoadAsync(named)).Outputs.Fields;
        if (name is not null && !outputs.ContainsKey(name))
        {
            throw new InvalidDataException($"current stack does not have output property '{name}'");
        }

        Value Shown(Value value) => showSecrets ? Wire.Unwrap(value) : Wire.Replace(value, static part => Wire.IsSecret(part) ? Value.ForString(WireText.Secret) : null);
        string Text(Value value) => Shown(value) is { HasStringValue: true } text && !json ? text.StringValue : WireText.Json(Shown(value), indented: true);
        if (name is not null || json)
        {
            await output.WriteLineAsync(name is not null ? Text(outputs[name]) : Text(Value.ForStruct(new Struct { Fields = { outputs } })));
            return;
        }

        var width = outputs.Keys.Append("OUTPUT").Max(key => key.Length);
        await output.WriteLineAsync($"Current stack outputs ({outputs.Count}):");
        foreach (var (key, text) in outputs.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, Text(entry.Value))).Prepend(("OUTPUT", "VALUE")))
        {
            await output.WriteLineAsync($"    {key.PadRight(width)}  {text}");
        }
    }

    public void GetConfig(string? named, string key)
    {
        var stack = workspace.Existing(named);
        output.WriteLine((workspace.ConfigOf(stack).Config.Find(workspace.Project, key) ?? throw new InvalidDataException($"configuration key '{key}' not found for stack '{stack}'")).Text);
    }

    public void SetConfig(string? named, string key, ConfigValue value, bool isPath)
    {
        var file = workspace.ConfigOf(workspace.Existing(named));
        try
        {
            var parsed = value.IsJson ? JsonParser.Default.Parse<Value>(value.Text) : Value.ForString(value.Text);
            var path = isPath ? WirePath.Parse(key) : null;
            if (path?.Rest is { } rest)
            {
                var whole = file.Config.Find(workspace.Project, path.Head);
                if (value.Secret || whole?.Secret == true)
                {
                    throw new InvalidDataException("the engine simulator keeps no secrets inside structured configuration: set the whole value with --secret");
                }

                var root = whole is { IsJson: true } ? JsonParser.Default.Parse<Value>(whole.Text) : rest.Head.Length == 0 ? Value.ForList() : Value.ForStruct(new Struct());
                rest.Set(root, parsed);
                (key, value) = (path.Head, new ConfigValue(WireText.Json(root), IsJson: true));
            }
        }
        catch (Exception error) when (error is FormatException or InvalidProtocolBufferException)
        {
            throw new InvalidDataException(error is FormatException ? error.Message : $"'{value.Text}' is not of the type that --type names", error);
        }

        file.Set(key, value);
    }

    private async Task<Stack> LoadAsync(string? named)
    {
        using var store = workspace.StoreOf(workspace.Existing(named));
        return (await store.LoadAsync())!;
    }
}
