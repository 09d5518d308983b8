// The unit test of the SDK's README: a program against mocks, without an engine, a plugin or a service.
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using InfoBip = Pulumi.InfoBip;

namespace Messaging;

public static class Program
{
    public static IDictionary<string, object?> Define()
    {
        var sms = new InfoBip.InfoBipInstance("sms", new InfoBip.InfoBipInstanceArgs
        {
            Sender = "+17777777777",
            Username = "acme",
            Password = "made up",
            CallbackUrl = "https://www.example.com/auth",
            Tags = { "production" },
        });
        return new Dictionary<string, object?> { ["token"] = sms.Token };
    }
}

public sealed class MessagingTests
{
    [Fact]
    public async Task Every_instance_is_tagged_for_production()
    {
        var (resources, _) = await Deployment.TestAsync(new Mocks(), new TestOptions { IsPreview = false }, Program.Define);

        foreach (var instance in resources.OfType<InfoBip.InfoBipInstance>())
        {
            Assert.Contains("production", await OutputUtilities.GetValueAsync(instance.Tags));
        }
    }

    private sealed class Mocks : IMocks
    {
        // The outputs of a resource: its inputs, and what the service would add.
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
            Task.FromResult<(string?, object)>(("12", args.Inputs.Add("token", "made up").Add("valid", true)));

        // The result of a function.
        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(ImmutableDictionary<string, object>.Empty);
    }
}
