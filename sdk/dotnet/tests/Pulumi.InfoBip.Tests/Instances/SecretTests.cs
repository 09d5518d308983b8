// Secrets in what the SDK sends.
using Google.Protobuf.WellKnownTypes;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Instances;

public sealed class SecretTests
{
    [Fact]
    public async Task A_password_given_as_a_plain_string_is_a_secret_in_the_registration()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new InfoBipInstance("sms", Programs.Required());
            return new Dictionary<string, object?>();
        });

        var inputs = run.Of(SchemaFile.InstanceToken).Inputs;
        Assert.Equal(Programs.Password, WireValue.Inside(inputs.Fields["password"]).StringValue);
        inputs.Fields.Remove("password");
        Assert.DoesNotContain(Programs.Password, inputs.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_a_secret_already_is_wrapped_once()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var args = Programs.Required();
            args.Password = Output.CreateSecret("already");
            _ = new InfoBipInstance("sms", args);
            return new Dictionary<string, object?>();
        });

        Assert.Equal("already", WireValue.Inside(run.Of(SchemaFile.InstanceToken).Inputs.Fields["password"]).StringValue);
    }

    [Fact]
    public async Task Inputs_that_are_no_secrets_are_not_made_into_some()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new InfoBipInstance("sms", Programs.All());
            return new Dictionary<string, object?>();
        });

        Assert.Equal(["password"], run.Of(SchemaFile.InstanceToken).Inputs.Fields.Where(input => WireValue.IsSecret(input.Value)).Select(input => input.Key));
    }

    [Fact]
    public async Task The_registration_names_the_secret_outputs_of_an_instance()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new InfoBipInstance("sms", Programs.Required());
            return new Dictionary<string, object?>();
        });

        Assert.Equal(Secrets(SchemaFile.Instance), run.Of(SchemaFile.InstanceToken).SecretOutputs.Order());
    }

    [Fact]
    public async Task Secret_outputs_of_the_program_come_on_top()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new InfoBipInstance("sms", Programs.Required(), new CustomResourceOptions { AdditionalSecretOutputs = { "username" } });
            return new Dictionary<string, object?>();
        });

        Assert.Equal([.. Secrets(SchemaFile.Instance), "username"], run.Of(SchemaFile.InstanceToken).SecretOutputs.Order());
    }

    [Fact]
    public async Task The_token_is_a_secret_output_of_the_stack_and_so_is_what_is_made_of_it()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var sms = new InfoBipInstance("sms", Programs.Required());
            return new Dictionary<string, object?>
            {
                ["token"] = sms.Token,
                ["header"] = Output.Format($"Your_mom {sms.Token}"),
                ["valid"] = sms.Valid,
            };
        });

        Assert.Equal(Answer.Token, WireValue.Inside(run.StackOutputs.Fields["token"]).StringValue);
        Assert.Equal($"Your_mom {Answer.Token}", WireValue.Inside(run.StackOutputs.Fields["header"]).StringValue);
        Assert.Equal(Value.KindOneofCase.BoolValue, run.StackOutputs.Fields["valid"].KindCase);
    }

    [Fact]
    public async Task The_token_of_an_instance_that_a_function_found_is_a_secret_output_of_the_stack_and_its_name_is_none()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var found = GetInfoBipInstance.Invoke(new() { Name = "texts" });
            return new() { ["token"] = InfoBipInstance.Get("found", found.Apply(instance => instance.Id)).Token, ["name"] = found.Apply(instance => instance.Name) };
        });

        Assert.Equal("4711", Assert.Single(run.Readings).Id);
        Assert.Equal(Answer.Token, WireValue.Inside(run.StackOutputs.Fields["token"]).StringValue);
        Assert.Equal("texts", run.StackOutputs.Fields["name"].StringValue);
    }

    [Fact]
    public async Task The_secrets_of_a_provider_given_as_plain_strings_are_secrets_in_its_registration()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new Provider("europe", new ProviderArgs { UserSecret = "canary-user", OrganizationSecret = "canary-organization" });
            return new Dictionary<string, object?>();
        });

        var provider = run.Of("pulumi:providers:infobip");
        Assert.Equal("canary-user", WireValue.Inside(provider.Inputs.Fields["userSecret"]).StringValue);
        Assert.Equal("canary-organization", WireValue.Inside(provider.Inputs.Fields["organizationSecret"]).StringValue);
        Assert.Equal(Secrets(SchemaFile.Provider), provider.SecretOutputs.Order());
    }

    [Fact]
    public async Task A_password_that_a_preview_cannot_know_is_sent_as_unknown()
    {
        var run = await WireRun.OfAsync(
            () =>
            {
                var first = new InfoBipInstance("first", Programs.Required());
                var args = Programs.Required();
                args.Password = first.Id.Apply(id => $"made-for-{id}");
                _ = new InfoBipInstance("second", args);
                return new Dictionary<string, object?>();
            },
            preview: true);

        var second = Assert.Single(run.Registrations, registration => registration.Name == "second");
        Assert.Equal(WireValue.Unknown, second.Inputs.Fields["password"].StringValue);
    }

    private static IEnumerable<string> Secrets(System.Text.Json.JsonElement owner) =>
        SchemaFile.Properties(owner.GetProperty("properties")).Where(output => output.Secret).Select(output => output.Name).Order();
}
