// GET /instances and GET /instances/{id}.
using System.Net;

namespace InfoBip.Sandbox.Tests;

public sealed class InstanceListTests
{
    [Fact]
    public async Task An_instance_is_returned_as_it_was_at_its_creation()
    {
        await using var client = await SandboxClient.StartAsync();
        var created = await client.PostAsync(SampleInstance.Request(tags: ["b", "a"]));

        var read = await client.GetAsync("/instances/12");

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal(created.Text, read.Text);
    }

    [Theory]
    [InlineData("/instances/99")]
    [InlineData("/instances/abc")]
    [InlineData("/instances/-1")]
    public async Task No_instance_is_the_apis_own_404(string path)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.StartsWith("No instance found", (string?)answer.Json["message"]);
        Assert.Equal(24, ((string)answer.Json["requestId"]!).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?searchText=nowhere")]
    [InlineData("?tags[]=nowhere")]
    public async Task No_match_is_404_and_not_an_empty_array(string query)
    {
        await using var client = await SandboxClient.StartAsync();
        if (query.Length > 0)
        {
            client.Server.Add("shop");
        }

        var answer = await client.GetAsync("/instances" + query);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("No instances found", (string?)answer.Json["message"]);
    }

    [Theory]
    [InlineData("?searchText=SHOP", "shop one,my shop")]
    [InlineData("?searchText=hop%20o", "shop one")]
    [InlineData("?searchText=sendg", "mail")]
    [InlineData("?searchText=fobi", "shop one,my shop")]
    [InlineData("?tags[]=eu", "shop one,mail")]
    [InlineData("?tags%5B%5D=eu&tags%5B%5D=prod", "shop one")]
    [InlineData("?tags[]=eu&searchText=mail", "mail")]
    [InlineData("", "shop one,my shop,mail")]
    public async Task Search_text_and_tags_choose(string query, string names)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("shop one", tags: ["prod", "eu"]);
        client.Server.Add("my shop", tags: ["prod"]);
        client.Server.Add("mail", "sendgrid", tags: ["eu"]);

        var answer = await client.GetAsync("/instances" + query);

        Assert.Equal(names, string.Join(',', answer.Json.AsArray().Select(instance => (string?)instance!["name"])));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_give_their_counts()
    {
        await using var client = await SandboxClient.StartAsync();
        for (var number = 0; number < 5; number++)
        {
            client.Server.Add($"shop {number}");
        }

        client.Server.Add("mail", "sendgrid");
        List<string?> names = [];
        List<string?> counts = [];
        string? token = null;
        do
        {
            var page = await client.GetAsync($"/instances?searchText=shop&pageSize=2{(token is null ? "" : $"&nextPage={token}")}");
            names.AddRange(page.Json.AsArray().Select(instance => (string?)instance!["name"]));
            counts.Add($"{page.Header("Elements-Returned-Count")} of {page.Header("Elements-Total-Count")}");
            token = page.Header("Elements-Next-Page-Token");
        }
        while (token is not null);

        Assert.Equal(["shop 0", "shop 1", "shop 2", "shop 3", "shop 4"], names);
        Assert.Equal(["2 of 5", "2 of 5", "1 of 5"], counts);
    }

    [Fact]
    public async Task A_page_is_not_shifted_by_what_is_removed_before_it()
    {
        await using var client = await SandboxClient.StartAsync();
        var first = client.Server.Add("a");
        client.Server.Add("b");
        client.Server.Add("c");
        var page = await client.GetAsync("/instances?pageSize=2");

        client.Server.Remove(first.Id);
        var rest = await client.GetAsync($"/instances?pageSize=2&nextPage={page.Header("Elements-Next-Page-Token")}");

        Assert.Equal("c", (string?)Assert.Single(rest.Json.AsArray())!["name"]);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?pageSize=500", 200)]
    [InlineData("?pageSize=201", 200)]
    [InlineData("?pageSize=3", 3)]
    [InlineData("?nextPage=", 200)]
    public async Task A_page_holds_200_at_most(string query, int count)
    {
        await using var client = await SandboxClient.StartAsync();
        for (var number = 0; number < 201; number++)
        {
            client.Server.Add("shop");
        }

        var answer = await client.GetAsync("/instances" + query);

        Assert.Equal(count, answer.Json.AsArray().Count);
        Assert.NotNull(answer.Header("Elements-Next-Page-Token"));
    }

    [Theory]
    [InlineData("?pageSize=0", "pageSize")]
    [InlineData("?pageSize=-1", "pageSize")]
    [InlineData("?pageSize=many", "pageSize")]
    [InlineData("?nextPage=%21", "nextPage")]
    [InlineData("?nextPage=Zm9v", "nextPage")]
    public async Task A_bad_parameter_is_400_and_named(string query, string name)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("shop");

        var answer = await client.GetAsync("/instances" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(name, (string?)answer.Json["message"]);
    }
}
