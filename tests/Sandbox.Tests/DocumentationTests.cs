// docs/sandbox.md: a row and a curl line for every switch, a curl line for every kind of fault, and every curl line works.
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InfoBip.Sandbox.Faults;

namespace InfoBip.Sandbox.Tests;

public sealed partial class DocumentationTests
{
    private const string Address = "localhost:8085";

    private static readonly string[] s_lines = Repository.Read("docs/sandbox.md").Split('\n');

    private static readonly (string Line, string Before)[] s_curls =
        [.. s_lines.Zip(s_lines.Prepend("")).Where(pair => pair.First.StartsWith("curl ", StringComparison.Ordinal))];

    [Fact]
    public void There_is_a_row_for_every_switch_in_the_words_of_the_code() =>
        Assert.Equal(
            SandboxBehaviours.All.Select(one => $"| `{one.Name}` | `{one.Default}` | {one.Values} | {one.Meaning} |"),
            s_lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)));

    [Fact]
    public void There_is_a_curl_line_for_every_switch() =>
        Assert.Equal(SandboxBehaviours.All.Select(one => one.Name), Posted("behaviours").Select(one => Assert.Single(one.Body).Key));

    [Fact]
    public void There_is_a_curl_line_for_every_kind_of_fault_in_the_words_of_the_code()
    {
        Assert.Equal(Enum.GetValues<FaultKind>(), FaultMeanings.All.Select(one => one.Kind));
        Assert.Equal(
            FaultMeanings.All.Select(one => $"{one.Kind} # {one.Meaning}"),
            Posted("faults").Select(one => $"{Enum.Parse<FaultKind>((string)one.Body["kind"]!, ignoreCase: true)} {one.Before}"));
    }

    [Fact]
    public void The_picture_of_the_page_is_there_and_small()
    {
        Assert.Contains("](sandbox.png)", string.Join('\n', s_lines), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Repository.PathOf("docs/sandbox.png")).Length, 20_000, 150_000);
    }

    [Fact]
    public async Task Every_curl_line_works()
    {
        Assert.NotEmpty(s_curls);
        using var sandbox = await SandboxProcess.StartAsync();
        foreach (var (line, _) in s_curls)
        {
            Assert.Contains(Address, line, StringComparison.Ordinal);

            await RunAsync(line.Replace("curl ", "curl -sS --fail-with-body ", StringComparison.Ordinal).Replace(Address, sandbox.Url.Authority, StringComparison.Ordinal));

            var body = Body(line);
            if (body is not null && line.Contains("/behaviours", StringComparison.Ordinal))
            {
                var now = await sandbox.GetAsync("/sandbox/behaviours");
                Assert.All(body, set => Assert.Equal((set.Value!.ToString(), false), ((string?)now[set.Key]!["value"], (string?)now[set.Key]!["value"] == (string?)now[set.Key]!["default"])));
            }
            else if (body is not null && line.Contains("/faults", StringComparison.Ordinal))
            {
                var injected = (await sandbox.GetAsync("/sandbox/faults"))["injected"]!.AsArray()[^1]!["fault"]!;
                Assert.All(body, field => Assert.Equal(field.Value!.ToJsonString(), injected[field.Key]!.ToJsonString()));
            }
        }

        Assert.Empty((await sandbox.GetAsync("/sandbox/instances")).AsArray());
        Assert.Empty((await sandbox.GetAsync("/sandbox/faults"))["injected"]!.AsArray());
    }

    private static IEnumerable<(JsonObject Body, string Before)> Posted(string what) => s_curls
        .Where(one => one.Line.StartsWith($"curl {Address}/sandbox/{what} -d ", StringComparison.Ordinal))
        .Select(one => (Body(one.Line)!, one.Before));

    private static JsonObject? Body(string line) => SentBody().Match(line) is { Success: true } match ? JsonNode.Parse(match.Groups[1].Value)!.AsObject() : null;

    private static async Task RunAsync(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = shell.StandardOutput.ReadToEndAsync(SandboxClient.Ending);
        var error = shell.StandardError.ReadToEndAsync(SandboxClient.Ending);
        await shell.WaitForExitAsync(SandboxClient.Ending);
        Assert.True(shell.ExitCode == 0, $"{line}\n{await output}{await error}");
    }

    [GeneratedRegex("-d '(.*?)'")]
    private static partial Regex SentBody();
}
