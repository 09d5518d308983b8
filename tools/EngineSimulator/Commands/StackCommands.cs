// Commands about stacks, their outputs and their configuration: nothing is asked of a plugin.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

internal sealed class StackCommands(Workspace workspace, TextWriter output)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

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

    public async Task RemoveAsync(string? named, bool force, bool yes)
    {
        var stack = await LoadAsync(named);
        if (!yes)
        {
            throw new InvalidDataException("--yes must be passed in to proceed when running in non-interactive mode");
        }

        if (!force && (stack.IsDeployed || stack.Resources.Count > 0))
        {
            throw new InvalidDataException($"'{stack.Name}' still has resources; removal rejected. Possible actions: run `pulumi destroy`, or force it with --force");
        }

        workspace.Remove(stack.Name);
        await output.WriteLineAsync($"Stack '{stack.Name}' has been removed!");
    }

    public async Task OutputAsync(string? named, string? name, bool showSecrets, bool json)
    {
        var outputs = (await LoadAsync(named)).Outputs.Fields;
        if (name is not null && !outputs.ContainsKey(name))
        {
            throw new InvalidDataException($"current stack does not have output property '{name}'");
        }

        Value Shown(Value value) => showSecrets ? Wire.Unwrap(value) : Wire.Replace(value, static part => Wire.IsSecret(part) ? Value.ForString(WireText.Secret) : null);
        string Text(Value value) => Shown(value) is { HasStringValue: true } text ? text.StringValue : Json(Shown(value));
        if (name is not null)
        {
            await output.WriteLineAsync(json ? Json(Shown(outputs[name])) : Text(outputs[name]));
        }
        else if (json)
        {
            await output.WriteLineAsync(Json(Value.ForStruct(Wire.Map([.. outputs.Select(entry => (entry.Key, (object?)Shown(entry.Value)))]))));
        }
        else
        {
            var width = outputs.Keys.Append("OUTPUT").Max(key => key.Length);
            await output.WriteLineAsync($"Current stack outputs ({outputs.Count}):");
            foreach (var (key, text) in outputs.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, Text(entry.Value))).Prepend(("OUTPUT", "VALUE")))
            {
                await output.WriteLineAsync($"    {key.PadRight(width)}  {text}");
            }
        }
    }

    public void GetConfig(string? named, string key)
    {
        var stack = workspace.Existing(named);
        output.WriteLine((workspace.ConfigOf(stack).Config.Find(workspace.Project, key) ?? throw new InvalidDataException($"configuration key '{key}' not found for stack '{stack}'")).Text);
    }

    /// <summary>Sets a value or, where it is null, removes it.</summary>
    public void SetConfig(string? named, string key, ConfigValue? value, bool isPath)
    {
        var file = workspace.ConfigOf(workspace.Existing(named));
        if (value is { IsJson: true })
        {
            ParseJson(value.Text);
        }

        var path = isPath ? ReadPath(key) : [key];
        if (path.Count > 1 && value is not null)
        {
            var whole = file.Config.Find(workspace.Project, (string)path[0]);
            if (value.Secret || whole?.Secret == true)
            {
                throw new InvalidDataException("the engine simulator keeps no secrets inside structured configuration: set the whole value with --secret");
            }

            var root = new JsonObject { ["value"] = whole is null ? null : whole.IsJson ? ParseJson(whole.Text) : whole.Text };
            Put(root, ["value", .. path.Skip(1)], value.IsJson ? ParseJson(value.Text) : value.Text);
            value = new ConfigValue(root["value"]!.ToJsonString(), IsJson: true);
        }

        file.Set((string)path[0], value);
    }

    private static string Json(Value value) => JsonNode.Parse(JsonFormatter.Default.Format(value))?.ToJsonString(s_indented) ?? "null";

    private static JsonNode? ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{text}' is not of the type that --type names", error);
        }
    }

    /// <summary>The steps of <c>name.member[0]["any key"]</c>; a key's package comes before the first step.</summary>
    private static List<object> ReadPath(string key)
    {
        try
        {
            return [.. WirePath.Parse(key).Segments];
        }
        catch (FormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static void Put(JsonNode parent, IReadOnlyList<object> path, JsonNode? value)
    {
        var inner = path.Count == 1 ? value : (parent, path[0]) switch
        {
            (JsonObject map, string name) => map[name]?.DeepClone(),
            (JsonArray list, int index) when index < list.Count => list[index]?.DeepClone(),
            _ => null,
        };
        if (path.Count > 1)
        {
            inner ??= path[1] is int ? new JsonArray() : new JsonObject();
            Put(inner, [.. path.Skip(1)], value);
        }

        switch (parent, path[0])
        {
            case (JsonObject map, string name):
                map[name] = inner;
                break;
            case (JsonArray list, int index) when index < list.Count:
                list[index] = inner;
                break;
            case (JsonArray list, int index) when index == list.Count:
                list.Add(inner);
                break;
            default:
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the path leads to a place that does not exist: {path[0]}"));
        }
    }

    private async Task<Stack> LoadAsync(string? named)
    {
        var name = workspace.Existing(named);
        using var store = workspace.StoreOf(name);
        return (await store.LoadAsync())!;
    }
}
