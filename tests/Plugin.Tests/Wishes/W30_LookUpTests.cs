// Wish 30: look-ups that fail loudly when nothing is there, and give a typed result when something is.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Microsoft.AspNetCore.Http;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W30_LookUpTests
{
    private const string Get = "getInfoBipInstance";
    private const string List = "listInfoBipInstances";

    private static readonly Dictionary<string, string> s_configuration = new()
    {
        ["messaging.sms.infobip.sender"] = "+17777777777",
        ["messaging.sms.infobip.username"] = "acme",
        ["messaging.sms.infobip.password"] = Stage.Password,
        ["messaging.sms.infobip.callback.url"] = "https://www.example.com/auth",
        ["event.vendor.type"] = "polling",
        ["vendor.api.key"] = "hush",
    };

    [Theory]
    [InlineData("id", "12")]
    [InlineData("name", "orders")]
    public async Task W30_One_instance_is_told_with_its_token_as_a_secret(string key, string value)
    {
        await using var wired = await Wired.OpenAsync();
        var there = wired.Sandbox.Add("orders", configuration: s_configuration, tags: ["a", "b"]);
        wired.Sandbox.Edit(there.Id, instance => instance.Disabled = true);

        var found = await wired.LookUpAsync(Get, (key, value));

        Assert.Equal(["token"], found.Fields.Where(field => Wire.ContainsSecret(field.Value)).Select(field => field.Key));
        Assert.Equal(there.Token, Wire.Reveal(found.Fields["token"]).StringValue);
        Assert.Equal("12", found.Fields["id"].StringValue);
        Assert.Equal("orders", found.Fields["name"].StringValue);
        Assert.Equal("+17777777777", found.Fields["sender"].StringValue);
        Assert.Equal("acme", found.Fields["username"].StringValue);
        Assert.Equal("https://www.example.com/auth", found.Fields["callbackUrl"].StringValue);
        Assert.Equal(["a", "b"], found.Fields["tags"].ListValue.Values.Select(tag => tag.StringValue));
        Assert.Equal((false, true, true), (found.Fields["enabled"].BoolValue, found.Fields["disabled"].BoolValue, found.Fields["valid"].BoolValue));
        Assert.Equal("infobip", found.Fields["connector"].StructValue.Fields["key"].StringValue);
        Assert.Equal("polling", found.Fields["extraConfiguration"].StructValue.Fields["event.vendor.type"].StringValue);
        Assert.DoesNotContain("vendor.api.key", found.Fields["extraConfiguration"].StructValue.Fields.Keys);
        Assert.DoesNotContain("***", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W30_A_password_is_never_told_even_by_a_service_that_masks_nothing()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Options = wired.Sandbox.Options with { Masking = MaskMode.None };
        wired.Sandbox.Add("orders", configuration: s_configuration);

        var found = await wired.LookUpAsync(Get, ("id", "12"));

        Assert.Empty(new SecretSearch(Stage.Password).In(found.ToString()));
    }

    [Fact]
    public async Task W30_Every_required_output_is_there_though_the_service_tells_next_to_nothing()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Options = wired.Sandbox.Options with { Answers = AnswerShape.Seed };
        wired.Sandbox.Add("orders", configuration: s_configuration, tags: ["a"]);

        var found = await wired.LookUpAsync(Get, ("name", "orders"));

        Assert.Subset(found.Fields.Keys.ToHashSet(), new HashSet<string> { "id", "name", "tags", "enabled", "token", "valid", "disabled" });
        Assert.DoesNotContain("extraConfiguration", found.Fields.Keys);
    }

    [Theory]
    [InlineData("id", "99", "the id 99")]
    [InlineData("name", "order", "the name 'order'")]
    [InlineData("name", "Orders", "the name 'Orders'")]
    [InlineData("name", "infobip", "the name 'infobip'")]
    [InlineData("name", "mail", "the name 'mail'")]
    public async Task W30_None_is_an_error_that_names_the_key(string key, string value, string told)
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Add("orders");
        wired.Sandbox.Add("mail", "sendgrid");

        var failure = await Failures.OfAsync(wired.LookUpAsync(Get, (key, value)));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
        Assert.Contains(told, failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W30_Several_of_one_name_are_an_error_that_lists_their_ids()
    {
        await using var wired = await Wired.OpenAsync();
        var ids = new[] { wired.Sandbox.Add("twin").Id, wired.Sandbox.Add("twin").Id };
        var other = wired.Sandbox.Add("twin", "sendgrid").Id;

        var failure = await Failures.OfAsync(wired.LookUpAsync(Get, ("name", "twin")));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains($"2 instances bear this name: {ids[0]}, {ids[1]}.", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain($"{other}", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W30_An_instance_of_another_connector_is_refused_with_its_kind_named()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Add("mail", "sendgrid");

        var failure = await Failures.OfAsync(wired.LookUpAsync(Get, ("id", "12")));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains("'sendgrid'", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W30_A_name_is_found_on_any_page()
    {
        await using var wired = await Wired.OpenAsync();
        for (var i = 0; i < 450; i++)
        {
            wired.Sandbox.Add($"sms-{i}");
        }

        var last = wired.Sandbox.Add("sms-");
        wired.Sandbox.ClearRequests();

        var found = await wired.LookUpAsync(Get, ("name", "sms-"));

        Assert.Equal($"{last.Id}", found.Fields["id"].StringValue);
        Assert.Equal(3, wired.Sandbox.Requests.Count);
        Assert.All(wired.Sandbox.Requests, request => Assert.Equal("GET /instances", $"{request.Method} {request.ApiPath}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "token": "********" """)]
    [InlineData(""", "token": null """)]
    public async Task W30_A_token_that_a_list_leaves_out_is_read_by_the_id(string token)
    {
        await using var service = await Answerer.StartAsync(context => context.Response.WriteAsync(context.Request.Path.Value!.EndsWith("/12", StringComparison.Ordinal)
            ? """{ "id": 12, "name": "orders", "token": "t0ken-of-12" }"""
            : $$"""[{ "id": 12, "name": "orders" {{token}} }]"""));
        await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => service.Url });

        var found = await wired.LookUpAsync(Get, ("name", "orders"));

        Assert.True(Wire.IsSecret(found.Fields["token"]));
        Assert.Equal("t0ken-of-12", Wire.Reveal(found.Fields["token"]).StringValue);
    }

    [Fact]
    public async Task W30_A_token_that_the_service_does_not_tell_is_an_error_and_no_empty_result()
    {
        await using var service = await Answerer.StartAsync(context => context.Response.WriteAsync("""{ "id": 12, "name": "orders", "token": "********" }"""));
        await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => service.Url });

        var failure = await Failures.OfAsync(wired.LookUpAsync(Get, ("id", "12")));

        Assert.Contains("does not tell the instance's token", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(500, StatusCode.Unavailable)]
    public async Task W30_A_service_that_fails_is_an_error_and_not_an_absence(int status, StatusCode expected)
    {
        await using var wired = await Wired.OpenAsync();
        foreach (var (function, arguments) in new[] { (Get, Wire.Map(("id", "12"))), (Get, Wire.Map(("name", "orders"))), (List, new Struct()) })
        {
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Times = 1 });
            var failure = await Failures.OfAsync(wired.InvokeAsync(function, arguments));

            Assert.Equal(expected, failure.StatusCode);
            Assert.Contains(function == Get ? "looking up the InfoBip instance" : "listing InfoBip instances", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task W30_A_404_that_is_not_the_services_own_is_no_absence()
    {
        await using var proxy = await Answerer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>Not found</html>");
        });
        await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => proxy.Url });

        foreach (var call in new[] { wired.LookUpAsync(Get, ("id", "12")), wired.LookUpAsync(Get, ("name", "orders")), wired.LookUpAsync(List) })
        {
            Assert.Equal(StatusCode.FailedPrecondition, (await Failures.OfAsync(call)).StatusCode);
        }
    }

    [Fact]
    public async Task W30_All_mistakes_are_told_at_once_and_nothing_is_sent()
    {
        await using var wired = await Wired.OpenAsync();

        var answer = await wired.InvokeAsync(Get, Wire.Map(("id", 12), ("name", " "), ("nam", "x")));

        Assert.Null(answer.Return);
        Assert.Equal(["", "id", "id", "name"], answer.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
        var reasons = string.Join('\n', answer.Failures.Select(failure => failure.Reason));
        foreach (var told in new[] { "'id' must be a string, but is a number", "'name' is blank", "Did you mean 'name'?", "both 'id' and 'name' are given" })
        {
            Assert.Contains(told, reasons, StringComparison.Ordinal);
        }

        Assert.Empty(wired.Sandbox.Requests);
    }

    [Theory]
    [InlineData("""{}""", "neither 'id' nor 'name' is given")]
    [InlineData("""{ "id": null, "name": null }""", "neither 'id' nor 'name' is given")]
    [InlineData("""{ "id": "twelve" }""", "'id' is not the id of an InfoBip instance")]
    [InlineData("""{ "id": "-1" }""", "'id' is not the id of an InfoBip instance")]
    [InlineData("""{ "ID": "12" }""", "Did you mean 'id'?")]
    public async Task W30_A_look_up_that_cannot_be_meant_is_refused(string arguments, string told)
    {
        await using var wired = await Wired.OpenAsync();

        var answer = await wired.InvokeAsync(Get, Struct.Parser.ParseJson(arguments));

        Assert.Contains(answer.Failures, failure => failure.Reason.Contains(told, StringComparison.Ordinal));
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W30_A_list_is_sorted_by_id_and_holds_the_connectors_own_instances_only()
    {
        await using var wired = await Wired.OpenAsync();
        var ids = Enumerable.Range(0, 250).Select(i => wired.Sandbox.Add(i % 2 == 0 ? $"Orders {i}" : "mail", i % 2 == 0 ? "infobip" : "sendgrid").Id).ToList();

        var all = await wired.LookUpAsync(List);

        Assert.Equal(ids.Where((_, i) => i % 2 == 0).Select(id => $"{id}"), Ids(all));
        Assert.Empty(new SecretSearch(wired.Sandbox.Instances.Select(instance => instance.Token)).In(all.ToString()));
    }

    [Fact]
    public async Task W30_Ids_are_sorted_as_numbers_whatever_the_services_order()
    {
        await using var service = await Answerer.StartAsync(context => context.Response.WriteAsync(
            """[{ "id": 100, "name": "c" }, { "id": 9, "name": "a" }, { "id": 20, "name": "b" }, { "id": 9, "name": "a" }]"""));
        await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => service.Url });

        Assert.Equal(["9", "20", "100"], Ids(await wired.LookUpAsync(List)));
    }

    [Fact]
    public async Task W30_A_list_is_filtered_by_a_part_of_the_name_and_by_all_tags()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Add("Orders EU", tags: ["production", "eu"]);
        wired.Sandbox.Add("orders us", tags: ["production"]);
        wired.Sandbox.Add("invoices", tags: ["eu", "production"]);

        Assert.Equal(["12", "13"], Ids(await wired.LookUpAsync(List, ("nameContains", "ORDERS"))));
        Assert.Equal(["12", "14"], Ids(await wired.LookUpAsync(List, ("tags", new object[] { "eu", "production" }))));
        Assert.Equal(["12"], Ids(await wired.LookUpAsync(List, ("nameContains", "order"), ("tags", new object[] { "eu" }))));

        // The service's search finds the connector's key, too.
        Assert.Empty(Ids(await wired.LookUpAsync(List, ("nameContains", "infobip"))));
        Assert.Empty(Ids(await wired.LookUpAsync(List, ("tags", new object[] { "nobody's" }))));
    }

    [Fact]
    public async Task W30_An_unknown_function_is_an_error_that_gives_the_right_name()
    {
        await using var wired = await Wired.OpenAsync();

        var failure = await Failures.OfAsync(wired.InvokeAsync("getInfobipInstance", new Struct()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.Contains("Did you mean 'infobip:index:getInfoBipInstance'?", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W30_What_is_not_known_yet_is_told_and_not_asked(bool preview)
    {
        await using var wired = await Wired.OpenAsync();

        var get = await wired.InvokeAsync(Get, Wire.Map(("name", Wire.Unknown)), preview);
        var list = await wired.InvokeAsync(List, Wire.Map(("tags", new object[] { "a", Wire.Secret(Wire.Unknown) })), preview);

        Assert.Equal("name", Assert.Single(get.Failures).Property);
        Assert.Equal("tags", Assert.Single(list.Failures).Property);
        Assert.All(get.Failures.Concat(list.Failures), failure => Assert.Contains("is not known yet", failure.Reason, StringComparison.Ordinal));
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W30_A_preview_looks_up_what_is_known()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Add("orders");

        var answer = await wired.InvokeAsync(Get, Wire.Map(("name", "orders")), preview: true);

        Assert.Equal("12", answer.Return.Fields["id"].StringValue);
    }

    private static IEnumerable<string> Ids(Struct list) =>
        list.Fields["instances"].ListValue.Values.Select(instance => instance.StructValue.Fields["id"].StringValue);
}
