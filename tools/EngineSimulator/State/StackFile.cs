// The file form of a stack.
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfoBip.EngineSimulator;

/// <summary>Writes stacks as JSON and reads them back.</summary>
internal static class StackFile
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Stack stack, SecretBox box)
    {
        var (resources, pending) = stack.Snapshot();
        return new JsonObject
        {
            ["version"] = Version,
            ["stack"] = stack.Name,
            ["project"] = stack.Project,
            ["secrets"] = new JsonObject { ["salt"] = box.Salt, ["probe"] = box.MakeProbe() },
            ["resources"] = new JsonArray([.. resources.Select(resource => Write(resource, box))]),
            ["pendingOperations"] = new JsonArray([.. pending.Select(operation => Write(operation, box))]),
            ["outputs"] = SecretJson.Write(stack.Outputs, box),
        }.ToJsonString(Indented) + "\n";
    }

    public static Stack Read(string json, string passphrase)
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            if ((int)root["version"]! != Version)
            {
                throw new InvalidDataException($"The state has version {root["version"]}; the engine simulator reads version {Version}.");
            }

            var box = SecretBox.Open((string)root["secrets"]!["salt"]!, (string)root["secrets"]!["probe"]!, passphrase);
            var stack = new Stack((string)root["stack"]!, (string)root["project"]!) { Outputs = SecretJson.Read(root["outputs"], box) };
            foreach (var resource in root["resources"]!.AsArray())
            {
                stack.Put(Read(resource!, box));
            }

            foreach (var operation in root["pendingOperations"]!.AsArray())
            {
                stack.AddPending(ReadPending(operation!, box));
            }

            return stack;
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or ArgumentNullException
            or InvalidOperationException or FormatException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"The state cannot be read: {error.Message}", error);
        }
    }

    private static JsonObject Write(PendingOperation operation, SecretBox box) => new()
    {
        ["urn"] = operation.Urn,
        ["kind"] = operation.Kind,
        ["resource"] = Write(operation.Resource, box),
    };

    /// <summary>A pending operation; files of older versions name only the resource and the kind.</summary>
    private static PendingOperation ReadPending(JsonNode node, SecretBox box) => new(
        node["resource"] is { } resource ? Read(resource, box) : new ResourceState { Urn = (string)node["urn"]!, Id = "" },
        (string)node["kind"]!);

    private static JsonObject Write(ResourceState resource, SecretBox box) => new()
    {
        ["urn"] = resource.Urn,
        ["type"] = resource.Type,
        ["id"] = resource.Id,
        ["inputs"] = SecretJson.Write(resource.Inputs, box),
        ["outputs"] = SecretJson.Write(resource.Outputs, box),
        ["initErrors"] = Texts(resource.InitErrors),
        ["dependencies"] = Texts(resource.Dependencies),
        ["provider"] = resource.Provider,
        ["external"] = resource.External,
        ["protect"] = resource.Protect,
        ["retainOnDelete"] = resource.RetainOnDelete,
        ["delete"] = resource.Delete,
        ["refreshBeforeUpdate"] = resource.RefreshBeforeUpdate,
        ["additionalSecretOutputs"] = Texts(resource.AdditionalSecretOutputs),
        ["customTimeouts"] = new JsonObject
        {
            ["create"] = resource.Timeouts.Create,
            ["update"] = resource.Timeouts.Update,
            ["delete"] = resource.Timeouts.Delete,
        },
    };

    private static ResourceState Read(JsonNode node, SecretBox box) => new()
    {
        Urn = (string)node["urn"]!,
        Id = (string)node["id"]!,
        Inputs = SecretJson.Read(node["inputs"], box),
        Outputs = SecretJson.Read(node["outputs"], box),
        InitErrors = Texts(node["initErrors"]!),
        Dependencies = Texts(node["dependencies"]!),
        Provider = (string)node["provider"]!,
        External = (bool)node["external"]!,
        Protect = (bool)node["protect"]!,
        RetainOnDelete = (bool)node["retainOnDelete"]!,
        Delete = (bool)node["delete"]!,
        RefreshBeforeUpdate = (bool)node["refreshBeforeUpdate"]!,
        AdditionalSecretOutputs = Texts(node["additionalSecretOutputs"]!),
        Timeouts = new CustomTimeouts(
            (double)node["customTimeouts"]!["create"]!, (double)node["customTimeouts"]!["update"]!, (double)node["customTimeouts"]!["delete"]!),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string[] Texts(JsonNode node) => [.. node.AsArray().Select(text => (string)text!)];
}
