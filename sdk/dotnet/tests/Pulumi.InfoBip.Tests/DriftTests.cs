// The SDK beside the schema, name by name: neither may change without the other.
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests;

public sealed partial class DriftTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void The_SDK_has_the_classes_of_the_schema_and_no_others()
    {
        string[] always = ["Config", "Provider", "ProviderArgs"];
        var resources = Tokens("resources").SelectMany(name => new[] { name, name + "Args" });
        var functions = Tokens("functions").SelectMany(name => new[] { name, name + "Args", name + "InvokeArgs", name + "Result" });
        var types = Tokens("types").Select(name => "Outputs." + name);

        Assert.Equal(
            always.Concat(resources).Concat(functions).Concat(types).Order(StringComparer.Ordinal),
            typeof(InfoBipInstance).Assembly.GetExportedTypes().Select(type => type.FullName!["Pulumi.InfoBip.".Length..]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(InfoBipInstance), SchemaFile.InstanceToken)]
    [InlineData(typeof(Provider), "pulumi:providers:infobip")]
    public void A_resource_has_the_token_of_the_schema_and_the_version_of_the_package(Type resource, string token)
    {
        var attribute = resource.GetCustomAttribute<ResourceTypeAttribute>()!;
        Assert.Equal((token, SchemaFile.Root.GetProperty("version").GetString()), (attribute.Type, attribute.Version));
    }

    [Fact]
    public void Inputs_of_an_instance_are_those_of_the_schema() =>
        Assert.Equal(Expected(SchemaFile.Instance, jsonNumbers: false), Inputs(typeof(InfoBipInstanceArgs)));

    [Fact]
    public void Settings_of_a_provider_are_those_of_the_schema() =>
        Assert.Equal(Expected(SchemaFile.Provider, jsonNumbers: true), Inputs(typeof(ProviderArgs)));

    [Theory]
    [InlineData(typeof(InfoBipInstance), "resource")]
    [InlineData(typeof(Provider), "provider")]
    public void Outputs_are_those_of_the_schema(Type type, string owner)
    {
        var element = owner == "provider" ? SchemaFile.Provider : SchemaFile.Instance;
        var required = owner == "provider" ? [] : SchemaFile.Names(element, "required");
        Assert.Equal(
            SchemaFile.Properties(element.GetProperty("properties"))
                .Select(output => $"{output.Name} {output.Member} {Plain(output.Type)}{(required.Contains(output.Name) || output.Type == "array" ? "" : "?")}"),
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(output => $"{Attribute(output, "OutputAttribute")!.ConstructorArguments[0].Value} {output.Name} {Inside(output)}"));
    }

    [Fact]
    public async Task Exactly_the_secret_inputs_make_a_secret_of_a_plain_value()
    {
        foreach (var (args, owner) in new (object, JsonElement)[] { (Programs.Required(), SchemaFile.Instance), (new ProviderArgs(), SchemaFile.Provider) })
        {
            foreach (var input in SchemaFile.Properties(owner.GetProperty("inputProperties")).Where(input => input.Type == "string"))
            {
                var property = args.GetType().GetProperty(input.Member)!;
                property.SetValue(args, (Input<string>)"plain");
                Assert.True(input.Secret == await Output.IsSecretAsync(((Input<string>)property.GetValue(args)!).ToOutput()), input.Name);
            }
        }
    }

    [Fact]
    public void The_connector_has_the_fields_of_the_schema_in_its_order()
    {
        var fields = SchemaFile.Properties(SchemaFile.Connector.GetProperty("properties"));
        var constructor = typeof(Outputs.Connector).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single();

        Assert.Equal(fields.Select(field => (field.Name, Plain(field.Type))), constructor.GetParameters().Select(parameter => (parameter.Name!, Name(parameter.ParameterType))));
        Assert.Equal(
            fields.Select(field => (field.Member, Plain(field.Type))),
            typeof(Outputs.Connector).GetFields().Select(field => (field.Name, Name(field.FieldType))));
        Assert.All(typeof(Outputs.Connector).GetFields(), field => Assert.Equal(NullabilityState.Nullable, Nullability.Create(field).ReadState));
    }

    [Fact]
    public void Config_has_the_variables_of_the_schema() =>
        Assert.Equal(
            SchemaFile.Properties(SchemaFile.ConfigVariables).Select(variable => $"{variable.Member} {Plain(variable.Type)} Nullable"),
            typeof(Config).GetProperties().Select(property => $"{property.Name} {Name(property.PropertyType)} {Nullability.Create(property).ReadState}"));

    [Theory]
    [InlineData("version.txt")]
    [InlineData("pulumi-plugin.json")]
    public void The_package_has_the_version_of_the_schema(string file)
    {
        var version = SchemaFile.Root.GetProperty("version").GetString()!;
        using var stream = typeof(InfoBipInstance).Assembly.GetManifestResourceStream($"Pulumi.InfoBip.{file}")!;
        using StreamReader reader = new(stream);
        var text = reader.ReadToEnd();
        if (file == "version.txt")
        {
            Assert.Equal(version, text.Trim());
            return;
        }

        var plugin = JsonDocument.Parse(text).RootElement;
        Assert.True(plugin.GetProperty("resource").GetBoolean());
        Assert.Equal(SchemaFile.Root.GetProperty("name").GetString(), plugin.GetProperty("name").GetString());
        Assert.Equal(version, plugin.GetProperty("version").GetString());
        Assert.Equal(Text(SchemaFile.Root, "pluginDownloadURL"), Text(plugin, "server"));
    }

    [Theory]
    [InlineData("P:Pulumi.InfoBip.InfoBipInstance.", "resources", "properties")]
    [InlineData("P:Pulumi.InfoBip.InfoBipInstanceArgs.", "resources", "inputProperties")]
    [InlineData("P:Pulumi.InfoBip.Provider.", "provider", "properties")]
    [InlineData("P:Pulumi.InfoBip.ProviderArgs.", "provider", "inputProperties")]
    [InlineData("F:Pulumi.InfoBip.Outputs.Connector.", "types", "properties")]
    [InlineData("P:Pulumi.InfoBip.Config.", "config", "variables")]
    public void The_documentation_says_what_the_schema_says(string members, string owner, string list)
    {
        var element = owner switch
        {
            "resources" => SchemaFile.Instance,
            "types" => SchemaFile.Connector,
            _ => SchemaFile.Root.GetProperty(owner),
        };
        var documented = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Pulumi.InfoBip.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary"));
        Assert.All(SchemaFile.Properties(element.GetProperty(list)), property => Assert.Equal(property.Description, Summary(documented[members + property.Member]!)));
    }

    /// <summary>An input as one line: its names, its type, and whether it is required by the SDK, the compiler and the annotations, and sent as JSON.</summary>
    private static IEnumerable<string> Expected(JsonElement owner, bool jsonNumbers) =>
        from input in SchemaFile.Properties(owner.GetProperty("inputProperties"))
        let required = SchemaFile.Names(owner, "requiredInputs").Contains(input.Name)
        let list = input.Type is "array" or "object"
        let type = input.Type switch { "array" => "InputList<String>", "object" => "InputMap<String>", _ => $"Input<{Plain(input.Type)}>" }
        select $"{input.Name} {input.Member} {type}{(required || list ? "" : "?")} required:{required},{required} json:{jsonNumbers && input.Type != "string"}";

    private static IEnumerable<string> Inputs(Type args)
    {
        var marked = args.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(member => (Member: member, Attribute: Attribute(member, "InputAttribute")))
            .Where(found => found.Attribute is not null)
            .ToDictionary(found => found.Member.Name.TrimStart('_'), found => found.Attribute!.ConstructorArguments, StringComparer.OrdinalIgnoreCase);
        foreach (var property in args.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var input = marked[property.Name];
            var nullable = Nullability.Create(property).WriteState == NullabilityState.Nullable ? "?" : "";
            yield return $"{input[0].Value} {property.Name} {Name(property.PropertyType)}{nullable} "
                + $"required:{input[1].Value},{property.IsDefined(typeof(RequiredMemberAttribute))} json:{input[2].Value}";
        }
    }

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => member.CustomAttributes.SingleOrDefault(attribute => attribute.AttributeType.Name == name);

    private static string Inside(PropertyInfo output)
    {
        Assert.Equal(typeof(Output<>), output.PropertyType.GetGenericTypeDefinition());
        var inside = Nullability.Create(output).GenericTypeArguments.Single();
        return Name(inside.Type) + (inside.ReadState == NullabilityState.Nullable ? "?" : "");
    }

    private static string Plain(string schemaType) => schemaType switch
    {
        "string" => "String",
        "integer" => "Int32",
        "boolean" => "Boolean",
        "array" => "ImmutableArray<String>",
        "object" => "ImmutableDictionary<String,String>",
        _ => schemaType.Split(':')[^1],
    };

    private static string Name(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(Name))}>" : type.Name;
    }

    private static IEnumerable<string> Tokens(string kind) =>
        SchemaFile.Root.TryGetProperty(kind, out var found)
            ? found.EnumerateObject().Select(entry => entry.Name.Split(':')[^1]).Select(name => char.ToUpperInvariant(name[0]) + name[1..])
            : [];

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string Summary(XElement summary) =>
        Spaces().Replace(string.Concat(summary.Nodes().Select(node => node is XElement code ? $"`{code.Value}`" : ((XText)node).Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
