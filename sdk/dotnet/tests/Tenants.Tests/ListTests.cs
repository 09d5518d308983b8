// The list of tenants: CSV or JSON, and checked as a whole before anything starts.
using Tenants.Tests.Fixtures;

namespace Tenants.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task The_list_is_CSV_with_quotes_or_JSON_from_a_file_or_stdin()
    {
        using Workplace place = new("ant", "bee", "cat");
        await File.WriteAllTextAsync(place.PathOf("a.csv"), "sender,name,callbackUrl,username\r\n+1777,ant,\"https://example.com/?a=1,2\",\"the \"\"ant\"\"\"\r\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(place.PathOf("b.json"), """[{"name":"bee","username":"b","sender":"+1777","callbackUrl":"https://example.com"}]""", TestContext.Current.CancellationToken);

        Assert.Equal(0, (await place.RunAsync("up", "--file", "a.csv")).ExitCode);
        Assert.Equal(0, (await place.RunAsync("up", "--file", "b.json")).ExitCode);
        using var process = place.Start(["up", "--file", "-", "--backend", place.Backend]);
        await process.Input.WriteAsync("name,username,sender,callbackUrl\ncat,c,+1777,https://example.com\n");
        process.Input.Close();
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
        Assert.Equal(["ant", "bee", "cat"], place.Deployed);
    }

    [Theory]
    [InlineData("Ant,a,+1,https://x", "'Ant' is no name")]
    [InlineData("-a,a,+1,https://x", "'-a' is no name")]
    [InlineData("../a,a,+1,https://x", "'../a' is no name")]
    [InlineData("ant,a,+1,https://x\nant,b,+1,https://x", "'ant' is in it twice")]
    [InlineData("ant,a,,https://x", "'ant' has no sender")]
    [InlineData("bee,a,+1,https://x", "'ant' is not in it")]
    public async Task A_wrong_list_is_named_and_nothing_is_started(string rows, string said)
    {
        using Workplace place = new("ant");
        await File.WriteAllTextAsync(place.PathOf("tenants.csv"), $"name,username,sender,callbackUrl\n{rows}\n", TestContext.Current.CancellationToken);

        var ended = await place.RunAsync("up", "ant");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(said, ended.Errors, StringComparison.Ordinal);
        Assert.Empty(place.Calls);
    }

    [Theory]
    [InlineData("upp")]
    [InlineData("up", "--parallell", "3")]
    [InlineData("up", "--parallel", "many")]
    [InlineData("up", "--timeout", "10 minutes")]
    [InlineData("up", "--lock", "perhaps")]
    [InlineData("up", "--secrets", "file")]
    [InlineData("up", "--file", "nowhere.csv")]
    public async Task Wrong_arguments_have_the_exit_code_2_and_start_nothing(params string[] arguments)
    {
        using Workplace place = new("ant");

        var ended = await place.RunAsync(arguments);

        Assert.Equal(2, ended.ExitCode);
        Assert.NotEmpty(ended.Errors);
        Assert.Empty(place.Calls);
    }

    [Fact]
    public async Task The_usage_names_every_option_that_there_is()
    {
        using Workplace place = new("ant");
        using var process = place.Start(["--help"]);

        var ended = await process.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.All(
            "file only limit canary parallel backend org secrets-provider project secrets plugin-server lock lock-timeout timeout grace log-dir expect-no-changes json yes".Split(' '),
            option => Assert.Contains($"--{option} ", ended.Output, StringComparison.Ordinal));
    }
}
