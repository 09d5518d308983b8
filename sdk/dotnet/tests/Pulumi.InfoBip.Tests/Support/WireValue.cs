// The form that a secret has between a program and the engine.
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.InfoBip.Tests.Support;

internal static class WireValue
{
    /// <summary>What stands for a value that a preview cannot know yet.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    // Both are constants of the protocol between the engine and programs.
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string SecretMark = "1b47061264138c4ac30d75fd1eb44270";

    public static Value Secret(Value value) => Value.ForStruct(new Struct
    {
        Fields = { [Signature] = Value.ForString(SecretMark), ["value"] = value },
    });

    public static bool IsSecret(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(Signature, out var mark)
        && mark.StringValue == SecretMark;

    /// <summary>What is inside a secret.</summary>
    public static Value Inside(Value value)
    {
        Assert.True(IsSecret(value), $"{value} is not a secret");
        return value.StructValue.Fields["value"];
    }
}
