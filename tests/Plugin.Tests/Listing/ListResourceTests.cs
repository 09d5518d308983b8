// List: what exists, with ids that an import takes.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Microsoft.AspNetCore.Http;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Listing;

public sealed class ListResourceTests
{
    [Fact]
    public async Task Ids_and_names_of_the_connectors_instances_are_streamed_and_nothing_else()
    {
        await using var plugin = await OpenAsync(instances: 5);
        plugin.Sandbox.Add("mail", "sendgrid");

        var parts = await plugin.ListAsync(Request());

        Assert.Equal(["12 sms-0", "13 sms-1", "14 sms-2", "15 sms-3", "16 sms-4"], Found(parts));
        Assert.Null(Next(parts));
    }

    [Fact]
    public async Task Each_id_can_be_imported()
    {
        await using var plugin = await OpenAsync(instances: 3);

        foreach (var part in await plugin.ListAsync(Request()))
        {
            var read = await plugin.ReadAsync(part.Result.Id);
            Assert.Equal(part.Result.Id, read.Id);
            Assert.Equal(part.Result.Name, read.Inputs.Fields["name"].StringValue);
        }
    }

    [Fact]
    public async Task Without_instances_the_stream_is_empty()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        Assert.Empty(await plugin.ListAsync(Request()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(1000)]
    public async Task Pages_of_any_size_hold_every_instance_once(int pageSize)
    {
        await using var plugin = await OpenAsync(instances: pageSize < 100 ? 10 : 450);

        var (found, pages) = await AllPagesAsync(plugin, Request(pageSize: pageSize));

        Assert.Equal(plugin.Sandbox.Instances.Select(instance => $"{instance.Id} {instance.Name}"), found);
        Assert.All(pages, page => Assert.InRange(Found(page).Count, 0, pageSize));
    }

    [Fact]
    public async Task A_continuation_outlives_the_plugin()
    {
        await using var first = await OpenAsync(instances: 450);
        var page = await first.ListAsync(Request(pageSize: 210));
        await using var second = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => first.Sandbox.BaseUrl("your_mom") });

        var rest = await second.ListAsync(Request(pageSize: 1000, continuation: Next(page)));

