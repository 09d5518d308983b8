// The outputs of an instance in a program.
using Pulumi.InfoBip.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.InfoBip.Tests.Instances;

public sealed class OutputTests
{
    [Fact]
    public async Task Every_output_holds_what_the_provider_answered()
    {
        Recorder mocks = new();
        var resources = await mocks.RunAsync(() => _ = new InfoBipInstance("sms", Programs.All()));
        var sms = Assert.Single(resources.OfType<InfoBipInstance>());

        Assert.Equal("12", await OutputUtilities.GetValueAsync(sms.Id));
        Assert.Equal("+17777777777", await OutputUtilities.GetValueAsync(sms.Sender));
        Assert.Equal("acme", await OutputUtilities.GetValueAsync(sms.Username));
        Assert.Equal(Programs.Password, await OutputUtilities.GetValueAsync(sms.Password));
        Assert.Equal("https://www.example.com/auth", await OutputUtilities.GetValueAsync(sms.CallbackUrl));
        Assert.Equal("texts", await OutputUtilities.GetValueAsync(sms.Name));
        Assert.Equal(["one", "two"], await OutputUtilities.GetValueAsync(sms.Tags));
        Assert.False(await OutputUtilities.GetValueAsync(sms.Enabled));
        Assert.Equal("true", (await OutputUtilities.GetValueAsync(sms.ExtraConfiguration))!["event.notification.enabled"]);
        Assert.Equal(Answer.Token, await OutputUtilities.GetValueAsync(sms.Token));
        Assert.True(await OutputUtilities.GetValueAsync(sms.Valid));
        Assert.Equal(5, await OutputUtilities.GetValueAsync(sms.MaxCacheSize));
        Assert.Equal(6, await OutputUtilities.GetValueAsync(sms.CacheTimeToLive));
        Assert.True(await OutputUtilities.GetValueAsync(sms.CachingEnabled));
        Assert.Equal("2026-01-02T03:04:05Z", await OutputUtilities.GetValueAsync(sms.CreatedDate));
    }

    [Fact]
    public async Task The_connector_comes_with_every_field()
    {
        var resources = await new Recorder().RunAsync(() => _ = new InfoBipInstance("sms", Programs.Required()));
        var connector = await OutputUtilities.GetValueAsync(resources.OfType<InfoBipInstance>().Single().Connector);

        Assert.Equal(
            Answer.Connector.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, field.Value)),
            SchemaFile.Properties(SchemaFile.Connector.GetProperty("properties"))
                .OrderBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => (field.Name, typeof(Outputs.Connector).GetField(field.Member)!.GetValue(connector)!)));
    }

    [Fact]
    public async Task What_the_provider_does_not_return_is_absent()
    {
        var resources = await new Recorder().RunAsync(() => _ = new InfoBipInstance("sms", Programs.Required()));
        var sms = resources.OfType<InfoBipInstance>().Single();

        Assert.Null(await OutputUtilities.GetValueAsync(sms.ExtraConfiguration));
        Assert.True((await OutputUtilities.GetValueAsync(sms.Tags)).IsDefault);
    }

    [Fact]
    public async Task Get_reads_the_instance_with_that_id_and_creates_none()
    {
        InfoBipInstance? read = null;
        var run = await WireRun.OfAsync(() =>
        {
            read = InfoBipInstance.Get("legacy", "4711");
            return new Dictionary<string, object?> { ["valid"] = read.Valid };
        });

        var reading = Assert.Single(run.Readings);
        Assert.Equal(("4711", SchemaFile.InstanceToken, "legacy"), (reading.Id, reading.Type, reading.Name));
        Assert.Empty(reading.Inputs.Fields);
        Assert.DoesNotContain(run.Registrations, registration => registration.Type == SchemaFile.InstanceToken);
        Assert.Equal("4711", await OutputUtilities.GetValueAsync(read!.Id));
        Assert.True(run.StackOutputs.Fields["valid"].BoolValue);
    }
}
