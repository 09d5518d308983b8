// Wish 31: discover what exists, with ids that an import takes.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Microsoft.AspNetCore.Http;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W31_ListTests
{
    [Fact]
    public async Task W31_Ids_and_names_of_the_connectors_instances_are_streamed_and_nothing_else()
    {
        await using var wired = await OpenAsync(instances: 5);
        wired.Sandbox.Add("mail", "sendgrid");

        var parts = await wired.ListAsync(Request());

        Assert.Equal(["12 sms-0", "13 sms-1", "14 sms-2", "15 sms-3", "16 sms-4"], Found(parts));
        Assert.Null(Next(parts));
    }

    [Fact]
    public async Task W31_Each_id_can_be_imported()
    {
        await using var wired = await OpenAsync(instances: 3);

        foreach (var part in await wired.ListAsync(Request()))
        {
            var read = await wired.ReadAsync(part.Result.Id);
            Assert.Equal(part.Result.Id, read.Id);
            Assert.Equal(part.Result.Name, read.Inputs.Fields["name"].StringValue);
        }
    }

    [Fact]
    public async Task W31_Without_instances_the_stream_is_empty()
    {
        await using var wired = await Wired.OpenAsync();

        Assert.Empty(await wired.ListAsync(Request()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(1000)]
    public async Task W31_Pages_of_any_size_hold_every_instance_once(int pageSize)
    {
        await using var wired = await OpenAsync(instances: pageSize < 100 ? 10 : 450);

        var (found, pages) = await AllPagesAsync(wired, Request(pageSize: pageSize));

        Assert.Equal(wired.Sandbox.Instances.Select(instance => $"{instance.Id} {instance.Name}"), found);
        Assert.All(pages, page => Assert.InRange(Found(page).Count, 0, pageSize));
    }

    [Fact]
    public async Task W31_A_continuation_outlives_the_plugin()
    {
        await using var first = await OpenAsync(instances: 450);
        var page = await first.ListAsync(Request(pageSize: 210));
        await using var second = await Wired.OpenAsync(new Wiring { BaseUrl = _ => first.Sandbox.BaseUrl("your_mom") });

        var rest = await second.ListAsync(Request(pageSize: 1000, continuation: Next(page)));

        Assert.Equal(first.Sandbox.Instances.Select(instance => $"{instance.Id} {instance.Name}"), Found(page).Concat(Found(rest)));
    }

    [Fact]
    public async Task W31_What_is_made_or_removed_between_two_pages_hides_nothing()
    {
        await using var wired = await OpenAsync(instances: 6);
        var page = await wired.ListAsync(Request(pageSize: 3));
        wired.Sandbox.Remove(13);
        wired.Sandbox.Add("new");

        var rest = await wired.ListAsync(Request(continuation: Next(page)));
        Assert.Equal(["15 sms-3", "16 sms-4", "17 sms-5", "18 new"], Found(rest));

        wired.Sandbox.Remove(14);
        var again = await wired.ListAsync(Request(continuation: Next(page)));
        Assert.Subset(Found(again).ToHashSet(), new HashSet<string> { "15 sms-3", "16 sms-4", "17 sms-5", "18 new" });
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(4, 2)]
    [InlineData(4, 1)]
    [InlineData(99, 4)]
    public async Task W31_The_limit_counts_over_all_pages(int limit, int pageSize)
    {
        await using var wired = await OpenAsync(instances: 10);

        var (found, _) = await AllPagesAsync(wired, Request(limit: limit, pageSize: pageSize));

        Assert.Equal(Math.Min(limit, 10), found.Count);
        Assert.Equal(found.Distinct(), found);
    }

    /// <summary>Pulumi's command line sends what is left of its count, where the protocol has the limit stay the same.</summary>
    [Fact]
    public async Task W31_A_caller_that_lowers_the_limit_from_page_to_page_gets_as_many()
    {
        await using var wired = await OpenAsync(instances: 10);
        List<string> found = [];
        string? next = null;
        do
        {
            var page = await wired.ListAsync(Request(limit: 7 - found.Count, pageSize: 2, continuation: next));
            found.AddRange(Found(page));
            next = Next(page);
        }
        while (next is not null && found.Count < 7);

        Assert.Equal(wired.Sandbox.Instances.Take(7).Select(instance => $"{instance.Id} {instance.Name}"), found);
    }

    [Fact]
    public async Task W31_No_more_is_asked_for_than_is_wanted()
    {
        await using var wired = await OpenAsync(instances: 450);
        wired.Sandbox.ClearRequests();

        await wired.ListAsync(Request(limit: 5));

        Assert.Single(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W31_A_query_chooses_by_name_and_tags()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Add("Orders EU", tags: ["production", "eu"]);
        wired.Sandbox.Add("orders us", tags: ["production"]);
        wired.Sandbox.Add("invoices", tags: ["production", "eu"]);

        Assert.Equal(["12 Orders EU", "13 orders us"], Found(await wired.ListAsync(Request(Wire.Map(("nameContains", "ORDERS"))))));
        Assert.Equal(["12 Orders EU"], Found(await wired.ListAsync(Request(Wire.Map(("nameContains", "orders"), ("tags", new object[] { "eu" }))))));
        Assert.Empty(await wired.ListAsync(Request(Wire.Map(("nameContains", "infobip")))));
    }

    [Fact]
    public async Task W31_A_query_that_is_not_known_yet_is_answered_so_and_nothing_is_sent()
    {
        await using var wired = await OpenAsync(instances: 1);
        wired.Sandbox.ClearRequests();

        var part = Assert.Single(await wired.ListAsync(Request(Wire.Map(("nameContains", "a"), ("tags", new object[] { Wire.Unknown })))));

        Assert.Equal(ListResponse.ResponseOneofCase.Computed, part.ResponseCase);
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W31_All_mistakes_of_a_query_are_told_at_once()
    {
        await using var wired = await Wired.OpenAsync();

        var failure = await Failures.OfAsync(wired.ListAsync(Request(Wire.Map(("tag", "a"), ("nameContains", 1), ("tags", new object[] { "" })))));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        foreach (var told in new[] { "Did you mean 'tags'?", "'nameContains' must be a string", "'tags[0]' is blank" })
        {
            Assert.Contains(told, failure.Status.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W31_An_unknown_type_is_an_error_that_gives_the_right_name()
    {
        await using var wired = await Wired.OpenAsync();

        var failure = await Failures.OfAsync(wired.ListAsync(new ListRequest { Token = "infobip:index:InfobipInstance" }));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.StartsWith("the infobip provider has no resource type", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'infobip:index:InfoBipInstance'?", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not base 64!")]
    [InlineData("MiAgMCAg")]
    [InlineData("MSB4IDAgIA")]
    [InlineData("MSAgICAg")]
    [InlineData("MQ")]
    public async Task W31_A_continuation_that_this_provider_did_not_make_is_refused(string token)
    {
        await using var wired = await Wired.OpenAsync();

        var failure = await Failures.OfAsync(wired.ListAsync(Request(continuation: token)));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains("continuation token", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W31_A_failure_on_a_later_page_ends_the_stream_as_one()
    {
        await using var wired = await OpenAsync(instances: 450);
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Skip = 1 });

        var failure = await Failures.OfAsync(wired.ListAsync(Request()));

        Assert.Equal(StatusCode.PermissionDenied, failure.StatusCode);
        Assert.Contains("listing InfoBip instances failed", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W31_A_service_that_sends_the_same_page_for_ever_does_not_hold_the_plugin()
    {
        await using var service = await Answerer.StartAsync(context =>
        {
            context.Response.Headers["Elements-Next-Page-Token"] = "again";
            return context.Response.WriteAsync("""[{ "id": 12, "name": "sms" }]""");
        });
        await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => service.Url });

        var failure = await Failures.OfAsync(wired.ListAsync(Request()));

        Assert.Contains("the same page", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W31_A_caller_that_has_enough_may_go()
    {
        await using var wired = await OpenAsync(instances: 450);
        using (var call = wired.Client.List(Request(), cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        }

        Assert.Equal(450, (await wired.ListAsync(Request())).Count);
    }

    private static async Task<Wired> OpenAsync(int instances)
    {
        var wired = await Wired.OpenAsync();
        for (var i = 0; i < instances; i++)
        {
            wired.Sandbox.Add($"sms-{i}");
        }

        return wired;
    }

    private static ListRequest Request(Struct? query = null, long limit = 0, long pageSize = 0, string? continuation = null) =>
        new() { Token = Wired.Type, Query = query, Limit = limit, PageSize = pageSize, ContinuationToken = continuation ?? string.Empty };

    private static async Task<(IReadOnlyList<string> Found, IReadOnlyList<IReadOnlyList<ListResponse>> Pages)> AllPagesAsync(Wired wired, ListRequest request)
    {
        List<IReadOnlyList<ListResponse>> pages = [];
        for (var next = string.Empty; next is not null; next = Next(pages[^1]))
        {
            pages.Add(await wired.ListAsync(new ListRequest(request) { ContinuationToken = next }));
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
