// One plugin process for all tests of a class.
namespace InfoBip.Plugin.Tests;

/// <summary>A plugin on the wire, configured for a sandbox, that the tests of a class share; each makes an instance of its own.</summary>
public sealed class SharedPlugin : IAsyncLifetime
{
    internal PluginFixture Plugin { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Plugin = await PluginFixture.OpenAsync();

    public ValueTask DisposeAsync() => Plugin.DisposeAsync();
}
