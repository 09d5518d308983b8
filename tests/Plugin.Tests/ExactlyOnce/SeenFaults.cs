// What the tests of seen faults share: services that behave, and the plugins of one command after another.
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.ExactlyOnce;

internal static class SeenFaults
{
    public static SandboxOptions Behaving(params string[] behaviours) => new()
    {
        UserSecret = SampleSecrets.User,
        OrganizationSecret = SampleSecrets.Organization,
        Behaviours = SandboxBehaviours.Of(behaviours),
    };

    public static Task<StackFixture> OpenAsync(params string[] behaviours) => StackFixture.OpenAsync(Behaving(behaviours));

    /// <summary>A plugin of the next command: same service, same machine.</summary>
    public static Task<PluginFixture> OnAsync(SandboxServer service, string journals) =>
        PluginFixture.OpenAsync(new PluginSetup { Journals = journals, BaseUrl = _ => service.BaseUrl("your_mom") });

    public static async Task<CreateResponse> CreateAsync(PluginFixture plugin, string? name, double seconds) => await plugin.Client.CreateAsync(
        new CreateRequest
        {
            Urn = SampleResource.Urn,
            Name = "sms",
            Type = SampleResource.Type,
            Properties = name is null ? SampleResource.InputsWithGeneratedName() : SampleResource.Inputs(("name", name)),
            Timeout = seconds,
        },
        cancellationToken: Cancel);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
