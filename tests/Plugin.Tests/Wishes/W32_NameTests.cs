// Wish 32: names under control.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using Pulumirpc;
using Mode = Pulumirpc.AutonamingOptions.Types.Mode;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W32_NameTests(WiredFixture fixture) : IClassFixture<WiredFixture>
{
    private static readonly ByteString s_seed = Seed(1);

    [Fact]
    public async Task W32_A_left_out_name_follows_from_the_seed_and_the_resource()
    {
        var name = await NameAsync(s_seed);

        Assert.Matches("^sms-[0-9a-f]{7}$", name);
        Assert.Equal(name, await NameAsync(s_seed));
        Assert.NotEqual(name, await NameAsync(Seed(2)));
        Assert.NotEqual(name, await NameAsync(s_seed, urn: Wired.Urn.Replace("::sms", "::calls", StringComparison.Ordinal)));

        // Another process makes the same name of the same seed.
        await using var other = await Wired.OpenAsync();
        Assert.Equal(name, await NameAsync(other, Request(s_seed)));
    }

    [Fact]
    public async Task W32_A_made_name_stays_through_updates_refreshes_and_new_seeds()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        var name = Assert.Single(stage.Sandbox.Instances).Name;

        await stage.PreviewQuietlyAsync(Stage.Program());
        await stage.RefreshQuietlyAsync();
        await stage.DeployAsync(Stage.Program("sender: \"+18888888888\"", "tags: [a]"));
        await stage.DeployAsync(Stage.Program("tags: [a]"));

        Assert.Equal(name, Assert.Single(stage.Sandbox.Instances).Name);
        Assert.Equal(name, stage.State.Outputs.Fields["name"].StringValue);
    }

    [Theory]
    [InlineData(Mode.Propose, "dev-sms-01")]
    [InlineData(Mode.Enforce, "dev-sms-01")]
    public async Task W32_A_name_that_the_settings_give_is_taken_as_it_is(Mode mode, string proposed) =>
        Assert.Equal(proposed, await NameAsync(s_seed, new AutonamingOptions { Mode = mode, ProposedName = proposed }));

    [Fact]
    public async Task W32_A_proposal_that_the_service_would_change_is_adapted()
    {
        var name = await NameAsync(s_seed, new AutonamingOptions { Mode = Mode.Propose, ProposedName = "<b>sms</b>" });

        Assert.DoesNotContain('<', name);
        Assert.Contains("sms", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W32_An_enforced_name_that_the_service_would_change_is_refused_before_anything_is_sent()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Autonaming = new StackAutonaming("<b>${name}</b>", Mode.Enforce);

        var up = await stage.UpAsync(Stage.Program());

        Assert.False(up.Succeeded);
        Assert.Contains("pulumi:autonaming", Stage.Text(up), StringComparison.Ordinal);
        Assert.Contains("HTML", Stage.Text(up), StringComparison.Ordinal);
        Assert.Empty(stage.Calls);
    }

    [Fact]
    public async Task W32_A_name_of_the_program_that_the_service_would_change_is_refused_before_anything_is_sent()
    {
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(Stage.Program("name: \"<a href='#'>sms</a>\""));

        Assert.False(up.Succeeded);
        Assert.Contains("'name' holds HTML", Stage.Text(up), StringComparison.Ordinal);
        Assert.Empty(stage.Calls);
    }

    [Fact]
    public async Task W32_Where_the_settings_forbid_made_names_a_missing_one_is_a_mistake_and_a_given_one_is_not()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Autonaming = new StackAutonaming("", Mode.Disable);

        var unnamed = await stage.UpAsync(Stage.Program());

        Assert.False(unnamed.Succeeded);
        Assert.Contains("'name' is missing", Stage.Text(unnamed), StringComparison.Ordinal);
        Assert.Empty(stage.Calls);
        await stage.DeployAsync(Stage.Program("name: orders"));
        Assert.Equal("orders", Assert.Single(stage.Sandbox.Instances).Name);
    }

    [Theory]
    [InlineData(Mode.Propose)]
    [InlineData(Mode.Enforce)]
    public async Task W32_Settings_that_come_later_rename_nothing(Mode mode)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Autonaming = new StackAutonaming("${project}-${stack}-${name}", mode);

        await stage.PreviewQuietlyAsync(Stage.Program());
    }

    [Fact]
    public async Task W32_A_name_of_the_program_wins_over_the_settings()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Autonaming = new StackAutonaming("${project}-${name}", Mode.Enforce);

        await stage.DeployAsync(Stage.Program("name: orders"));

        Assert.Equal("orders", Assert.Single(stage.Sandbox.Instances).Name);
    }

    /// <summary>Only a user's option, such as <c>replaceOnChanges</c>, replaces an instance.</summary>
    [Fact]
    public async Task W32_A_chosen_name_that_stays_asks_a_replacement_to_delete_first()
    {
        var sender = ("sender", (object?)"+18888888888");

        Assert.True((await DiffAsync(Wired.Inputs(), Wired.Inputs(sender))).DeleteBeforeReplace);
        Assert.False((await DiffAsync(Wired.Inputs(), Wired.Inputs(sender, ("name", "other")))).DeleteBeforeReplace);
        Assert.False((await DiffAsync(Wired.NamedInputs(), Named(sender))).DeleteBeforeReplace);

        Task<DiffResponse> DiffAsync(Struct olds, Struct news) => fixture.Wired.DiffAsync(olds, olds, news);

        static Struct Named((string, object?) change) => Wired.Inputs(("name", Wired.MadeUpName), ("__generatedName", Wired.MadeUpName), change);
    }

    private Task<string> NameAsync(ByteString seed, AutonamingOptions? naming = null, string urn = Wired.Urn) =>
        NameAsync(fixture.Wired, Request(seed, naming, urn));

    private static async Task<string> NameAsync(Wired wired, CheckRequest request)
    {
        var check = await wired.Client.CheckAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(check.Failures);
        return check.Inputs.Fields["name"].StringValue;
    }

    private static CheckRequest Request(ByteString seed, AutonamingOptions? naming = null, string urn = Wired.Urn) => new()
    {
        Urn = urn,
        Name = "sms",
        Type = Wired.Type,
        Olds = new Struct(),
        News = Wired.Inputs(("name", null)),
        RandomSeed = seed,
        Autonaming = naming,
    };

    private static ByteString Seed(byte first) => ByteString.CopyFrom([.. Enumerable.Range(0, 32).Select(i => (byte)(first + i))]);
}
