// Listing what there is of a type.
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ListCommandTests
{
    private const string Type = "fake:index:Thing";

    [Fact]
    public async Task One_call_gives_what_the_plugin_gives_and_says_that_there_is_more()
    {
        await using var fixture = Listing(10, page: 4);

        var result = await ListAsync(fixture, new ListQuery { Filter = Wire.Map(("name", "t")), PageSize = 4 });

        var request = Assert.Single(fixture.Plugin.Requests<ListRequest>("List"));
        Assert.Equal((Type, 0, 4, ""), (request.Token, request.Limit, request.PageSize, request.ContinuationToken));
        Assert.Equal(Wire.Map(("name", "t")), request.Query);
        Assert.Equal(["1", "2", "3", "4"], result.Listed.Select(thing => thing.Id));
        Assert.Equal("4", result.Continuation);
        Assert.Equal("ID  NAME\n1   t1\n2   t2\n3   t3\n4   t4\nListed: 4\nThere are more: go on with --continue 4\n", fixture.Shown(result));
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task A_count_is_reached_over_several_calls_each_with_what_is_left()
    {
        await using var fixture = Listing(10, page: 4);

        var result = await ListAsync(fixture, new ListQuery { Count = 6 });

        Assert.Equal([6L, 2L], fixture.Plugin.Requests<ListRequest>("List").Select(request => request.Limit));
        Assert.Equal(6, result.Listed.Count);
    }

    [Fact]
    public async Task All_goes_on_until_nothing_is_left()
    {
        await using var fixture = Listing(10, page: 4);

        var result = await ListAsync(fixture, new ListQuery { All = true, ContinuationToken = "1" });

        Assert.Equal(["1", "5", "9"], fixture.Plugin.Requests<ListRequest>("List").Select(request => request.ContinuationToken));
        Assert.Equal(9, result.Listed.Count);
        Assert.Equal("", result.Continuation);
    }

    [Fact]
    public async Task Nothing_to_list_is_no_failure()
    {
        await using var fixture = Listing(0, page: 4);

        var result = await ListAsync(fixture, new ListQuery());

        Assert.True(result.Succeeded);
        Assert.Equal("Listed: 0\n", fixture.Shown(result));
    }

    [Fact]
    public async Task A_failure_keeps_its_message()
    {
        await using var fixture = Listing(0, page: 4);
        fixture.Plugin.OnList = _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "there is no such type"));

        Assert.Equal("there is no such type", Assert.Single((await ListAsync(fixture, new ListQuery())).Errors).Message);
    }

    [Theory]
    [InlineData("too many", "2 is the limit")]
    [InlineData("after the end", "should be its last answer")]
    [InlineData("no id", "each with an id")]
    [InlineData("computed", "a query that is known")]
    [InlineData("circle", "would never end")]
    public async Task A_list_that_breaks_the_protocol_is_an_error(string breach, string message)
    {
        await using var fixture = Listing(0, page: 4);
        fixture.Plugin.OnList = _ => breach switch
        {
            "too many" => [Result("1"), Result("2"), Result("3")],
            "after the end" => [Continuation("x"), Result("1")],
            "no id" => [Result("")],
            "computed" => [new ListResponse { Computed = new() }],
            _ => [Continuation("x")],
        };

        var result = await ListAsync(fixture, new ListQuery { Count = 2, ContinuationToken = breach == "circle" ? "x" : "" });

        Assert.Contains(message, Assert.Single(result.ProtocolErrors).Message, StringComparison.Ordinal);
    }

    private static SimulatorFixture Listing(int count, int page)
    {
        var fixture = new SimulatorFixture();
        fixture.Plugin.OnList = request =>
        {
            var start = request.ContinuationToken.Length == 0 ? 0 : int.Parse(request.ContinuationToken, System.Globalization.CultureInfo.InvariantCulture);
            var wanted = request.Limit > 0 ? Math.Min(page, (int)request.Limit) : page;
            var end = Math.Min(count, start + wanted);
            var results = Enumerable.Range(start + 1, end - start).Select(number => Result($"{number}"));
            return end < count ? [.. results, Continuation($"{end}")] : [.. results];
        };
        return fixture;
    }

    private static ListResponse Result(string id) => new() { Result = new() { Id = id, Name = $"t{id}" } };

    private static ListResponse Continuation(string token) => new() { Continuation = new() { ContinuationToken = token } };

    private static async Task<DeploymentResult> ListAsync(SimulatorFixture fixture, ListQuery query) =>
        await (await fixture.PrepareAsync((IProgram?)null)).ListAsync(Type, query, TestContext.Current.CancellationToken);
}
