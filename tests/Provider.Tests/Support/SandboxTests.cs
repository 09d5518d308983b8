// Tests that need the service: each has one of its own.
namespace InfoBip.Provider.Tests.Support;

public abstract class SandboxTests : IAsyncLifetime
{
    private protected ResourceFixture Service { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Service = await ResourceFixture.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Service.DisposeAsync();
    }
}
