// Names: generated, given by the auto-naming settings, or refused.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Mode = Pulumirpc.AutonamingOptions.Types.Mode;

namespace InfoBip.Plugin.Tests.Check;

public sealed class NamingTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly ByteString s_seed = Seed(1);

    [Fact]
    public async Task A_left_out_name_follows_from_the_seed_and_the_resource()
    {
        var name = await NameAsync(s_seed);

        Assert.Matches("^sms-[0-9a-f]{7}$", name);
        Assert.Equal(name, await NameAsync(s_seed));
        Assert.NotEqual(name, await NameAsync(Seed(2)));
        Assert.NotEqual(name, await NameAsync(s_seed, urn: SampleResource.Urn.Replace("::sms", "::calls", StringComparison.Ordinal)));

        // Another process makes the same name of the same seed.
        await using var other = await PluginFixture.OpenAsync();
        Assert.Equal(name, await NameAsync(other, Request(s_seed)));
    }

    [Fact]
    public async Task A_generated_name_stays_through_updates_refreshes_and_new_seeds()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        var name = Assert.Single(fixture.Sandbox.Instances).Name;

        await fixture.PreviewQuietlyAsync(StackFixture.Program());
        await fixture.RefreshQuietlyAsync();
        await fixture.DeployAsync(StackFixture.Program("sender: \"+18888888888\"", "tags: [a]"));
        await fixture.DeployAsync(StackFixture.Program("tags: [a]"));

        Assert.Equal(name, Assert.Single(fixture.Sandbox.Instances).Name);
        Assert.Equal(name, fixture.State.Outputs.Fields["name"].StringValue);
    }

    [Theory]
    [InlineData(Mode.Propose, "dev-sms-01")]
    [InlineData(Mode.Enforce, "dev-sms-01")]
    public async Task A_name_that_the_settings_give_is_taken_as_it_is(Mode mode, string proposed) =>
        Assert.Equal(proposed, await NameAsync(s_seed, new AutonamingOptions { Mode = mode, ProposedName = proposed }));

    [Fact]
    public async Task A_proposal_that_the_service_would_change_is_adapted()
    {
        var name = await NameAsync(s_seed, new AutonamingOptions { Mode = Mode.Propose, ProposedName = "<b>sms</b>" });

        Assert.DoesNotContain('<', name);
        Assert.Contains("sms", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enforced_name_that_the_service_would_change_is_refused_before_anything_is_sent()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("pulumi:autonaming", """{"pattern": "<b>${name}</b>", "enforce": true}""");

        var up = await fixture.UpAsync(StackFixture.Program());

        Assert.False(up.Succeeded);
        Failures.AssertError(StackFixture.Text(up), "IB2010", "pulumi:autonaming");
        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public async Task A_name_of_the_program_that_the_service_would_change_is_refused_before_anything_is_sent()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var up = await fixture.UpAsync(StackFixture.Program("name: \"<a href='#'>sms</a>\""));

        Assert.False(up.Succeeded);
        Failures.AssertError(StackFixture.Text(up), "IB2007", "'name'");
        Assert.Empty(fixture.Calls);
    }

    [Fact]
    public async Task Where_the_settings_forbid_generated_names_a_missing_one_is_an_error_and_a_given_one_is_not()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("pulumi:autonaming", """{"mode": "disabled"}""");

        var unnamed = await fixture.UpAsync(StackFixture.Program());

        Assert.False(unnamed.Succeeded);
        Failures.AssertError(StackFixture.Text(unnamed), "IB2009", "'name'");
        Assert.Empty(fixture.Calls);
        await fixture.DeployAsync(StackFixture.Program("name: orders"));
        Assert.Equal("orders", Assert.Single(fixture.Sandbox.Instances).Name);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Settings_that_come_later_rename_nothing(string enforce)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Config = fixture.Config.With("pulumi:autonaming", $$"""{"pattern": "${project}-${stack}-${name}", "enforce": {{enforce}}}""");

        await fixture.PreviewQuietlyAsync(StackFixture.Program());
    }

    [Fact]
    public async Task A_name_of_the_program_wins_over_the_settings()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("pulumi:autonaming", """{"pattern": "${project}-${name}", "enforce": true}""");

        await fixture.DeployAsync(StackFixture.Program("name: orders"));

        Assert.Equal("orders", Assert.Single(fixture.Sandbox.Instances).Name);
    }

    /// <summary>Only a user's option, such as <c>replaceOnChanges</c>, replaces an instance.</summary>
    [Fact]
    public async Task A_chosen_name_that_stays_asks_a_replacement_to_delete_first()
    {
        var sender = ("sender", (object?)"+18888888888");

        Assert.True((await DiffAsync(SampleResource.Inputs(), SampleResource.Inputs(sender))).DeleteBeforeReplace);
        Assert.False((await DiffAsync(SampleResource.Inputs(), SampleResource.Inputs(sender, ("name", "other")))).DeleteBeforeReplace);
        Assert.False((await DiffAsync(SampleResource.InputsWithGeneratedName(), Named(sender))).DeleteBeforeReplace);

        Task<DiffResponse> DiffAsync(Struct olds, Struct news) => shared.Plugin.DiffAsync(olds, olds, news);

        static Struct Named((string, object?) change) => SampleResource.Inputs(("name", SampleResource.GeneratedName), ("__generatedName", SampleResource.GeneratedName), change);
    }

    private Task<string> NameAsync(ByteString seed, AutonamingOptions? naming = null, string urn = SampleResource.Urn) =>
        NameAsync(shared.Plugin, Request(seed, naming, urn));

    private static async Task<string> NameAsync(PluginFixture plugin, CheckRequest request)
    {
        var check = await plugin.Client.CheckAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(check.Failures);
        return check.Inputs.Fields["name"].StringValue;
    }

    private static CheckRequest Request(ByteString seed, AutonamingOptions? naming = null, string urn = SampleResource.Urn) => new()
    {
        Urn = urn,
        Name = "sms",
        Type = SampleResource.Type,
        Olds = new Struct(),
        News = SampleResource.Inputs(("name", null)),
        RandomSeed = seed,
        Autonaming = naming,
    };

    private static ByteString Seed(byte first) => ByteString.CopyFrom([.. Enumerable.Range(0, 32).Select(i => (byte)(first + i))]);
}
