// A stack as the real CLI exports it: deployment, version 3.
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Writes stacks as JSON and reads them back. A resource that stands for the stack itself holds the stack's outputs.</summary>
internal static class StackFile
{
    private const int Version = 3;
    private const string Ciphertext = "ciphertext";
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="stack">The stack.</param>
    /// <param name="phrase">Encrypts the secrets; null writes them in clear, which the user must have asked for.</param>
    public static string Write(Stack stack, Passphrase? phrase)
    {
        var (resources, pending) = stack.Snapshot();
        var secrets = phrase is null ? null : new JsonObject { ["type"] = "passphrase", ["state"] = new JsonObject { ["salt"] = phrase.Salt } };
        return new JsonObject
        {
            ["version"] = Version,
            ["stack"] = $"organization/{stack.Project}/{stack.Name}",
            ["deployment"] = new JsonObject
            {
                ["manifest"] = new JsonObject { ["version"] = "engine-simulator" },
                ["secrets_providers"] = secrets,
                ["resources"] = new JsonArray([.. Root(stack, phrase), .. resources.Select(resource => Write(resource, phrase))]),
                ["pending_operations"] = new JsonArray([.. pending.Select(operation => new JsonObject { ["resource"] = Write(operation.Resource, phrase), ["type"] = operation.Kind })]),
            },
        }.ToJsonString(s_indented) + "\n";
    }

    public static Stack Read(string json, string passphrase)
    {
        try
        {
            var deployment = JsonNode.Parse(json)!["deployment"]!;
            var phrase = deployment["secrets_providers"]?["state"]?["salt"] is { } salt ? Passphrase.Open((string)salt!, passphrase) : null;
            var resources = deployment["resources"]!.AsArray().Select(node => node!).ToList();
            var root = resources.Find(node => (string?)node["type"] == ResourceUrn.StackType);
            var names = ((string)JsonNode.Parse(json)!["stack"]!).Split('/');
            var stack = new Stack(names[2], names[1])
            {
                IsDeployed = root is not null,
                Outputs = Values(root?["outputs"], phrase),
            };
            foreach (var node in resources.Where(node => node != root))
            {
                stack.Put(Read(node, phrase));
            }

            foreach (var operation in deployment["pending_operations"]?.AsArray() ?? [])
            {
                stack.AddPending(new PendingOperation(Read(operation!["resource"]!, phrase), (string)operation["type"]!));
            }

            return stack;
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or ArgumentException or InvalidOperationException or FormatException or InvalidProtocolBufferException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"the state cannot be read: {error.Message}", error);
        }
    }

    private static IEnumerable<JsonObject> Root(Stack stack, Passphrase? phrase) => !stack.IsDeployed ? [] :
    [
        new JsonObject { ["urn"] = stack.Urn, ["custom"] = false, ["type"] = ResourceUrn.StackType, ["outputs"] = Values(stack.Outputs, phrase) },
    ];

    private static JsonObject Write(ResourceState resource, Passphrase? phrase)
    {
        var written = new JsonObject
        {
            ["urn"] = resource.Urn,
            ["custom"] = true,
            ["id"] = resource.Id,
            ["type"] = resource.Type,
            ["inputs"] = Values(resource.Inputs, phrase),
            ["outputs"] = Values(resource.Outputs, phrase),
        };
        void Add(bool given, string name, Func<JsonNode?> value)
        {
            if (given)
            {
                written[name] = value();
            }
        }

        void AddTexts(string name, IReadOnlyList<string> texts) => Add(texts.Count > 0, name, () => new JsonArray([.. texts.Select(text => JsonValue.Create(text))]));
        void AddFlag(string name, bool flag) => Add(flag, name, () => true);
        Add(resource.Provider.Length > 0, "provider", () => resource.Provider);
        Add(resource.ImportId.Length > 0, "importID", () => resource.ImportId);
        AddFlag("external", resource.External);
        AddFlag("protect", resource.Protect);
        AddFlag("retainOnDelete", resource.RetainOnDelete);
        AddFlag("delete", resource.Delete);
        AddFlag("refreshBeforeUpdate", resource.RefreshBeforeUpdate);
        AddTexts("initErrors", resource.InitErrors);
        AddTexts("dependencies", resource.Dependencies);
        AddTexts("additionalSecretOutputs", resource.AdditionalSecretOutputs);
        AddTexts("ignoreChanges", resource.IgnoreChanges);
        Add(resource.Timeouts != new CustomTimeouts(), "customTimeouts", () => JsonSerializer.SerializeToNode(resource.Timeouts, JsonSerializerOptions.Web));
        return written;
    }

    private static ResourceState Read(JsonNode node, Passphrase? phrase)
    {
        string[] Texts(string name) => [.. node[name]?.AsArray().Select(text => (string)text!) ?? []];
        bool Flag(string name) => (bool?)node[name] ?? false;
        return new ResourceState
        {
            Urn = (string)node["urn"]!,
            Id = (string?)node["id"] ?? "",
            Inputs = Values(node["inputs"], phrase),
            Outputs = Values(node["outputs"], phrase),
            Provider = (string?)node["provider"] ?? "",
            ImportId = (string?)node["importID"] ?? "",
            External = Flag("external"),
            Protect = Flag("protect"),
            RetainOnDelete = Flag("retainOnDelete"),
            Delete = Flag("delete"),
            RefreshBeforeUpdate = Flag("refreshBeforeUpdate"),
            InitErrors = Texts("initErrors"),
            Dependencies = Texts("dependencies"),
            AdditionalSecretOutputs = Texts("additionalSecretOutputs"),
            IgnoreChanges = Texts("ignoreChanges"),
            Timeouts = node["customTimeouts"]?.Deserialize<CustomTimeouts>(JsonSerializerOptions.Web) ?? new CustomTimeouts(),
        };
    }

    private static JsonNode Values(Struct map, Passphrase? phrase)
    {
        return JsonNode.Parse(JsonFormatter.Default.Format(Wire.Replace(map, value => Wire.IsSecret(value) ? Seal(Wire.Unwrap(value)) : null)))!;

        Value Seal(Value value) => JsonFormatter.Default.Format(value) is var text && phrase is null ? Sealed("plaintext", text) : Sealed(Ciphertext, phrase!.Encrypt(text));
    }

    private static Struct Values(JsonNode? node, Passphrase? phrase) => node is null ? new Struct() : Wire.Replace(
        JsonParser.Default.Parse<Struct>(node.ToJsonString()),
        value => Wire.IsSecret(value) && value.StructValue.Fields.TryGetValue(Ciphertext, out var text)
            ? Wire.Secret(JsonParser.Default.Parse<Value>(phrase!.Decrypt(text.StringValue)))
            : null);

    private static Value Sealed(string member, string text) => Value.ForStruct(Wire.Map((WireFormat.SignatureKey, WireFormat.SecretSignature), (member, text)));
}
