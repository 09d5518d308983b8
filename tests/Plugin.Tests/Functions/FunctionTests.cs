// Functions: an error when nothing is found, and a typed result when something is.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Microsoft.AspNetCore.Http;

namespace InfoBip.Plugin.Tests.Functions;

public sealed class FunctionTests
{
    private const string Get = "getInfoBipInstance";
    private const string List = "getInfoBipInstances";

    private static readonly Dictionary<string, string> s_configuration = SampleInstance.Configuration(("event.vendor.type", "polling"), ("vendor.api.key", "hush"));

    [Theory]
    [InlineData("id", "12")]
    [InlineData("name", "orders")]
    public async Task One_instance_is_returned_without_a_secret(string key, string value)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var there = plugin.Sandbox.Add("orders", configuration: s_configuration, tags: ["a", "b"]);
        plugin.Sandbox.Edit(there.Id, instance => instance.Disabled = true);

        var found = await plugin.LookUpAsync(Get, (key, value));

        Assert.DoesNotContain(found.Fields.Values, Wire.ContainsSecret);
        Assert.Empty(new SecretSearch(there.Token).In(found.ToString()));
        Assert.Equal("12", found.Fields["id"].StringValue);
        Assert.Equal("orders", found.Fields["name"].StringValue);
        Assert.Equal("+17777777777", found.Fields["sender"].StringValue);
        Assert.Equal("acme", found.Fields["username"].StringValue);
        Assert.Equal("https://www.example.com/auth", found.Fields["callbackUrl"].StringValue);
        Assert.Equal(["a", "b"], found.Fields["tags"].ListValue.Values.Select(tag => tag.StringValue));
        Assert.Equal((false, true), (found.Fields["enabled"].BoolValue, found.Fields["valid"].BoolValue));
        Assert.Equal("infobip", found.Fields["connector"].StructValue.Fields["key"].StringValue);
        Assert.Equal("polling", found.Fields["extraConfiguration"].StructValue.Fields["event.vendor.type"].StringValue);
        Assert.DoesNotContain("vendor.api.key", found.Fields["extraConfiguration"].StructValue.Fields.Keys);
        Assert.DoesNotContain("***", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_never_returned_even_where_the_service_masks_nothing()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Options = plugin.Sandbox.Options with { Masking = MaskMode.None };
        plugin.Sandbox.Add("orders", configuration: s_configuration);

        var found = await plugin.LookUpAsync(Get, ("id", "12"));

        Assert.Empty(new SecretSearch(SampleSecrets.Password).In(found.ToString()));
    }

    [Fact]
    public async Task Every_required_output_is_there_though_the_service_returns_next_to_nothing()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Options = plugin.Sandbox.Options with { Answers = AnswerShape.Seed };
        plugin.Sandbox.Add("orders", configuration: s_configuration, tags: ["a"]);

        var found = await plugin.LookUpAsync(Get, ("name", "orders"));

