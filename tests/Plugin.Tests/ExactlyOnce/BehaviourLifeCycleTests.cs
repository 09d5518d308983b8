// The whole life of an instance under each way in which the service may behave: nothing is lost, doubled or overwritten.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.ExactlyOnce;

/// <summary>
/// Each switch of the sandbox, and the pairs that interact, with and without a lost answer to the create. What a behaviour makes impossible may fail, with an error; once
/// the service behaves as its sources say, one deployment brings everything to what the program says, and a destroy leaves nothing.
/// </summary>
public sealed class BehaviourLifeCycleTests
{
    private static readonly string[] s_behaviours =
    [
        "create-seconds=2",
        "acts-late=2 late-answer=wait",
        "acts-late=1 late-answer=drop",
        "acts-late=1 late-answer=504",
        "acts-late=1 late-answer=drop late-calls=create,update,delete",
        "normalise=none",
        "normalise=trim,collapse,compose,encode,strip",
        "default-tag=absent",
        "default-tag=absent-or-empty",
        "list=thin",
        "list=bare",
        "list=thin list-valid=other",
        "no-match=empty-list",
        "tags=objects",
        "tags=absent",
        "own-entries=on",
        "token=absent",
        "token=masked",
        "token=object",
        "token=absent-on-create",
        "token=absent-in-lists",
        "patch=ignored",
        "patch=partly",
        "put=whole put-configuration=replace",
        "mask=kept",
        "answer=empty",
        "answer=empty-create",
        "answer=seed-like",
        "valid=false-on-create",
        "valid=false-on-read",
        "valid=false-always",
        "switched-off=after-create",
        "unknown-path=html",
        "request-id=header",
        "request-id=body",
        "request-id=none",
        "vendor-error=400 vendor-error-on=create",
        "vendor-error=401 vendor-error-on=update",
        "vendor-error=404 vendor-error-on=delete",
        "vendor-error=404 vendor-error-on=read",
        "vendor-error=403 vendor-error-on=all",
        "vendor-error=500 vendor-error-on=create",
        "oversize=413",
        "full=on",

        // Pairs that interact.
        "acts-late=1 late-answer=504 normalise=trim,collapse,compose,encode,strip",
        "acts-late=1 late-answer=drop list=bare",
        "acts-late=1 late-answer=504 list=thin token=absent-in-lists",
        "token=absent list=bare",
        "token=absent-on-create list=thin answer=seed-like",
        "own-entries=on list=thin tags=objects default-tag=absent",
        "answer=empty patch=ignored",
    ];

    public static TheoryData<string, bool> Behaviours { get; } = new(
        from behaviour in s_behaviours
        from isAnswerLost in (bool[])[false, true]
        select (behaviour, isAnswerLost));

    private static SandboxOptions Options => new() { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization };

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task However_the_service_behaves_one_instance_is_created_changed_and_deleted(string behaviour, bool isAnswerLost)
    {
        await using var fixture = await StackFixture.OpenAsync(Options with { Behaviours = SandboxBehaviours.Of(behaviour.Split(' ')) });
        var (first, second) = isAnswerLost
            ? (Program("name: \"R&D  Caf\\u0065\\u0301 sms\"", "tags: [\"a&b\"]"), Program("name: \"R&D  Caf\\u0065\\u0301 sms\"", "tags: [\"a&b\", c]", "enabled: true", "sender: other"))
            : (Program("tags: [a]", "enabled: false"), Program("tags: [a, c]", "enabled: true", "sender: other"));
        if (isAnswerLost)
        {
            fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        }

        await fixture.UpAsync(first);
        await fixture.RefreshAsync();
        await fixture.UpAsync(second);
        await WholeAsync(fixture);
        fixture.Sandbox.Behave(SandboxBehaviours.All.Select(one => $"{one.Name}={one.Default}"));
        fixture.Sandbox.Faults.Clear();

        // What the service did after its answers is drift, which a refresh finds.
        await fixture.RefreshAsync();
        await fixture.DeployAsync(second);
        await fixture.PreviewQuietlyAsync(second);
        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(($"{one.Id}", "other", false), (fixture.State.Id, one.Configuration[SampleInstance.SenderKey], one.Disabled));
        Assert.Equal(one.Token, Wire.Reveal(fixture.State.Outputs.Fields["token"]).StringValue);
        Assert.Equal(one.Id, fixture.Sandbox.Instances.Max(instance => instance.Id));
        Assert.True((await fixture.DestroyAsync()).Succeeded);
        Assert.Empty(fixture.Sandbox.Instances);
        Assert.Empty(JournalFolder.In(fixture.Journals));
    }

