// Property values written as the engine writes them, so that tests show the wire's own JSON.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ProviderHost.PropertyValues;

namespace ProviderHost.Tests.Support;

internal static class WireJson
{
    public const string Signature = "4dabf18193072939515e22adb298388d";

    public const string SecretMark = "1b47061264138c4ac30d75fd1eb44270";

    public const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>An unknown value, for JSON.</summary>
    public const string Unknown = $"\"{UnknownText}\"";

    public static Struct Struct(string json) => Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson(json);

    public static PropertyMap Map(string json) => PropertyCodec.Decode(Struct(json));

    public static PropertyValue Value(string json) => Map($$"""{ "value": {{json}} }""")["value"];

    public static string Json(PropertyMap map) => JsonFormatter.Default.Format(PropertyCodec.Encode(map));

    public static PropertyValue Secret(string text) => PropertyValue.Secret(PropertyValue.Of(text));

    /// <summary>A secret around a JSON value, for JSON.</summary>
    public static string SecretJson(string json) => $$"""{ "{{Signature}}": "{{SecretMark}}", "value": {{json}} }""";
}
