// Secrets are secret in the state and in every answer, also where the program does not say so.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Secrets;

public sealed class SecretMarkTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly Struct s_plain = SampleResource.Inputs(("password", "plain-canary"));

    [Fact]
    public async Task An_exported_stack_holds_no_secret_of_a_program_that_writes_them_plainly()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = StackFixture.Program("password: plain-canary");
        await fixture.DeployAsync(program);
        await fixture.RefreshQuietlyAsync();
        await fixture.DeployAsync(StackFixture.Program("password: plain-canary-2", "name: Renamed"));
        fixture.Sandbox.Options = fixture.Sandbox.Options with { RejectedPasswords = ["plain-canary-3"] };
        Assert.False((await fixture.UpAsync(StackFixture.Program("password: plain-canary-3"))).Succeeded);

        var export = fixture.ExportInClear;

        Assert.Contains("callbackUrl", export, StringComparison.Ordinal);
        Assert.Empty(new SecretSearch("plain-canary", fixture.Sandbox.Instances[0].Token, SampleSecrets.User, SampleSecrets.Organization).In(export));
    }

    [Fact]
    public async Task Check_marks_the_password()
    {
        var check = await shared.Plugin.CheckAsync(s_plain);

        Assert.Equal(["password"], Secret(check.Inputs));
        Assert.Equal("plain-canary", Wire.Reveal(check.Inputs.Fields["password"]).StringValue);
    }

    [Fact]
    public async Task Check_keeps_the_marks_of_the_program_at_every_depth()
    {
        var check = await shared.Plugin.CheckAsync(SampleResource.Inputs(
            ("username", Wire.Secret("acme")),
            ("tags", new object[] { "a", Wire.Secret("b") }),
            ("extraConfiguration", new Dictionary<string, object?> { ["open"] = "1", ["api.key"] = Wire.Secret("2") })));

        Assert.Equal(["extraConfiguration", "password", "tags", "username"], Secret(check.Inputs));
        Assert.True(Wire.IsSecret(check.Inputs.Fields["extraConfiguration"].StructValue.Fields["api.key"]));
        Assert.False(Wire.IsSecret(check.Inputs.Fields["extraConfiguration"].StructValue.Fields["open"]));
    }

    [Fact]
    public async Task Create_Read_and_Update_mark_token_and_password()
    {
        var created = await shared.Plugin.CreateAsync(s_plain);
        Assert.Equal(["password", "token"], Secret(created.Properties));

        // A state that lost its marks gets them back.
        var read = await shared.Plugin.ReadAsync(created.Id, s_plain, Wire.Unwrap(created.Properties));
        Assert.Equal(["password", "token"], Secret(read.Properties));
        Assert.Equal(["password"], Secret(read.Inputs));

        foreach (var preview in new[] { true, false })
        {
            var updated = await shared.Plugin.UpdateAsync(
                created.Id, Wire.Unwrap(created.Properties), s_plain, SampleResource.Inputs(("password", "plain-canary-2"), ("name", "other")), preview);
            Assert.Equal(["password", "token"], Secret(updated.Properties));
        }
    }

    [Fact]
    public async Task An_import_marks_the_token()
    {
        var created = await shared.Plugin.CreateAsync(s_plain);

        var read = await shared.Plugin.ReadAsync(created.Id);

        Assert.Equal(["token"], Secret(read.Properties));
        Assert.False(read.Inputs.Fields.ContainsKey("password"));
    }

    [Fact]
    public async Task An_import_from_a_service_that_masks_nothing_holds_no_password()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Options = plugin.Sandbox.Options with { Masking = MaskMode.None };
        var created = await plugin.CreateAsync(s_plain);

        var read = await plugin.ReadAsync(created.Id);

        Assert.Empty(new SecretSearch("plain-canary").In(read.ToString()));
    }

    [Fact]
    public async Task A_preview_marks_token_and_password_though_the_token_is_not_known()
    {
        var preview = await shared.Plugin.CreateAsync(s_plain, preview: true);

        Assert.Equal(["password", "token"], Secret(preview.Properties));
        Assert.True(Wire.IsUnknown(preview.Properties.Fields["token"]));
    }

    [Fact]
    public async Task A_partially_created_instance_has_its_marks()
    {
        var failure = await Failures.OfAsync(shared.Plugin.CreateAsync(SampleResource.Inputs(("password", "wrong"))));

        var detail = Failures.Detail<ErrorResourceInitFailed>(failure);
        Assert.Equal(["password", "token"], Secret(detail.Properties));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_look_up_marks_only_what_it_was_asked_for_in_secret(bool secretly)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Add("orders");

        var found = await plugin.LookUpAsync("getInfoBipInstance", ("name", secretly ? Wire.Secret("orders") : "orders"));

        Assert.Equal(secretly ? ["name"] : [], Secret(found));
    }

    [Fact]
    public async Task CheckConfig_marks_the_providers_secrets()
    {
        var check = await shared.Plugin.CheckConfigAsync(Wire.Unwrap(shared.Plugin.Settings));

        Assert.Equal(["organizationSecret", "userSecret"], Secret(check.Inputs));
    }

    /// <summary>The top-level properties in which something is marked.</summary>
    private static IEnumerable<string> Secret(Struct map) =>
        map.Fields.Where(field => Wire.ContainsSecret(field.Value)).Select(field => field.Key).Order(StringComparer.Ordinal);
}
