// `make smoke` against sandboxes that behave in many ways: what it prints is how they behave, and nothing of it stays.
using System.Diagnostics;
using System.Text.RegularExpressions;
using InfoBip.Conventions.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.Conventions.Tests;

public sealed class SmokeTests
{
    private const string Secret = "marked-user-secret";
    private const string Password = "marked-password";

    [Theory]
    [InlineData("list=full", "no-match=404", "unknown-path=json", "tags=strings", "token=plain", "answer=full", "patch=applied", "put=partial", "put-configuration=replace", "request-id=both", "normalise=strip", "default-tag=off", "own-entries=off", "valid=true", "switched-off=off")]
    [InlineData("list=thin", "list-valid=other", "no-match=empty-list", "unknown-path=html", "tags=objects", "token=absent-on-create", "put=whole", "put-configuration=merge", "request-id=header", "normalise=trim,collapse,compose,encode,strip", "default-tag=absent", "own-entries=on")]
    [InlineData("list=bare", "tags=absent", "token=absent-in-lists", "answer=empty", "valid=false-on-create", "patch=ignored", "request-id=none", "normalise=none", "switched-off=after-create")]
    [InlineData("answer=empty-create", "token=masked", "patch=partly", "request-id=body", "default-tag=absent-or-empty", "normalise=trim,strip")]
    [InlineData("answer=seed-like", "token=object", "valid=false-always")]
    public async Task What_is_printed_is_how_the_service_behaves(params string[] behaviours)
    {
        await using var sandbox = await StartAsync(new SandboxOptions { Behaviours = SandboxBehaviours.Of(behaviours) });

        var ended = await SmokeAsync(sandbox);

        Assert.Equal((0, string.Empty), (ended.ExitCode, ended.Errors));
        var printed = Regex.Matches(ended.Output, @"--behaviour (\S+)").Select(found => found.Groups[1].Value).ToList();
        Assert.Subset(printed.ToHashSet(), behaviours.ToHashSet());
        Assert.Equal(printed, printed.DistinctBy(behaviour => behaviour.Split('=')[0]));
        Assert.NotNull(SandboxBehaviours.Of([.. printed]));
        AssertClean(sandbox, ended);
    }

    [Theory]
    [InlineData("element")]
    [InlineData("your_mom")]
    public async Task It_does_every_step_in_both_dialects(string dialect)
    {
        await using var sandbox = await StartAsync();

        var ended = await SmokeAsync(sandbox, dialect);

        Assert.Equal(0, ended.ExitCode);
        Assert.Subset(
            sandbox.Requests.Select(request => Regex.Replace($"{request.Method} {request.Path[(request.Path.IndexOf("api-v2", StringComparison.Ordinal) + 6)..]}", @"\d+", "{id}")).ToHashSet(),
            new HashSet<string> { "POST /instances", "GET /instances/{id}", "PATCH /instances/{id}", "DELETE /instances/{id}/enabled", "PUT /instances/{id}/enabled", "GET /instances", "DELETE /instances/{id}" });
        AssertClean(sandbox, ended);
    }

    [Fact]
    public async Task With_a_second_account_it_finds_out_what_that_one_sees()
    {
        await using var sandbox = await StartAsync(new SandboxOptions
        {
            Accounts = [new SandboxAccount(Secret, "organization"), new SandboxAccount("other", "organization")],
            Behaviours = SandboxBehaviours.Of("invisible=404"),
        });

        var ended = await SmokeAsync(sandbox, environment: new() { ["SMOKE_OTHER_USER_SECRET"] = "other", ["SMOKE_OTHER_ORGANIZATION_SECRET"] = "organization" });

        Assert.Contains("[open] invisible=404", ended.Output, StringComparison.Ordinal);
        AssertClean(sandbox, ended);
    }

    [Theory]
    [InlineData("PATCH", "/instances/*")]
    [InlineData("PUT", "/instances/*/enabled")]
    [InlineData("GET", "/instances/*")]
    public async Task A_step_that_fails_is_named_and_what_was_created_is_deleted(string method, string path)
    {
        await using var sandbox = await StartAsync();
        sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Message = $"Bad: {Secret} {Password}", Method = method, Path = path, Times = 1 });

        var ended = await SmokeAsync(sandbox);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($": {method} /instances/", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("was answered by 500", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(sandbox.Requests, request => request.Method == "POST");
        AssertClean(sandbox, ended);
    }

    /// <summary>The gateway answers at once, the instance comes later: it is waited for, by its name.</summary>
    [Fact]
    public async Task An_instance_whose_create_seemed_to_fail_is_deleted_as_well()
    {
        await using var sandbox = await StartAsync(new SandboxOptions { Behaviours = SandboxBehaviours.Of("acts-late=1", "late-answer=504") });

        var ended = await SmokeAsync(sandbox);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("deleted: instance ", ended.Output, StringComparison.Ordinal);
        AssertClean(sandbox, ended);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 143)]
    public async Task A_signal_in_the_middle_of_a_create_leaves_nothing(string signal, int exitCode)
    {
        await using var sandbox = await StartAsync(new SandboxOptions { Behaviours = SandboxBehaviours.Of("create-seconds=1") });

        var ended = await SmokeAsync(sandbox, running: async process =>
        {
            await sandbox.WaitForRequestAsync(request => request.Method == "POST", TestContext.Current.CancellationToken);
            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        });

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains("deleted: instance ", ended.Output, StringComparison.Ordinal);
        AssertClean(sandbox, ended);
    }

    [Fact]
    public async Task An_instance_that_cannot_be_deleted_is_named()
    {
        await using var sandbox = await StartAsync();
        sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Method = "DELETE", Path = "/instances/12", Times = 2 });

        var ended = await SmokeAsync(sandbox);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("NOT DELETED: instance 12", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INFOBIP_USER_SECRET", "")]
    [InlineData("INFOBIP_BASE_URL", "")]
    [InlineData("INFOBIP_BASE_URL", "https://api.example.com")]
    public async Task Without_what_it_needs_nothing_is_sent(string name, string value)
    {
        await using var sandbox = await StartAsync();

        var ended = await SmokeAsync(sandbox, environment: new() { [name] = value });

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(name, ended.Errors, StringComparison.Ordinal);
        Assert.Empty(sandbox.Requests);
    }

    private static Task<SandboxServer> StartAsync(SandboxOptions? options = null) => SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);

    private static Task<Ended> SmokeAsync(SandboxServer sandbox, string dialect = "your_mom", Dictionary<string, string>? environment = null, Func<Process, Task>? running = null)
    {
        Dictionary<string, string> all = new()
        {
            ["INFOBIP_USER_SECRET"] = Secret,
            ["INFOBIP_ORGANIZATION_SECRET"] = "organization",
            ["INFOBIP_BASE_URL"] = sandbox.BaseUrl(dialect).ToString(),
            ["SMOKE_PASSWORD"] = Password,
        };
        foreach (var (name, value) in environment ?? [])
        {
            all[name] = value;
        }

        return Script.RunAsync("bash", [Repository.PathOf("eng/smoke.sh")], Repository.Root, all, running);
    }

    private static void AssertClean(SandboxServer sandbox, Ended ended)
    {
        Assert.Empty(sandbox.Instances);
        Assert.DoesNotContain(Secret, ended.Output + ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, ended.Output + ended.Errors, StringComparison.Ordinal);
    }
}
