// The schema's functions and lists against the tables in the code.
using System.Text.Json;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using static InfoBip.Conventions.Tests.Support.PackageSchema;

namespace InfoBip.Conventions.Tests;

public sealed class FunctionSchemaTests
{
    private static readonly JsonElement Get = Schema.GetProperty("functions").GetProperty(GetInfoBipInstance.FunctionToken);

    private static readonly JsonElement List = Schema.GetProperty("functions").GetProperty(ListInfoBipInstances.FunctionToken);

    private static readonly JsonElement Summary = Referred(Outputs(List).GetProperty(LookUpResults.Instances).GetProperty("items"))!.Value;

    [Fact]
    public void The_package_has_the_functions_that_the_plugin_has() =>
        Assert.Equal([GetInfoBipInstance.FunctionToken, ListInfoBipInstances.FunctionToken], Names(Schema.GetProperty("functions")));

    [Fact]
    public void Arguments_are_those_of_the_code_in_its_order()
    {
        AssertArguments(GetInfoBipInstance.Arguments, Get.GetProperty("inputs"));
        AssertArguments(InstanceFilter.Arguments, List.GetProperty("inputs"));
        AssertArguments(InstanceFilter.Arguments, Schema.GetProperty("resources").GetProperty(InfoBipInstanceResource.TypeToken).GetProperty("listInputs"));
    }

    [Fact]
    public void Outputs_are_those_of_the_code_in_its_order()
    {
        Assert.Equal(LookUpResults.Outputs, Names(Outputs(Get)));
        Assert.Equal([LookUpResults.Instances], Names(Outputs(List)));
        Assert.Equal(LookUpResults.SummaryOutputs, Names(Summary));
    }

    [Fact]
    public void Every_output_of_the_code_has_the_type_that_the_schema_says()
    {
        AssertMatches(Outputs(Get), LookUpResults.Whole(WholeAnswer));
        AssertMatches(Outputs(List), LookUpResults.List([WholeAnswer]));
    }

    [Fact]
    public void Every_output_is_secret_where_the_schema_says_so()
    {
        AssertSecret(Outputs(Get), LookUpResults.Whole(WholeAnswer));
        AssertSecret(Outputs(List), LookUpResults.List([WholeAnswer]));
        AssertSecret(Summary, Item(LookUpResults.List([WholeAnswer])));
    }

    /// <summary>One secret output makes the whole result of a function a secret.</summary>
    [Fact]
    public void No_output_of_a_function_is_secret() =>
        Assert.DoesNotContain(Outputs(Get).EnumerateObject().Concat(Outputs(List).EnumerateObject()).Concat(Summary.EnumerateObject()), output => IsSecret(output.Value));

    [Fact]
    public void Required_outputs_are_there_even_when_the_service_returns_next_to_nothing()
    {
        Assert.Subset(LookUpResults.Whole(LeastAnswer).Keys.ToHashSet(), Texts(Get.GetProperty("outputs").GetProperty("required")).ToHashSet());
        Assert.Subset(LookUpResults.List([LeastAnswer]).Keys.ToHashSet(), Texts(List.GetProperty("outputs").GetProperty("required")).ToHashSet());
        Assert.Subset(
            Item(LookUpResults.List([LeastAnswer])).Keys.ToHashSet(),
            Texts(Schema.GetProperty("types").GetProperty("infobip:index:InstanceSummary").GetProperty("required")).ToHashSet());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "id": "x", "name": "" }""")]
    [InlineData("""{ "id": 12, "name": true, "nam": "x" }""")]
    public void Every_failure_of_a_look_up_names_an_argument_of_the_schema(string arguments) =>
        AssertFailures(new GetInfoBipInstance(() => throw new InvalidOperationException()), arguments, Get);

    [Theory]
    [InlineData("""{ "nameContains": "", "tags": ["", 1], "tag": "x" }""")]
    [InlineData("""{ "nameContains": 1, "tags": "x" }""")]
    public void Every_failure_of_a_list_names_an_argument_of_the_schema(string arguments) =>
        AssertFailures(new ListInfoBipInstances(() => throw new InvalidOperationException()), arguments, List);

    private static JsonElement Outputs(JsonElement function) => function.GetProperty("outputs").GetProperty("properties");

    private static PropertyMap Item(PropertyMap list) =>
        Assert.IsType<PropertyValue.ObjectValue>(Assert.Single(Assert.IsType<PropertyValue.ArrayValue>(list[LookUpResults.Instances]).Items)).Members;

    private static void AssertArguments(IReadOnlyList<InputDefinition> known, JsonElement declared)
    {
        var properties = declared.GetProperty("properties");
        Assert.Equal(known.Select(argument => argument.Name), Names(properties));
        Assert.All(known, argument => Assert.Equal(TypeOf(argument.Type), TypeOf(properties.GetProperty(argument.Name))));
        Assert.All(known, argument => Assert.Equal(argument.Secret, IsSecret(properties.GetProperty(argument.Name))));
        Assert.Equal(known.Where(argument => argument.Required).Select(argument => argument.Name), declared.TryGetProperty("required", out var required) ? Texts(required) : []);
    }

    private static void AssertSecret(JsonElement declared, PropertyMap values) =>
        Assert.Equal(
            declared.EnumerateObject().Where(output => IsSecret(output.Value)).Select(output => output.Name),
            values.Where(output => output.Value.ContainsSecret).Select(output => output.Key));

    private static void AssertFailures(IFunction function, string arguments, JsonElement declared)
    {
        var failures = function.Check(PropertyCodec.Decode(Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson(arguments)));
        Assert.NotEmpty(failures);
        Assert.All(failures.Where(failure => failure.Property.Length > 0), failure =>
            Assert.Contains(PropertyPath.Parse(failure.Property)!.Value.Head, Names(declared.GetProperty("inputs").GetProperty("properties"))));
    }
}
