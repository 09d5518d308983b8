// The functions: what a program sends, what it gets back, and in which of the three ways.
using System.Collections.Immutable;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Functions;

public sealed class FunctionTests
{
    [Fact]
    public async Task An_instance_is_looked_up_by_plain_values_under_their_names_in_the_schema()
    {
        Recorder mocks = new();
        GetInfoBipInstanceResult? found = null;
        await mocks.RunAsync(async () => found = await GetInfoBipInstance.InvokeAsync(new() { Id = "4711", Name = "texts" }));

        Assert.Equal(SchemaFile.GetToken, mocks.OnlyCall.Token);
        Assert.Equal(Names(SchemaFile.GetToken), mocks.OnlyCall.Args.Keys.Order());
        Assert.Equal(("4711", "texts"), (mocks.OnlyCall.Args["id"], mocks.OnlyCall.Args["name"]));
        Assert.Equal("4711", found!.Id);
    }

    [Fact]
    public async Task An_instance_is_looked_up_by_the_output_of_another()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var sms = new InfoBipInstance("sms", Programs.Required());
            return new() { ["name"] = GetInfoBipInstance.Invoke(new() { Id = sms.Id }).Apply(found => found.Name) };
        });

        var call = Assert.Single(run.Calls);
        Assert.Equal(("12", 1), (call.Args.Fields["id"].StringValue, call.Args.Fields.Count));
    }

    [Fact]
    public async Task Instances_are_listed_by_arguments_under_their_names_in_the_schema()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = GetInfoBipInstances.Invoke(new() { NameContains = "texts", Tags = { "production", "sms" } }));

        Assert.Equal(SchemaFile.GetAllToken, mocks.OnlyCall.Token);
        Assert.Equal(Names(SchemaFile.GetAllToken), mocks.OnlyCall.Args.Keys.Order());
        Assert.Equal("texts", mocks.OnlyCall.Args["nameContains"]);
        Assert.Equal(["production", "sms"], Assert.IsType<ImmutableArray<object>>(mocks.OnlyCall.Args["tags"]));
    }

    [Fact]
    public async Task A_list_by_plain_values_sends_what_one_by_outputs_sends()
    {
        Recorder mocks = new();
        await mocks.RunAsync(async () => await GetInfoBipInstances.InvokeAsync(new() { NameContains = "texts", Tags = ["production", "sms"] }));

        Assert.Equal(Names(SchemaFile.GetAllToken), mocks.OnlyCall.Args.Keys.Order());
        Assert.Equal(["production", "sms"], Assert.IsType<ImmutableArray<object>>(mocks.OnlyCall.Args["tags"]));
    }

    [Fact]
    public async Task A_list_without_arguments_sends_none()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = GetInfoBipInstances.Invoke());

        Assert.Empty(mocks.OnlyCall.Args);
    }

    [Fact]
    public async Task Every_field_of_a_found_instance_has_its_value()
    {
        GetInfoBipInstanceResult? found = null;
        await new Recorder().RunAsync(async () => found = await GetInfoBipInstance.InvokeAsync(new() { Id = "4711" }));

        var fields = SchemaFile.Properties(SchemaFile.Function(SchemaFile.GetToken).GetProperty("outputs").GetProperty("properties"));
        foreach (var field in fields.Where(field => field.Type is not ("array" or "object" or "Connector")))
        {
            Assert.Equal(Answer.LookedUp[field.Name], typeof(GetInfoBipInstanceResult).GetField(field.Member)!.GetValue(found));
        }

        Assert.Equal(["sms", "production"], found!.Tags);
        Assert.Equal("true", found.ExtraConfiguration!["event.notification.enabled"]);
        Assert.Equal("infobip", found.Connector!.Key);
    }

    [Fact]
    public async Task A_list_gives_its_instances_in_order_with_every_field()
    {
        GetInfoBipInstancesResult? found = null;
        await new Recorder().RunAsync(async () => found = await GetInfoBipInstances.InvokeAsync());

        Assert.Equal(["12 sms", "4711 alerts"], found!.Instances.Select(instance => $"{instance.Id} {instance.Name}"));
        Assert.Equal(["2026-01-02T03:04:05Z", null], found.Instances.Select(instance => instance.CreatedDate));
        Assert.All(found.Instances, instance => Assert.Equal((false, true, "production"), (instance.Enabled, instance.Valid, Assert.Single(instance.Tags))));
    }

    [Fact]
    public async Task A_call_waits_for_the_resources_that_it_depends_on()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var sms = new InfoBipInstance("sms", Programs.Required());
            var options = new InvokeOutputOptions { DependsOn = { sms } };
            return new()
            {
                ["all"] = GetInfoBipInstances.Invoke(new(), options).Apply(found => found.Instances.Length),
                ["one"] = GetInfoBipInstance.Invoke(new() { Name = "texts" }, options).Apply(found => found.Id),
            };
        });

        Assert.All(run.Calls, call => Assert.True(call.RegistrationsBefore >= 2, call.Token));
        Assert.Equal(2, run.Calls.Count);
    }

    [Fact]
    public async Task A_preview_that_cannot_know_the_id_yet_calls_nothing()
    {
        var run = await WireRun.OfAsync(
            () =>
            {
                var sms = new InfoBipInstance("sms", Programs.Required());
                return new() { ["name"] = GetInfoBipInstance.Invoke(new() { Id = sms.Id }).Apply(found => found.Name) };
            },
            preview: true);

        Assert.Empty(run.Calls);
        Assert.Equal(WireValue.Unknown, run.StackOutputs.Fields["name"].StringValue);
    }

    [Fact]
    public async Task A_preview_calls_nothing_that_depends_on_a_resource_which_is_not_there_yet()
    {
        var run = await WireRun.OfAsync(
            () =>
            {
                var sms = new InfoBipInstance("sms", Programs.Required());
                var options = new InvokeOutputOptions { DependsOn = { sms } };
                return new() { ["all"] = GetInfoBipInstances.Invoke(new(), options).Apply(found => found.Instances.Length) };
            },
            preview: true);

        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task A_call_asks_for_the_plugin_of_the_packages_version_unless_the_program_asks_for_another()
    {
        var run = await WireRun.OfAsync(() => new()
        {
            ["packaged"] = GetInfoBipInstances.Invoke().Apply(found => found.Instances.Length),
            ["chosen"] = GetInfoBipInstances.Invoke(new(), new InvokeOptions { Version = "0.0.9", PluginDownloadURL = "https://example.com/plugins" })
                .Apply(found => found.Instances.Length),
        });

        Assert.Equal(
            [("0.0.9", "https://example.com/plugins"), (SchemaFile.Root.GetProperty("version").GetString()!, SchemaFile.DownloadUrl)],
            run.Calls.Select(call => (call.Version, call.PluginDownloadUrl)).OrderBy(call => call.Version, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_is_made_by_the_provider_it_names()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var europe = new Provider("europe", new ProviderArgs { ApiDialect = "element" });
            return new() { ["all"] = GetInfoBipInstances.Invoke(new(), new InvokeOptions { Provider = europe }).Apply(found => found.Instances.Length) };
        });

        Assert.Equal("urn:pulumi:dev::messaging::pulumi:providers:infobip::europe::12", Assert.Single(run.Calls).Provider);
    }

    private static IEnumerable<string> Names(string token) =>
        SchemaFile.Properties(SchemaFile.Function(token).GetProperty("inputs").GetProperty("properties")).Select(input => input.Name).Order();
}