    /// <summary>What was not applied is sent again, and what is ignored is not sent with it.</summary>
    [Theory]
    [InlineData("patch=ignored")]
    [InlineData("patch=ignored answer=empty")]
    [InlineData("patch=partly")]
    public async Task A_change_that_is_not_applied_and_one_that_is_ignored_stay_apart(string behaviour)
    {
        await using var fixture = await StackFixture.OpenAsync(Options);
        string[] options = ["ignoreChanges: [tags, \"extraConfiguration.x\"]"];
        await fixture.DeployAsync(StackFixture.Program(["tags: [a]", "extraConfiguration: { x: \"1\", y: \"1\" }"], options));
        fixture.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));
        var program = StackFixture.Program(["tags: [b]", "extraConfiguration: { x: \"2\", y: \"2\" }", "sender: other"], options);
        fixture.Sandbox.Behave(behaviour.Split(' '));

        Failures.AssertError(StackFixture.Text(await fixture.UpAsync(program)), "IB4012", "'sender'");
        fixture.Sandbox.Behave("patch=applied", "answer=full");
        await fixture.DeployAsync(program);

        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(["a", "by hand"], one.Tags);
        Assert.Equal(("other", "1", "2"), (one.Configuration[SampleInstance.SenderKey], one.Configuration["x"], one.Configuration["y"]));
        await fixture.PreviewQuietlyAsync(program);
    }

    /// <summary>Another account asks for what it may not see, in either way that a service may say so.</summary>
    [Theory]
    [InlineData("invisible=403")]
    [InlineData("invisible=404")]
    [InlineData("invisible=404 request-id=header")]
    public async Task Another_account_neither_loses_nor_doubles_an_instance(string behaviour)
    {
        await using var fixture = await StackFixture.OpenAsync(Options with
        {
            UserSecret = null,
            OrganizationSecret = null,
            Accounts = [new(SampleSecrets.User, SampleSecrets.Organization), new("another-user", SampleSecrets.Organization)],
            Behaviours = SandboxBehaviours.Of(behaviour.Split(' ')),
        });
        var own = fixture.Config;
        await fixture.DeployAsync(Program("tags: [a]"));
        var before = Assert.Single(fixture.Sandbox.Instances);

        // The provider's settings in the state are those of the last deployment, also of one that failed.
        fixture.Config = own.With("infobip:userSecret", "another-user", secret: true);
        Assert.False((await fixture.UpAsync(Program("tags: [b]"))).Succeeded);
        Assert.False((await fixture.RefreshAsync()).Succeeded);
        Assert.False((await fixture.DestroyAsync()).Succeeded);

        Assert.Equal(before.Tags, Assert.Single(fixture.Sandbox.Instances).Tags);
        fixture.Config = own;
        await fixture.DeployAsync(Program("tags: [b]"));
        Assert.Equal($"{before.Id}", fixture.State.Id);
    }

    private static string Program(params string[] properties) => StackFixture.Program(properties, ["customTimeouts: { create: 6s }"]);

    /// <summary>What the service has still to act on is over.</summary>
    private static async Task WholeAsync(StackFixture fixture)
    {
        foreach (var late in fixture.Requests.Where(request => request is { ActsAt: not null, Acted: false }))
        {
            await fixture.Sandbox.WaitForRequestAsync(request => request.RequestId == late.RequestId && request.Acted, TestContext.Current.CancellationToken);
        }
    }
}
