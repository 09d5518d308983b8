// The marks of special values on the wire.
namespace ProviderHost.PropertyValues;

/// <summary>
/// Constants of Pulumi's property encoding. Source: <c>pulumi/pulumi</c>, <c>sdk/go/common/resource/sig/sig.go</c> and
/// <c>pkg/resource/plugin/rpc.go</c>.
/// </summary>
internal static class WireMarks
{
    /// <summary>The member that makes an object a special value; its value says which.</summary>
    public const string Signature = "4dabf18193072939515e22adb298388d";

    /// <summary>Marks a secret: the value stands in <c>value</c>.</summary>
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>Marks a reference to a resource.</summary>
    public const string ResourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

    /// <summary>Marks an output: <c>value</c> (absent means unknown), <c>secret</c>, <c>dependencies</c>.</summary>
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /// <summary>Marks an asset.</summary>
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";

    /// <summary>Marks an archive.</summary>
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";

    /// <summary>Marks bytes: base64 in <c>value</c>.</summary>
    public const string ByteString = "803fd3297a5875dc03ca845dda5d2a98";

    /// <summary>The string that stands for an unknown value when we send one.</summary>
    public const string UnknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>Every string that stands for an unknown value: by type bool, number, string, array, asset, archive, object.</summary>
    private static readonly HashSet<string> Unknowns = new(StringComparer.Ordinal)
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        UnknownString,
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    };

    /// <summary>Whether a string stands for an unknown value.</summary>
    public static bool IsUnknown(string text) => text.Length == UnknownString.Length && Unknowns.Contains(text);
}
