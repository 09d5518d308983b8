// The schema's functions and lists against the tables in the code.
using System.Text.Json;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using static InfoBip.Conventions.Tests.Support.PackageSchema;

namespace InfoBip.Conventions.Tests;

public sealed class FunctionSchemaTests
{
    private static readonly ApiInvoker s_api = new(InstanceDefinition.Standard, () => throw new InvalidOperationException("Checks send nothing."));

    private static readonly JsonElement Get = Schema.GetProperty("functions").GetProperty(GetInfoBipInstance.FunctionToken);

    private static readonly JsonElement List = Schema.GetProperty("functions").GetProperty(GetInfoBipInstances.FunctionToken);

    private static readonly IEnumerable<string> GetOutputs = new GetInfoBipInstance(InstanceDefinition.Standard, s_api).Outputs;

    private static readonly JsonElement Summary = Referred(Outputs(List).GetProperty(GetInfoBipInstances.Instances).GetProperty("items"))!.Value;

    [Fact]
    public void The_package_has_the_functions_that_the_plugin_has() =>
        Assert.Equal([GetInfoBipInstance.FunctionToken, GetInfoBipInstances.FunctionToken], Names(Schema.GetProperty("functions")));

    [Fact]
    public void Arguments_are_those_of_the_code_in_its_order()
    {
        AssertArguments(GetInfoBipInstance.Arguments, Get.GetProperty("inputs"));
        AssertArguments(InstanceResource.ListArguments, List.GetProperty("inputs"));
        AssertArguments(InstanceResource.ListArguments, Schema.GetProperty("resources").GetProperty(InstanceDefinition.Type).GetProperty("listInputs"));
    }

    [Fact]
    public void Outputs_are_those_of_the_code()
    {
        Assert.Equal(GetOutputs.Order(), Names(Outputs(Get)).Order());
        Assert.Equal([GetInfoBipInstances.Instances], Names(Outputs(List)));
        Assert.Equal(GetInfoBipInstances.Outputs, Names(Summary));
    }

    [Fact]
    public void Every_output_of_the_code_has_the_type_that_the_schema_says()
    {
        AssertMatches(Outputs(Get), Result(WholeAnswer, GetOutputs));
        AssertMatches(Summary, Result(WholeAnswer, GetInfoBipInstances.Outputs));
    }

    /// <summary>A result that holds a secret turns secret as a whole.</summary>
    [Fact]
    public void No_function_returns_a_secret()
    {
        Assert.DoesNotContain(Members(Schema.GetProperty("functions")), member => member.Name is "secret" or "token");
        Assert.DoesNotContain(Result(WholeAnswer, GetOutputs), output => output.Value.ContainsSecret);
        Assert.DoesNotContain(Result(WholeAnswer, GetInfoBipInstances.Outputs), output => output.Value.ContainsSecret);
    }

    [Fact]
    public void Required_outputs_are_there_even_when_the_service_returns_next_to_nothing()
    {
        Assert.Subset(Result(LeastAnswer, GetOutputs).Keys.ToHashSet(), Texts(Get.GetProperty("outputs").GetProperty("required")).ToHashSet());
        Assert.Subset(
            Result(LeastAnswer, GetInfoBipInstances.Outputs).Keys.ToHashSet(),
            Texts(Schema.GetProperty("types").GetProperty("infobip:index:InstanceSummary").GetProperty("required")).ToHashSet());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "id": "x", "name": "" }""")]
    [InlineData("""{ "id": 12, "name": true, "nam": "x" }""")]
    public void Every_failure_of_a_look_up_names_an_argument_of_the_schema(string arguments) =>
        AssertFailures(new GetInfoBipInstance(InstanceDefinition.Standard, s_api), arguments, Get);

    [Theory]
    [InlineData("""{ "nameContains": "", "tags": ["", 1], "tag": "x" }""")]
    [InlineData("""{ "nameContains": 1, "tags": "x" }""")]
    public void Every_failure_of_a_list_names_an_argument_of_the_schema(string arguments) =>
        AssertFailures(new GetInfoBipInstances(InstanceDefinition.Standard, s_api), arguments, List);

    private static JsonElement Outputs(JsonElement function) => function.GetProperty("outputs").GetProperty("properties");

    private static PropertyMap Result(Instance instance, IEnumerable<string> outputs) => GetInfoBipInstance.Result(InstanceDefinition.Standard, instance, outputs);

    private static void AssertArguments(IReadOnlyList<InputDefinition> known, JsonElement declared)
    {
        var properties = declared.GetProperty("properties");
        Assert.Equal(known.Select(argument => argument.Name), Names(properties));
        Assert.All(known, argument => Assert.Equal(TypeOf(argument), TypeOf(properties.GetProperty(argument.Name))));
        Assert.All(known, argument => Assert.Equal(argument.Secret, IsSecret(properties.GetProperty(argument.Name))));
        Assert.Equal(known.Where(argument => argument.Required == Requirement.Always).Select(argument => argument.Name), declared.TryGetProperty("required", out var required) ? Texts(required) : []);
    }

    private static void AssertFailures(IFunction function, string arguments, JsonElement declared)
    {
        var failures = function.Check(Map(arguments));
        Assert.NotEmpty(failures);
        Assert.All(failures.Where(failure => failure.Property.Length > 0), failure =>
            Assert.Contains(PropertyPath.Parse(failure.Property)!.Value.Head, Names(declared.GetProperty("inputs").GetProperty("properties"))));
    }
}
