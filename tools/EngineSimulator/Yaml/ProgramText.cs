// An imported resource written as a piece of program.
namespace InfoBip.EngineSimulator;

/// <summary>Writes a resource's declaration as YAML; a secret is named, never written.</summary>
internal static class ProgramText
{
    public static string Of(ResourceState resource)
    {
        var declaration = Wire.Map(("type", resource.Type), ("properties", Code(Value.ForStruct(resource.Inputs), "")));
        if (resource.Protect)
        {
            declaration.Fields["options"] = Value.ForStruct(Wire.Map(("protect", true)));
        }

        return Yaml.Write(Value.ForStruct(Wire.Map((resource.Name, declaration))));
    }

    private static Value Code(Value value, string name) => value.KindCase switch
    {
        // The user puts the secret into the stack's configuration and declares a key for it.
        _ when Wire.IsSecret(value) => Value.ForString($"${{{name}}}"),
        Value.KindOneofCase.StructValue => Wire.Of(WireText.Shown(value.StructValue).Select(field => KeyValuePair.Create(field.Key, (object?)Code(field.Value, field.Key)))),
        Value.KindOneofCase.ListValue => Wire.Of(value.ListValue.Values.Select(item => Code(item, name))),
        Value.KindOneofCase.StringValue => Value.ForString(value.StringValue.Replace("${", "$${", StringComparison.Ordinal)),
        _ => value,
    };
}
