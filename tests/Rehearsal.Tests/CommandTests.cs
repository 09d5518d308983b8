// The command line.
namespace InfoBip.Rehearsal.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehearsal-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("dance")]
    [InlineData("up now")]
    [InlineData("import fake:Thing a")]
    [InlineData("up --config novalue")]
    [InlineData("up --plugin")]
    [InlineData("up --parallel none")]
    [InlineData("up --colour")]
    public async Task Wrong_usage_ends_with_2_and_shows_the_usage(string words)
    {
        var (code, _, errors) = await RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.Contains("Usage:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_no_failure()
    {
        var (code, output, _) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_with_1_and_is_named()
    {
        var (code, _, errors) = await RunAsync("preview", "--program", "nowhere", "--plugin", "none");

        Assert.Equal(1, code);
        Assert.Contains("There is no program at nowhere", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_state_is_not_overwritten()
    {
        var state = Path.Combine(_folder.FullName, "state.json");
        await File.WriteAllTextAsync(state, "broken", TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunAsync("destroy", "--state", state, "--plugin", "none");

        Assert.Equal(1, code);
        Assert.Contains("cannot be read", errors, StringComparison.Ordinal);
        Assert.Equal("broken", await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Outputs_hide_secrets_unless_asked_for()
    {
        var state = Path.Combine(_folder.FullName, "state.json");
        await using (var bench = new Bench())
        {
            await bench.GivenAsync(Bench.OneThing("{}", "outputs: {token: \"${a.token}\"}"));
            await File.WriteAllTextAsync(state, bench.Stack.Export(""), TestContext.Current.CancellationToken);
        }

        Assert.Contains("token: [secret]", (await RunAsync("outputs", "--state", state)).Output, StringComparison.Ordinal);
        Assert.Contains("token: \"token-of-101\"", (await RunAsync("outputs", "--state", state, "--show-secrets")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-101", (await RunAsync("export", "--state", state)).Output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await new CommandRunner(Consoles.Plain(output), errors).RunAsync(words);
        return (code, output.ToString(), errors.ToString());
    }
}
