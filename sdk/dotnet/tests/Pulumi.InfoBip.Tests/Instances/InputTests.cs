// What a program's inputs become when they are registered.
using System.Collections.Immutable;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Instances;

public sealed class InputTests
{
    [Fact]
    public async Task Every_input_is_sent_under_its_name_in_the_schema()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = new InfoBipInstance("sms", Programs.All()));

        Assert.Equal(SchemaFile.InstanceToken, mocks.Only.Type);
        Assert.Equal("sms", mocks.Only.Name);
        Assert.Equal(
            SchemaFile.Properties(SchemaFile.Instance.GetProperty("inputProperties")).Select(input => input.Name).Order(),
            mocks.Only.Inputs.Keys.Order());
    }

    [Fact]
    public async Task Every_input_is_sent_with_its_value()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = new InfoBipInstance("sms", Programs.All()));

        var inputs = mocks.Only.Inputs;
        Assert.Equal("+17777777777", inputs["sender"]);
        Assert.Equal("acme", inputs["username"]);
        Assert.Equal(Programs.Password, inputs["password"]);
        Assert.Equal("https://www.example.com/auth", inputs["callbackUrl"]);
        Assert.Equal("texts", inputs["name"]);
        Assert.Equal(["one", "two"], Assert.IsType<ImmutableArray<object>>(inputs["tags"]));
        Assert.Equal(false, inputs["enabled"]);
        Assert.Equal("true", Assert.IsAssignableFrom<IDictionary<string, object>>(inputs["extraConfiguration"])["event.notification.enabled"]);
    }

    [Fact]
    public async Task What_the_program_leaves_out_is_left_to_the_provider()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = new InfoBipInstance("sms", new() { Sender = "+17777777777", Username = "acme", CallbackUrl = "https://www.example.com/auth" }));

        Assert.Equal(SchemaFile.Names(SchemaFile.Instance, "requiredInputs").Order(), mocks.Only.Inputs.Keys.Order());
    }

    [Fact]
    public async Task Tags_that_the_program_empties_are_sent_as_an_empty_list()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() =>
        {
            var args = Programs.Required();
            args.Tags = Array.Empty<string>();
            _ = new InfoBipInstance("sms", args);
        });

        Assert.Empty(Assert.IsType<ImmutableArray<object>>(mocks.Only.Inputs["tags"]));
    }

    [Fact]
    public async Task An_input_may_be_the_output_of_another_instance()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() =>
        {
            var first = new InfoBipInstance("first", Programs.Required());
            var args = Programs.Required();
            args.Tags.Add(first.Id.Apply(id => $"after-{id}"));
            _ = new InfoBipInstance("second", args);
        });

        var second = Assert.Single(mocks.Seen, seen => seen.Name == "second");
        Assert.Equal(["after-12"], Assert.IsType<ImmutableArray<object>>(second.Inputs["tags"]));
    }

    [Fact]
    public async Task A_required_input_that_is_left_out_is_refused_by_name_before_anything_is_registered()
    {
        Recorder mocks = new();
        InfoBipInstanceArgs args = new() { Username = "acme", CallbackUrl = "https://www.example.com/auth" };

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => mocks.RunAsync(() => _ = new InfoBipInstance("sms", args)));

        Assert.Contains("InfoBipInstanceArgs.Sender is required", refused.Message, StringComparison.Ordinal);
        Assert.Empty(mocks.Seen);
    }
}
