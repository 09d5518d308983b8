// Hundreds of instances at once, through the plugin as a process.
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Create;

public sealed class ManyInstancesTests
{
    /// <summary>The engine works on all resources at once unless the user limits it.</summary>
    [Fact]
    public async Task Two_thousand_instances_are_made_at_once_each_with_an_id_and_a_token_of_its_own()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => plugin.CreateAsync(Named(number))));

        Assert.Equal(2000, made.Select(one => one.Id).Distinct().Count());
        Assert.Equal(2000, made.Select(one => one.Properties.Fields["token"]).Distinct().Count());
        Assert.Equal(made.Select(one => one.Id).Order(), plugin.Sandbox.Instances.Select(instance => FormattableString.Invariant($"{instance.Id}")).Order());
        Assert.Equal(2000, plugin.Sandbox.Requests.Count);
    }

    [Fact]
    public async Task Five_hundred_instances_are_all_made_where_the_service_allows_fewer_requests_than_that()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            Sandbox = new SandboxOptions { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization, RequestsPerSecond = 200 },
            Settings = [("maxRetries", 5), ("maxConcurrentRequests", 64)],
        });

        // On a slow machine the limit alone might never be met.
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, Method = "POST", Times = 30 });

        var made = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => plugin.CreateAsync(Named(number))));

        Assert.Equal(500, made.Select(one => one.Id).Distinct().Count());
        Assert.Equal(500, plugin.Sandbox.Instances.Count);
        Assert.Contains(plugin.Sandbox.Requests, request => request.Status == 429);
    }

    private static Google.Protobuf.WellKnownTypes.Struct Named(int number)
    {
        var name = FormattableString.Invariant($"sms-{number:x7}");
        return SampleResource.Inputs(("name", name), ("__generatedName", name));
    }
}
