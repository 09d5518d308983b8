// The members of the SDK's classes as lines of text, from the schema and from the compiled classes.
using System.Reflection;
using System.Text.Json;

using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Schema;

internal static class Members
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The inputs that the schema wants, each as a line: its names, its type, whether it is required, and sent as JSON.</summary>
    /// <param name="properties">The inputs in the schema.</param>
    /// <param name="required">The names of those that are required.</param>
    /// <param name="plain">Whether they are plain values, not outputs of resources.</param>
    /// <param name="json">Whether what is no string travels as JSON text.</param>
    public static IEnumerable<string> ExpectedInputs(JsonElement properties, IReadOnlyList<string> required, bool plain = false, bool json = false) =>
        from input in SchemaFile.Properties(properties)
        let isRequired = required.Contains(input.Name)
        let type = input.Type switch
        {
            "array" => $"{(plain ? "List" : "InputList")}<{Item(input.Items)}>",
            "object" => $"{(plain ? "Dictionary<String," : "InputMap<")}{Item(input.Items)}>",
            var scalar when scalar.Split('|') is [var first, var second] => $"InputUnion<{Item(first)},{Item(second)}>",
            var scalar => plain ? Item(scalar) : $"Input<{Item(scalar)}>",
        }
        let absent = isRequired || input.Type is "array" or "object" ? "" : "?"
        select $"{input.Name} {input.Member} {type}{absent} required:{isRequired} json:{json && input.Type != "string"}";

    public static IEnumerable<string> Inputs(Type args)
    {
        var marked = args.GetMembers(Own)
            .Select(member => (Member: member, Attribute: Attribute(member, "InputAttribute")))
            .Where(found => found.Attribute is not null)
            .ToDictionary(found => found.Member.Name.TrimStart('_'), found => found.Attribute!.ConstructorArguments, StringComparer.OrdinalIgnoreCase);
        foreach (var property in args.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var input = marked[property.Name];
            var nullable = Nullability.Create(property).WriteState == NullabilityState.Nullable ? "?" : "";
            yield return $"{input[0].Value} {property.Name} {Name(property.PropertyType)}{nullable} "
                + $"required:{input[1].Value} json:{input[2].Value}";
        }
    }

    /// <summary>The outputs that the schema wants, each as a line: its names and its type, with a question mark where it may be absent.</summary>
    public static IEnumerable<string> ExpectedOutputs(JsonElement properties, IReadOnlyList<string> required) =>
        SchemaFile.Properties(properties).Select(output => $"{output.Name} {output.Member} {Expected(output, required)}");

    /// <summary>The outputs of a resource class.</summary>
    public static IEnumerable<string> Outputs(Type resource) =>
        from output in resource.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let inside = Nullability.Create(output).GenericTypeArguments.Single()
        where output.PropertyType.GetGenericTypeDefinition() == typeof(Output<>)
        select $"{Attribute(output, "OutputAttribute")!.ConstructorArguments[0].Value} {output.Name} {Name(inside.Type)}{Mark(inside.ReadState)}";

    /// <summary>The fields of an output type, each with the parameter of the constructor that fills it.</summary>
    public static IEnumerable<string> Fields(Type type)
    {
        var parameters = type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance)
            .Single(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute))).GetParameters();
        var fields = type.GetFields();
        Assert.Equal(fields.Select(Typed), parameters.Select(Typed));
        return parameters.Zip(fields, (parameter, field) => $"{parameter.Name} {field.Name} {Typed(field)}");
    }

    /// <summary>The properties of a class whose members are neither inputs nor outputs, each as a line: its name and its type.</summary>
    public static IEnumerable<string> Plain(Type type) =>
        type.GetProperties().Select(property => $"{property.Name} {Name(property.PropertyType)}{Mark(Nullability.Create(property).ReadState)}");

    /// <summary>The type of an output in the schema as C# has it.</summary>
    public static string Expected(SchemaProperty output, IReadOnlyList<string> required) => output.Type switch
    {
        "array" => $"ImmutableArray<{Item(output.Items)}>",
        "object" => $"ImmutableDictionary<String,{Item(output.Items)}>",
        var type => Item(type),
    } + (required.Contains(output.Name) || output.Type == "array" ? "" : "?");

    private static string Item(string schemaType) => schemaType switch
    {
        "string" => "String",
        "integer" => "Int32",
        "boolean" => "Boolean",
        var defined => defined,
    };

    private static string Typed(FieldInfo field) => Name(field.FieldType) + Mark(Nullability.Create(field).ReadState);

    private static string Typed(ParameterInfo parameter) => Name(parameter.ParameterType) + Mark(Nullability.Create(parameter).WriteState);

    private static string Mark(NullabilityState state) => state == NullabilityState.Nullable ? "?" : "";

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => member.CustomAttributes.SingleOrDefault(attribute => attribute.AttributeType.Name == name);

    private static string Name(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}