        Assert.Equal(first.Sandbox.Instances.Select(instance => $"{instance.Id} {instance.Name}"), Found(page).Concat(Found(rest)));
    }

    [Fact]
    public async Task What_is_made_or_removed_between_two_pages_hides_nothing()
    {
        await using var plugin = await OpenAsync(instances: 6);
        var page = await plugin.ListAsync(Request(pageSize: 3));
        plugin.Sandbox.Remove(13);
        plugin.Sandbox.Add("new");

        var rest = await plugin.ListAsync(Request(continuation: Next(page)));
        Assert.Equal(["15 sms-3", "16 sms-4", "17 sms-5", "18 new"], Found(rest));

        plugin.Sandbox.Remove(14);
        var again = await plugin.ListAsync(Request(continuation: Next(page)));
        Assert.Subset(Found(again).ToHashSet(), new HashSet<string> { "15 sms-3", "16 sms-4", "17 sms-5", "18 new" });
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(4, 2)]
    [InlineData(4, 1)]
    [InlineData(99, 4)]
    public async Task The_limit_counts_over_all_pages(int limit, int pageSize)
    {
        await using var plugin = await OpenAsync(instances: 10);

        var (found, _) = await AllPagesAsync(plugin, Request(limit: limit, pageSize: pageSize));

        Assert.Equal(Math.Min(limit, 10), found.Count);
        Assert.Equal(found.Distinct(), found);
    }

    /// <summary>Pulumi's command line sends what is left of its count, where the protocol has the limit stay the same.</summary>
    [Fact]
    public async Task A_caller_that_lowers_the_limit_from_page_to_page_gets_as_many()
    {
        await using var plugin = await OpenAsync(instances: 10);
        List<string> found = [];
        string? next = null;
        do
        {
            var page = await plugin.ListAsync(Request(limit: 7 - found.Count, pageSize: 2, continuation: next));
            found.AddRange(Found(page));
            next = Next(page);
        }
        while (next is not null && found.Count < 7);

        Assert.Equal(plugin.Sandbox.Instances.Take(7).Select(instance => $"{instance.Id} {instance.Name}"), found);
    }

    [Fact]
    public async Task No_more_is_asked_for_than_is_wanted()
    {
        await using var plugin = await OpenAsync(instances: 450);
        plugin.Sandbox.ClearRequests();

        await plugin.ListAsync(Request(limit: 5));

        Assert.Single(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task A_query_chooses_by_name_and_tags()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Add("Orders EU", tags: ["production", "eu"]);
        plugin.Sandbox.Add("orders us", tags: ["production"]);
        plugin.Sandbox.Add("invoices", tags: ["production", "eu"]);

        Assert.Equal(["12 Orders EU", "13 orders us"], Found(await plugin.ListAsync(Request(Wire.Map(("nameContains", "ORDERS"))))));
        Assert.Equal(["12 Orders EU"], Found(await plugin.ListAsync(Request(Wire.Map(("nameContains", "orders"), ("tags", new object[] { "eu" }))))));
        Assert.Empty(await plugin.ListAsync(Request(Wire.Map(("nameContains", "infobip")))));
    }

    [Fact]
    public async Task A_query_that_is_not_known_yet_is_answered_so_and_nothing_is_sent()
    {
        await using var plugin = await OpenAsync(instances: 1);
        plugin.Sandbox.ClearRequests();

        var part = Assert.Single(await plugin.ListAsync(Request(Wire.Map(("nameContains", "a"), ("tags", new object[] { Wire.Unknown })))));

        Assert.Equal(ListResponse.ResponseOneofCase.Computed, part.ResponseCase);
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task All_validation_errors_of_a_query_are_reported_at_once()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var failure = await Failures.OfAsync(plugin.ListAsync(Request(Wire.Map(("tag", "a"), ("nameContains", 1), ("tags", new object[] { "" })))));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Failures.AssertError(failure, "IB2016", "'tag'", "'tags'", "'nameContains'", "'tags[0]'");

        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task An_unknown_type_is_an_error_that_suggests_the_right_name()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var failure = await Failures.OfAsync(plugin.ListAsync(new ListRequest { Token = "infobip:index:InfobipInstance" }));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Failures.AssertError(failure, "IB5002", "'infobip:index:InfobipInstance'", "'infobip:index:InfoBipInstance'");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not base 64!")]
    [InlineData("MiAgMCAg")]
    [InlineData("MSB4IDAgIA")]
    [InlineData("MSAgICAg")]
    [InlineData("MQ")]
    public async Task A_continuation_that_this_provider_did_not_make_is_refused(string token)
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var failure = await Failures.OfAsync(plugin.ListAsync(Request(continuation: token)));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Failures.AssertError(failure, "IB5006");
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task A_failure_on_a_later_page_ends_the_stream_as_one()
    {
        await using var plugin = await OpenAsync(instances: 450);
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Skip = 1 });

        var failure = await Failures.OfAsync(plugin.ListAsync(Request()));

        Assert.Equal(StatusCode.PermissionDenied, failure.StatusCode);
        Failures.AssertError(failure, "IB3003", plugin.Sandbox.Requests[^1].RequestId);
    }

    [Fact]
    public async Task A_service_that_sends_the_same_page_for_ever_does_not_hold_the_plugin()
    {
        await using var service = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Headers["Elements-Next-Page-Token"] = "again";
            return context.Response.WriteAsync("""[{ "id": 12, "name": "sms" }]""");
        });
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(service.Url, "/your_moms/api-v2") });

        var failure = await Failures.OfAsync(plugin.ListAsync(Request()));

        Failures.AssertError(failure, "IB3013");
    }

    [Fact]
    public async Task A_caller_that_has_enough_may_go()
    {
        await using var plugin = await OpenAsync(instances: 450);
        using (var call = plugin.Client.List(Request(), cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        }

        Assert.Equal(450, (await plugin.ListAsync(Request())).Count);
    }

    private static async Task<PluginFixture> OpenAsync(int instances)
    {
        var plugin = await PluginFixture.OpenAsync();
        for (var i = 0; i < instances; i++)
        {
            plugin.Sandbox.Add($"sms-{i}");
        }

        return plugin;
    }

    private static ListRequest Request(Struct? query = null, long limit = 0, long pageSize = 0, string? continuation = null) =>
        new() { Token = SampleResource.Type, Query = query, Limit = limit, PageSize = pageSize, ContinuationToken = continuation ?? string.Empty };

    private static async Task<(IReadOnlyList<string> Found, IReadOnlyList<IReadOnlyList<ListResponse>> Pages)> AllPagesAsync(PluginFixture plugin, ListRequest request)
    {
        List<IReadOnlyList<ListResponse>> pages = [];
        for (var next = string.Empty; next is not null; next = Next(pages[^1]))
        {
            pages.Add(await plugin.ListAsync(new ListRequest(request) { ContinuationToken = next }));
        }

        return ([.. pages.SelectMany(Found)], pages);
    }

    private static IReadOnlyList<string> Found(IReadOnlyList<ListResponse> parts) => [.. parts
        .Where(part => part.ResponseCase == ListResponse.ResponseOneofCase.Result)
        .Select(part => $"{part.Result.Id} {part.Result.Name}")];

    /// <summary>The continuation, which comes at most once, and last.</summary>
    private static string? Next(IReadOnlyList<ListResponse> parts)
    {
        Assert.All(parts.SkipLast(1), part => Assert.Equal(ListResponse.ResponseOneofCase.Result, part.ResponseCase));
        return parts.Count == 0 ? null : parts[^1].Continuation?.ContinuationToken;
    }
}
