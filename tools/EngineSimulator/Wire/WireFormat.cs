// The marks that special property values bear on the wire.
namespace InfoBip.EngineSimulator;

/// <summary>The constants of Pulumi's wire form of property values.</summary>
public static class WireFormat
{
    /// <summary>The key whose presence makes an object a special value.</summary>
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    public const string ResourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string OutputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    public const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string ByteStringSignature = "803fd3297a5875dc03ca845dda5d2a98";

    /// <summary>The member that holds the content; an output value without it is unknown.</summary>
    public const string ValueKey = "value";

    /// <summary>The sentinel of an unknown string; engines and SDKs send it for unknowns of every type.</summary>
    public const string UnknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>All sentinels that stand for a value not known yet, one for each type.</summary>
    public static IReadOnlySet<string> Unknowns { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        UnknownString,
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    };

    public static IReadOnlySet<string> Signatures { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        SecretSignature, ResourceSignature, OutputSignature, AssetSignature, ArchiveSignature, ByteStringSignature,
    };
}
