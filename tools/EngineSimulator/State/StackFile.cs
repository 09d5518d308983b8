// A stack in a file, as the real CLI exports it: deployment, version 3.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace InfoBip.EngineSimulator;

/// <summary>Writes stacks as JSON and reads them back. A resource that stands for the stack itself holds the stack's outputs.</summary>
public static class StackFile
{
    private const string Ciphertext = "ciphertext";
    private static readonly Lock s_turn = new();
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new ValuesConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OmitEmpty } },
    };

    /// <param name="showSecrets">Whether secrets are written in clear, which the user must have asked for.</param>
    public static string Write(Stack stack, bool showSecrets = false)
    {
        var (resources, pending) = stack.Snapshot();
        JsonNode Node(ResourceState resource) => JsonSerializer.SerializeToNode(resource with { Inputs = Seal(resource.Inputs, showSecrets), Outputs = Seal(resource.Outputs, showSecrets) }, s_options)!;
        var root = new JsonObject { ["urn"] = stack.Urn, ["custom"] = false, ["type"] = ResourceUrn.StackType, ["outputs"] = JsonSerializer.SerializeToNode(Seal(stack.Outputs, showSecrets), s_options) };
        return new JsonObject
        {
            ["version"] = 3,
            ["stack"] = $"organization/{stack.Project}/{stack.Name}",
            ["deployment"] = new JsonObject
            {
                ["manifest"] = new JsonObject { ["version"] = "engine-simulator" },
                ["resources"] = new JsonArray([.. stack.IsDeployed ? [root] : Array.Empty<JsonNode>(), .. resources.Select(Node)]),
                ["pending_operations"] = new JsonArray([.. pending.Select(operation => new JsonObject { ["resource"] = Node(operation.Resource), ["type"] = operation.Kind })]),
            },
        }.ToJsonString(s_options) + "\n";
    }

    public static Stack Read(string json)
    {
        try
        {
            var file = JsonNode.Parse(json)!;
            var deployment = file["deployment"]!;
            var root = deployment["resources"]!.AsArray().FirstOrDefault(node => (string?)node!["type"] == ResourceUrn.StackType);
            var names = ((string)file["stack"]!).Split('/');
            var stack = new Stack(names[2], names[1]) { IsDeployed = root is not null, Outputs = Open(root?["outputs"].Deserialize<Struct>(s_options) ?? new Struct()) };
            foreach (var node in deployment["resources"]!.AsArray().Where(node => node != root))
            {
                stack.Put(Open(node));
            }

            foreach (var operation in deployment["pending_operations"]?.AsArray() ?? [])
            {
                stack.AddPending(new PendingOperation(Open(operation!["resource"]), (string)operation["type"]!));
            }

            return stack;
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or ArgumentException or InvalidOperationException or FormatException or InvalidProtocolBufferException or IndexOutOfRangeException)
        {
            throw new EngineException($"the state cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Writes the file of a stack so that whenever the process is killed a whole one is there; safe to use from parallel calls.</summary>
    public static void Save(string file, Stack stack)
    {
        using var turn = s_turn.EnterScope();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            // Beside the file first: a torn state would lose what exists.
            File.WriteAllText(file + ".new", Write(stack));
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"The state cannot be saved: {error.Message}", error);
        }
    }

    /// <summary>What says nothing is left out, as the real CLI leaves it out.</summary>
    private static void OmitEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => type.Type == typeof(ResourceState) && !property.IsRequired))
        {
            property.Name = property.Name switch { "importId" => "importID", "timeouts" => "customTimeouts", var name => name };
            property.ShouldSerialize = static (_, value) => value is not ("" or false or IReadOnlyList<string> { Count: 0 }) && !new CustomTimeouts().Equals(value);
        }
    }

    private static Struct Seal(Struct map, bool showSecrets) => Wire.Replace(
        map,
        value => Wire.IsSecret(value) && JsonFormatter.Default.Format(Wire.Unwrap(value)) is var text
            ? Value.ForStruct(Wire.Map((WireFormat.SignatureKey, WireFormat.SecretSignature), showSecrets ? ("plaintext", text) : (Ciphertext, SecretText.Seal(text))))
            : null);

    private static ResourceState Open(JsonNode? node) =>
        node.Deserialize<ResourceState>(s_options) is { } resource ? resource with { Inputs = Open(resource.Inputs), Outputs = Open(resource.Outputs) } : throw new JsonException();

    private static Struct Open(Struct map) => Wire.Replace(
        map, value => Wire.IsSecret(value) && value.StructValue.Find(Ciphertext) is { } text ? Wire.Secret(JsonParser.Default.Parse<Value>(SecretText.Open(text.StringValue))) : null);

    /// <summary>Values as protobuf writes them in JSON.</summary>
    private sealed class ValuesConverter : JsonConverter<Struct>
    {
        public override Struct Read(ref Utf8JsonReader reader, System.Type typeToConvert, JsonSerializerOptions options) => JsonParser.Default.Parse<Struct>(JsonNode.Parse(ref reader)!.ToJsonString());
        public override void Write(Utf8JsonWriter writer, Struct value, JsonSerializerOptions options) => writer.WriteRawValue(JsonFormatter.Default.Format(value));
    }
}
