// The SDK against the schema: classes, tokens, versions and descriptions.
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Schema;

public sealed partial class SchemaTests
{
    [Fact]
    public void The_SDK_has_the_classes_of_the_schema_and_no_others()
    {
        string[] always = ["Config", "Provider", "ProviderArgs"];
        var resources = Tokens("resources").SelectMany(name => new[] { name, name + "Args" });
        var functions = Tokens("functions").SelectMany(name => new[] { name, name + "Args", name + "InvokeArgs", name + "Result" });
        var types = SchemaFile.Root.GetProperty("types").EnumerateObject()
            .Select(type => (type.Value.TryGetProperty("enum", out _) ? "" : "Outputs.") + type.Name.Split(':')[^1]);

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
    }

    [Theory]
    [InlineData("P:Pulumi.InfoBip.InfoBipInstance.", "resources/infobip:index:InfoBipInstance/properties")]
    [InlineData("P:Pulumi.InfoBip.InfoBipInstanceArgs.", "resources/infobip:index:InfoBipInstance/inputProperties")]
    [InlineData("P:Pulumi.InfoBip.Provider.", "provider/properties")]
    [InlineData("P:Pulumi.InfoBip.ProviderArgs.", "provider/inputProperties")]
    [InlineData("P:Pulumi.InfoBip.GetInfoBipInstanceArgs.", "functions/infobip:index:getInfoBipInstance/inputs/properties")]
    [InlineData("P:Pulumi.InfoBip.GetInfoBipInstanceInvokeArgs.", "functions/infobip:index:getInfoBipInstance/inputs/properties")]
    [InlineData("F:Pulumi.InfoBip.GetInfoBipInstanceResult.", "functions/infobip:index:getInfoBipInstance/outputs/properties")]
    [InlineData("P:Pulumi.InfoBip.GetInfoBipInstancesArgs.", "functions/infobip:index:getInfoBipInstances/inputs/properties")]
    [InlineData("P:Pulumi.InfoBip.GetInfoBipInstancesInvokeArgs.", "functions/infobip:index:getInfoBipInstances/inputs/properties")]
    [InlineData("F:Pulumi.InfoBip.GetInfoBipInstancesResult.", "functions/infobip:index:getInfoBipInstances/outputs/properties")]
    [InlineData("F:Pulumi.InfoBip.Outputs.Connector.", "types/infobip:index:Connector/properties")]
    [InlineData("F:Pulumi.InfoBip.Outputs.InstanceSummary.", "types/infobip:index:InstanceSummary/properties")]
    [InlineData("P:Pulumi.InfoBip.Config.", "config/variables")]
    public void The_documentation_says_what_the_schema_says(string members, string path)
    {
        var element = path.Split('/').Aggregate(SchemaFile.Root, (owner, name) => owner.GetProperty(name));
        Assert.All(SchemaFile.Properties(element), property => Assert.Equal(property.Description, Summary(Documented[members + property.Member]!)));
    }

    [Fact]
    public void The_enum_has_the_values_names_and_descriptions_of_the_schema()
    {
        var elements = SchemaFile.Root.GetProperty("types").GetProperty("infobip:index:ApiDialect").GetProperty("enum").EnumerateArray().ToList();
        var values = typeof(ApiDialect).GetProperties(BindingFlags.Public | BindingFlags.Static).ToDictionary(value => value.Name, value => $"{value.GetValue(null)}");

        Assert.Equal(elements.Select(element => (Text(element, "name"), Text(element, "value"))), values.Select(value => (value.Key, value.Value)));
        Assert.All(elements, element => Assert.Equal(Text(element, "description"), Summary(Documented[$"P:Pulumi.InfoBip.ApiDialect.{Text(element, "name")}"]!)));

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }

    private static Dictionary<string, XElement?> Documented { get; } =
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Pulumi.InfoBip.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary"));

    private static IEnumerable<string> Tokens(string kind) =>
        SchemaFile.Root.GetProperty(kind).EnumerateObject().Select(entry => SchemaFile.MemberOf(entry.Name.Split(':')[^1]));

    private static string Summary(XElement summary) =>
        Spaces().Replace(string.Concat(summary.Nodes().Select(node => node is XElement code ? $"`{code.Value}`" : ((XText)node).Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
