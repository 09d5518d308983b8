// The package's schema against the tables in the code.
using System.Text.Json;
using System.Xml.Linq;
using InfoBip.InstancesApi;
using InfoBip.Provider;
using InfoBip.Provider.Configuration;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using static InfoBip.Conventions.Tests.Support.PackageSchema;

namespace InfoBip.Conventions.Tests;

public sealed class SchemaTests
{
    private static readonly JsonElement Resource = Schema.GetProperty("resources").GetProperty(InstanceDefinition.Type);

    private static readonly ResourceDefinition Table = InstanceDefinition.Standard.Resource;

    [Fact]
    public void The_plugin_carries_the_schema_of_the_repository()
    {
        using var stream = typeof(InstanceDefinition).Assembly.GetManifestResourceStream("schema.json")!;
        using var reader = new StreamReader(stream);
        Assert.Equal(Repository.Read("schema.json"), reader.ReadToEnd());
    }

    [Fact]
    public void The_version_is_the_same_everywhere()
    {
        var version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, Schema.GetProperty("version").GetString());
        Assert.Equal(PluginVersion.Text, version);
    }

    [Fact]
    public void The_package_has_the_resource_that_the_plugin_has()
    {
        Assert.Equal("infobip", Schema.GetProperty("name").GetString());
        Assert.Equal([InstanceDefinition.Type], Names(Schema.GetProperty("resources")));
    }

    [Fact]
    public void Inputs_are_those_of_the_code_in_its_order() =>
        Assert.Equal(Table.Inputs.Select(input => input.Name), Names(Resource.GetProperty("inputProperties")));

    [Theory]
    [MemberData(nameof(InputNames))]
    public void An_input_is_as_the_code_has_it(string name)
    {
        var input = Table.Inputs.Single(known => known.Name == name);
        var declared = Resource.GetProperty("inputProperties").GetProperty(name);
        Assert.Equal(TypeOf(input), TypeOf(declared));
        Assert.Equal(input.Required == Requirement.Always, Texts(Resource.GetProperty("requiredInputs")).Contains(name));
        Assert.Equal(input.Secret, IsSecret(declared));
        Assert.Equal(input.Secret, IsSecret(Resource.GetProperty("properties").GetProperty(name)));
        Assert.Equal(TypeOf(declared), TypeOf(Resource.GetProperty("properties").GetProperty(name)));
        Assert.Contains(input.Label is { } key ? $"`{key}`" : string.Empty, Description(declared), StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_are_the_inputs_and_what_only_the_service_knows() =>
        Assert.Equal(Table.Inputs.Select(input => input.Name).Concat(Table.Outputs.Select(output => output.Name)), Names(Resource.GetProperty("properties")));

    [Fact]
    public void Only_the_token_and_the_secret_inputs_are_secret() =>
        Assert.Equal(
            Table.Inputs.Where(input => input.Secret).Select(input => input.Name).Append(InstanceDefinition.Token.Name).Order(),
            Resource.GetProperty("properties").EnumerateObject().Where(output => IsSecret(output.Value)).Select(output => output.Name).Order());

    [Fact]
    public void Every_output_of_the_code_has_the_type_that_the_schema_says()
    {
        var state = InstanceDefinition.Standard.State(new PropertyMap(Table.Inputs.Select(input => KeyValuePair.Create(input.Name, Sample(input)))), WholeAnswer);
        AssertMatches(Resource.GetProperty("properties"), state);
    }

    /// <summary>What is required in the outputs must be there even when the service returns next to nothing.</summary>
    [Fact]
    public void Required_outputs_are_among_those_that_are_always_there()
    {
        var least = InstanceDefinition.Standard.State(
            Check("""{ "sender": "s", "username": "u", "password": "p", "callbackUrl": "https://example.com" }""").Inputs,
            new Instance { Id = 12, Token = "t", Valid = true });
        Assert.Subset(least.Keys.ToHashSet(), Texts(Resource.GetProperty("required")).ToHashSet());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "sender": "", "username": 1, "password": "", "callbackUrl": "x", "name": "<b>x</b>", "tags": [1], "enabled": 1, "extraConfiguration": { "a.b": 1 } }""")]
    public void Every_failure_of_a_check_names_an_input_of_the_schema(string inputs)
    {
        var failures = Check(inputs).Failures;
        Assert.NotEmpty(failures);
        Assert.All(failures.Where(failure => failure.Property.Length > 0), failure =>
            Assert.Contains(PropertyPath.Parse(failure.Property)!.Value.Head, Names(Resource.GetProperty("inputProperties"))));
    }

    [Fact]
    public void Settings_are_those_of_the_code_in_both_places()
    {
        var settings = SettingDefinition.All.Select(setting => setting.Name).ToList();
        Assert.Equal(settings, Names(Variables));
        Assert.Equal(settings, Names(ProviderInputs));
        Assert.Subset(settings.ToHashSet(), Names(Schema.GetProperty("provider").GetProperty("properties")).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(SettingNames))]
    public void A_setting_is_as_the_code_has_it(string name)
    {
        var setting = SettingDefinition.All.Single(known => known.Name == name);
        foreach (var declared in new[] { Variables.GetProperty(name), ProviderInputs.GetProperty(name) })
        {
            Assert.Equal(setting.Range is null ? "string" : "integer", TypeOf(declared));
            Assert.Equal(setting.Secret, IsSecret(declared));
            Assert.Contains(setting.Environment is { } variable ? $"`{variable}`" : string.Empty, Description(declared), StringComparison.Ordinal);
            Assert.Contains(setting.Range is var (least, most) ? $"from {least} to {most}." : string.Empty, Description(declared), StringComparison.Ordinal);
        }

        Assert.Equal(setting.Secret, Description(Variables.GetProperty(name)).Contains($"pulumi config set --secret infobip:{name} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_in_the_descriptions_are_those_of_the_code()
    {
        var defaults = SettingsReader.Read(
            PropertyMap.Empty.With("userSecret", PropertyValue.Of("u")).With("organizationSecret", PropertyValue.Of("o")), new SettingPlace(string.Empty), static _ => null).Options;
        Assert.Contains($"By default {defaults.MaxConcurrentRequests}.", Description(Variables.GetProperty("maxConcurrentRequests")), StringComparison.Ordinal);
        Assert.Contains($"By default {defaults.MaxRetries}.", Description(Variables.GetProperty("maxRetries")), StringComparison.Ordinal);
        Assert.Contains($"By default {defaults.RequestTimeout.TotalSeconds}.", Description(Variables.GetProperty("requestTimeoutSeconds")), StringComparison.Ordinal);
        Assert.Contains($"`{defaults.Dialect}` (the default)", Description(Variables.GetProperty("apiDialect")), StringComparison.Ordinal);
        Assert.All(ApiDialect.All, dialect => Assert.Contains($"`{dialect.DefaultBaseUrl}`", Description(Variables.GetProperty("baseUrl")), StringComparison.Ordinal));
    }

    /// <summary>An enum among the variables of the configuration breaks generated C#, so there the dialect is a string.</summary>
    [Fact]
    public void The_dialect_is_an_enum_of_those_of_the_code_in_the_inputs_of_the_provider_alone()
    {
        const string Token = "infobip:index:ApiDialect";
        var values = Schema.GetProperty("types").GetProperty(Token).GetProperty("enum");

        Assert.Equal(ApiDialect.All.Select(dialect => dialect.Name), values.EnumerateArray().Select(value => value.GetProperty("value").GetString()));
        Assert.All(values.EnumerateArray(), value => Assert.Matches("^[A-Z][A-Za-z]+$", value.GetProperty("name").GetString()));
        Assert.Equal($$"""[{"type":"string"},{"$ref":"#/types/{{Token}}"}]""", JsonSerializer.Serialize(ProviderInputs.GetProperty("apiDialect").GetProperty("oneOf")));
        Assert.Single(Members(Schema), member => member.Name == "$ref" && member.Value.GetString() == $"#/types/{Token}");
    }

    /// <summary>Generated SDKs would write such a default, and so a secret of the environment, into the state.</summary>
    [Fact]
    public void No_setting_declares_a_default()
    {
        foreach (var part in new[] { Schema.GetProperty("config"), Schema.GetProperty("provider") })
        {
            Assert.DoesNotContain(Members(part), member => member.Name is "default" or "defaultInfo" or "defaults");
        }
    }

    [Fact]
    public void Everything_is_described()
    {
        var properties = Members(Schema)
            .Where(member => member.Name is "properties" or "inputProperties" or "variables")
            .SelectMany(member => member.Value.EnumerateObject());
        Assert.All(properties, property => Assert.False(string.IsNullOrWhiteSpace(Description(property.Value)), property.Name));
    }

    [Fact]
    public void Every_reference_leads_to_a_type() =>
        Assert.All(
            Members(Schema).Where(member => member.Name == "$ref").Select(member => member.Value.GetString()!),
            reference => Assert.Contains(reference["#/types/".Length..], Names(Schema.GetProperty("types"))));

    public static TheoryData<string> InputNames() => [.. Table.Inputs.Select(input => input.Name)];

    public static TheoryData<string> SettingNames() => [.. SettingDefinition.All.Select(setting => setting.Name)];

    private static JsonElement Variables => Schema.GetProperty("config").GetProperty("variables");

    private static JsonElement ProviderInputs => Schema.GetProperty("provider").GetProperty("inputProperties");

    private static CheckedInputs Check(string json) => Table.Check(new CheckCall(
        new ResourceIdentity("urn", "sms"), PropertyMap.Empty, Map(json), new byte[32], null));

    private static PropertyValue Sample(InputDefinition input) => input switch
    {
        TextInput => PropertyValue.Of("x"),
        FlagInput => PropertyValue.Of(true),
        TextSetInput => PropertyValue.Of(["x"]),
        _ => PropertyValue.Of(PropertyMap.Empty.With("x", PropertyValue.Of("x"))),
    };
}