        Assert.Subset(found.Fields.Keys.ToHashSet(), new HashSet<string> { "id", "name", "tags", "enabled", "valid" });
        Assert.DoesNotContain("extraConfiguration", found.Fields.Keys);
    }

    [Theory]
    [InlineData("id", "99", "99")]
    [InlineData("name", "order", "'order'")]
    [InlineData("name", "Orders", "'Orders'")]
    [InlineData("name", "infobip", "'infobip'")]
    [InlineData("name", "mail", "'mail'")]
    public async Task None_is_an_error_that_names_the_key(string key, string value, string named)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Add("orders");
        plugin.Sandbox.Add("mail", "sendgrid");

        var failure = await Failures.OfAsync(plugin.LookUpAsync(Get, (key, value)));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
        Failures.AssertError(failure, "IB3004", key, named);
    }

    [Fact]
    public async Task Several_of_one_name_are_an_error_that_lists_their_ids()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var ids = new[] { plugin.Sandbox.Add("same").Id, plugin.Sandbox.Add("same").Id };
        var other = plugin.Sandbox.Add("same", "sendgrid").Id;

        var failure = await Failures.OfAsync(plugin.LookUpAsync(Get, ("name", "same")));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Failures.AssertError(failure, "IB4007", "'same'", $"{ids[0]}, {ids[1]}");
        Assert.DoesNotContain($"{other}", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_of_another_connector_is_refused_and_the_connector_named()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Add("mail", "sendgrid");

        var failure = await Failures.OfAsync(plugin.LookUpAsync(Get, ("id", "12")));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Failures.AssertError(failure, "IB4005", "12", "'sendgrid'");
    }

    [Fact]
    public async Task A_name_is_found_on_any_page()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        for (var i = 0; i < 450; i++)
        {
            plugin.Sandbox.Add($"sms-{i}");
        }

        var last = plugin.Sandbox.Add("sms-");
        plugin.Sandbox.ClearRequests();

        var found = await plugin.LookUpAsync(Get, ("name", "sms-"));

        Assert.Equal($"{last.Id}", found.Fields["id"].StringValue);
        Assert.Equal(
            ["GET /instances", "GET /instances", "GET /instances", $"GET /instances/{last.Id}"],
            plugin.Sandbox.Requests.Select(request => $"{request.Method} {request.ApiPath}"));
    }

    [Fact]
    public async Task What_a_list_leaves_out_is_read_by_the_id()
    {
        await using var service = await ScriptedServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path.Value!.EndsWith("/12", StringComparison.Ordinal)
            ? """{ "id": 12, "name": "orders", "configuration": { "messaging.sms.infobip.sender": "Shop" }, "disabled": true }"""
            : """[{ "id": 12, "name": "orders" }]"""));
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(service.Url, "/your_moms/api-v2") });

        var found = await plugin.LookUpAsync(Get, ("name", "orders"));

        Assert.Equal(("Shop", false), (found.Fields["sender"].StringValue, found.Fields["enabled"].BoolValue));
    }

    [Theory]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(500, StatusCode.Unavailable)]
    public async Task A_service_that_fails_is_an_error_and_not_an_absence(int status, StatusCode expected)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        foreach (var (function, arguments) in new[] { (Get, Wire.Map(("id", "12"))), (Get, Wire.Map(("name", "orders"))), (List, new Struct()) })
        {
            await plugin.ConfigureAsync(plugin.Settings);
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Times = 1 });
            var failure = await Failures.OfAsync(plugin.InvokeAsync(function, arguments));

            Assert.Equal(expected, failure.StatusCode);
            Failures.AssertError(failure, status switch { 401 => "IB3002", 403 => "IB3003", _ => "IB3008" }, plugin.Sandbox.Requests[^1].RequestId);
        }
    }

    [Fact]
    public async Task A_404_that_is_not_the_services_own_is_no_absence()
    {
        await using var proxy = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>Not found</html>");
        });
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(proxy.Url, "/your_moms/api-v2") });

        foreach (var call in new[] { plugin.LookUpAsync(Get, ("id", "12")), plugin.LookUpAsync(Get, ("name", "orders")), plugin.LookUpAsync(List) })
        {
            Assert.Equal(StatusCode.FailedPrecondition, (await Failures.OfAsync(call)).StatusCode);
        }
    }

    [Fact]
    public async Task All_validation_errors_are_reported_at_once_and_nothing_is_sent()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var answer = await plugin.InvokeAsync(Get, Wire.Map(("id", 12), ("name", " "), ("nam", "x")));

        Assert.Null(answer.Return);
        Assert.Equal(["", "id", "id", "name"], answer.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
        var reasons = string.Join('\n', answer.Failures.Select(failure => failure.Reason));
        foreach (var code in new[] { "IB2003", "IB2004", "IB2013", "IB2014" })
        {
            Failures.AssertError(reasons, code);
        }

        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Theory]
    [InlineData("""{}""", "IB2014", "'id'", "'name'")]
    [InlineData("""{ "id": null, "name": null }""", "IB2014", "'id'", "'name'")]
    [InlineData("""{ "id": "twelve" }""", "IB2012", "'id'")]
    [InlineData("""{ "id": "-1" }""", "IB2012", "'id'")]
    [InlineData("""{ "ID": "12" }""", "IB2013", "'ID'", "'id'")]
    public async Task A_look_up_without_a_usable_key_is_refused(string arguments, string code, params string[] named)
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var answer = await plugin.InvokeAsync(Get, Struct.Parser.ParseJson(arguments));

        Failures.AssertError(string.Join('\n', answer.Failures.Select(failure => failure.Reason)), code, named);
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task A_list_is_sorted_by_id_and_holds_the_connectors_own_instances_only()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var ids = Enumerable.Range(0, 250).Select(i => plugin.Sandbox.Add(i % 2 == 0 ? $"Orders {i}" : "mail", i % 2 == 0 ? "infobip" : "sendgrid").Id).ToList();

        var all = await plugin.LookUpAsync(List);

        Assert.Equal(ids.Where((_, i) => i % 2 == 0).Select(id => $"{id}"), Ids(all));
        Assert.Empty(new SecretSearch(plugin.Sandbox.Instances.Select(instance => instance.Token)).In(all.ToString()));
    }

    [Fact]
    public async Task Ids_are_sorted_as_numbers_whatever_the_services_order()
    {
        await using var service = await ScriptedServer.StartAsync(context => context.Response.WriteAsync(
            """[{ "id": 100, "name": "c" }, { "id": 9, "name": "a" }, { "id": 20, "name": "b" }, { "id": 9, "name": "a" }]"""));
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(service.Url, "/your_moms/api-v2") });

        Assert.Equal(["9", "20", "100"], Ids(await plugin.LookUpAsync(List)));
    }

    [Fact]
    public async Task A_list_is_filtered_by_a_part_of_the_name_and_by_all_tags()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Add("Orders EU", tags: ["production", "eu"]);
        plugin.Sandbox.Add("orders us", tags: ["production"]);
        plugin.Sandbox.Add("invoices", tags: ["eu", "production"]);

        Assert.Equal(["12", "13"], Ids(await plugin.LookUpAsync(List, ("nameContains", "ORDERS"))));
        Assert.Equal(["12", "14"], Ids(await plugin.LookUpAsync(List, ("tags", new object[] { "eu", "production" }))));
        Assert.Equal(["12"], Ids(await plugin.LookUpAsync(List, ("nameContains", "order"), ("tags", new object[] { "eu" }))));

        // The service's search finds the connector's key, too.
        Assert.Empty(Ids(await plugin.LookUpAsync(List, ("nameContains", "infobip"))));
        Assert.Empty(Ids(await plugin.LookUpAsync(List, ("tags", new object[] { "unused" }))));
    }

    [Fact]
    public async Task An_unknown_function_is_an_error_that_suggests_the_right_name()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var failure = await Failures.OfAsync(plugin.InvokeAsync("getInfobipInstance", new Struct()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Failures.AssertError(failure, "IB5005", "'infobip:index:getInfoBipInstance'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_known_yet_is_an_error_and_not_looked_up(bool preview)
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var get = await plugin.InvokeAsync(Get, Wire.Map(("name", Wire.Unknown)), preview);
        var list = await plugin.InvokeAsync(List, Wire.Map(("tags", new object[] { "a", Wire.Secret(Wire.Unknown) })), preview);

        Assert.Equal("name", Assert.Single(get.Failures).Property);
        Assert.Equal("tags", Assert.Single(list.Failures).Property);
        Assert.All(get.Failures.Concat(list.Failures), failure => Failures.AssertError(failure.Reason, "IB2015"));
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task A_preview_looks_up_what_is_known()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Add("orders");

        var answer = await plugin.InvokeAsync(Get, Wire.Map(("name", "orders")), preview: true);

        Assert.Equal("12", answer.Return.Fields["id"].StringValue);
    }

    private static IEnumerable<string> Ids(Struct list) =>
        list.Fields["instances"].ListValue.Values.Select(instance => instance.StructValue.Fields["id"].StringValue);
}
