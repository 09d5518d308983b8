// Wish 14: secrets are secret in the state and in every answer, also where the program does not say so.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W14_SecretStateTests(WiredFixture fixture) : IClassFixture<WiredFixture>
{
    private static readonly Struct s_plain = Wired.Inputs(("password", "plain-canary"));

    [Fact]
    public async Task W14_An_exported_stack_holds_no_secret_of_a_program_that_writes_them_plainly()
    {
        await using var stage = await Stage.OpenAsync();
        var program = Stage.Program("password: plain-canary");
        await stage.DeployAsync(program);
        await stage.RefreshQuietlyAsync();
        await stage.DeployAsync(Stage.Program("password: plain-canary-2", "name: Renamed"));
        stage.Sandbox.Options = stage.Sandbox.Options with { RejectedPasswords = ["plain-canary-3"] };
        Assert.False((await stage.UpAsync(Stage.Program("password: plain-canary-3"))).Succeeded);

        var export = stage.Stack.Export("passphrase");

        Assert.Contains("callbackUrl", export, StringComparison.Ordinal);
        Assert.Empty(new SecretSearch("plain-canary", stage.Sandbox.Instances[0].Token, Stage.UserSecret, Stage.OrganizationSecret).In(export));
    }

    [Fact]
    public async Task W14_Check_marks_the_password()
    {
        var check = await fixture.Wired.CheckAsync(s_plain);

        Assert.Equal(["password"], Secret(check.Inputs));
        Assert.Equal("plain-canary", Wire.Reveal(check.Inputs.Fields["password"]).StringValue);
    }

    [Fact]
    public async Task W14_Check_keeps_the_marks_of_the_program_at_every_depth()
    {
        var check = await fixture.Wired.CheckAsync(Wired.Inputs(
            ("username", Wire.Secret("acme")),
            ("tags", new object[] { "a", Wire.Secret("b") }),
            ("extraConfiguration", new Dictionary<string, object?> { ["open"] = "1", ["api.key"] = Wire.Secret("2") })));

        Assert.Equal(["extraConfiguration", "password", "tags", "username"], Secret(check.Inputs));
        Assert.True(Wire.IsSecret(check.Inputs.Fields["extraConfiguration"].StructValue.Fields["api.key"]));
        Assert.False(Wire.IsSecret(check.Inputs.Fields["extraConfiguration"].StructValue.Fields["open"]));
    }

    [Fact]
    public async Task W14_Create_Read_and_Update_mark_token_and_password()
    {
        var created = await fixture.Wired.CreateAsync(s_plain);
        Assert.Equal(["password", "token"], Secret(created.Properties));

        // A state that lost its marks gets them back.
        var read = await fixture.Wired.ReadAsync(created.Id, s_plain, Wire.Unwrap(created.Properties));
        Assert.Equal(["password", "token"], Secret(read.Properties));
        Assert.Equal(["password"], Secret(read.Inputs));

        foreach (var preview in new[] { true, false })
        {
            var updated = await fixture.Wired.UpdateAsync(
                created.Id, Wire.Unwrap(created.Properties), s_plain, Wired.Inputs(("password", "plain-canary-2"), ("name", "other")), preview);
            Assert.Equal(["password", "token"], Secret(updated.Properties));
        }
    }

    [Fact]
    public async Task W14_An_import_marks_the_token()
    {
        var created = await fixture.Wired.CreateAsync(s_plain);

        var read = await fixture.Wired.ReadAsync(created.Id);

        Assert.Equal(["token"], Secret(read.Properties));
        Assert.False(read.Inputs.Fields.ContainsKey("password"));
    }

    [Fact]
    public async Task W14_An_import_from_a_service_that_masks_nothing_holds_no_password()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Options = wired.Sandbox.Options with { Masking = MaskMode.None };
        var created = await wired.CreateAsync(s_plain);

        var read = await wired.ReadAsync(created.Id);

        Assert.Empty(new SecretSearch("plain-canary").In(read.ToString()));
    }

    [Fact]
    public async Task W14_A_preview_marks_token_and_password_though_the_token_is_not_known()
    {
        var preview = await fixture.Wired.CreateAsync(s_plain, preview: true);

        Assert.Equal(["password", "token"], Secret(preview.Properties));
        Assert.True(Wire.IsUnknown(preview.Properties.Fields["token"]));
    }

    [Fact]
    public async Task W14_A_half_made_instance_is_told_with_its_marks()
    {
        var failure = await Failures.OfAsync(fixture.Wired.CreateAsync(Wired.Inputs(("password", "wrong"))));

        var detail = Failures.Detail<ErrorResourceInitFailed>(failure);
        Assert.Equal(["password", "token"], Secret(detail.Properties));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task W14_A_look_up_marks_the_token_whether_or_not_it_was_asked_for_in_secret(bool secretly)
    {
        await using var wired = await Wired.OpenAsync();
        var there = wired.Sandbox.Add("orders");

        var found = await wired.LookUpAsync("getInfoBipInstance", ("name", secretly ? Wire.Secret("orders") : "orders"));

        Assert.Equal(secretly ? ["name", "token"] : ["token"], Secret(found));
        Assert.Equal(there.Token, Wire.Reveal(found.Fields["token"]).StringValue);
    }

    [Fact]
    public async Task W14_CheckConfig_marks_the_providers_secrets()
    {
        var check = await fixture.Wired.CheckConfigAsync(Wire.Unwrap(fixture.Wired.Settings));

        Assert.Equal(["organizationSecret", "userSecret"], Secret(check.Inputs));
    }

    /// <summary>The top-level properties in which something is marked.</summary>
    private static IEnumerable<string> Secret(Struct map) =>
        map.Fields.Where(field => Wire.ContainsSecret(field.Value)).Select(field => field.Key).Order(StringComparer.Ordinal);
}
