// The types of the SDK are those of the schema, nullability included.
using System.Text.Json;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Schema;

public sealed class TypeTests
{
    [Fact]
    public void Inputs_of_an_instance_are_those_of_the_schema() => Assert.Equal(
        Members.ExpectedInputs(SchemaFile.Instance.GetProperty("inputProperties"), SchemaFile.Names(SchemaFile.Instance, "requiredInputs")),
        Members.Inputs(typeof(InfoBipInstanceArgs)));

    [Fact]
    public void Settings_of_a_provider_are_those_of_the_schema() => Assert.Equal(
        Members.ExpectedInputs(SchemaFile.Provider.GetProperty("inputProperties"), SchemaFile.Names(SchemaFile.Provider, "requiredInputs"), json: true),
        Members.Inputs(typeof(ProviderArgs)));

    [Theory]
    [InlineData(typeof(GetInfoBipInstanceArgs), SchemaFile.GetToken, true)]
    [InlineData(typeof(GetInfoBipInstanceInvokeArgs), SchemaFile.GetToken, false)]
    [InlineData(typeof(GetInfoBipInstancesArgs), SchemaFile.GetAllToken, true)]
    [InlineData(typeof(GetInfoBipInstancesInvokeArgs), SchemaFile.GetAllToken, false)]
    public void Arguments_of_a_function_are_those_of_the_schema(Type args, string token, bool plain)
    {
        var inputs = SchemaFile.Function(token).GetProperty("inputs");
        Assert.Equal(Members.ExpectedInputs(inputs.GetProperty("properties"), SchemaFile.Names(inputs, "required"), plain), Members.Inputs(args));
    }

    [Fact]
    public void Outputs_of_an_instance_are_those_of_the_schema() => Assert.Equal(
        Members.ExpectedOutputs(SchemaFile.Instance.GetProperty("properties"), SchemaFile.Names(SchemaFile.Instance, "required")),
        Members.Outputs(typeof(InfoBipInstance)));

    [Fact]
    public void Outputs_of_a_provider_are_those_of_the_schema_and_may_all_be_absent() => Assert.Equal(
        Members.ExpectedOutputs(SchemaFile.Provider.GetProperty("properties"), []),
        Members.Outputs(typeof(Provider)));

    [Theory]
    [InlineData(typeof(Outputs.Connector), "types/infobip:index:Connector")]
    [InlineData(typeof(Outputs.InstanceSummary), "types/infobip:index:InstanceSummary")]
    [InlineData(typeof(GetInfoBipInstanceResult), "functions/infobip:index:getInfoBipInstance/outputs")]
    [InlineData(typeof(GetInfoBipInstancesResult), "functions/infobip:index:getInfoBipInstances/outputs")]
    public void Fields_of_an_answer_are_those_of_the_schema_in_its_order(Type type, string path)
    {
        var declared = path.Split('/').Aggregate(SchemaFile.Root, (owner, name) => owner.GetProperty(name));
        Assert.Equal(Members.ExpectedOutputs(declared.GetProperty("properties"), SchemaFile.Names(declared, "required")), Members.Fields(type));
    }

    [Fact]
    public void Config_has_the_variables_of_the_schema() => Assert.Equal(
        SchemaFile.Properties(SchemaFile.ConfigVariables).Select(variable => $"{variable.Member} {Members.Expected(variable, [])}"),
        Members.Plain(typeof(Config)));

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
}
