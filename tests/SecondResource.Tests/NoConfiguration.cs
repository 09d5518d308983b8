// A provider without settings.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace SecondResource.Tests;

internal sealed class NoConfiguration : IProviderConfiguration
{
    public CheckedInputs Check(PropertyMap settings, string urn) => new(settings, []);

    public ResourceDiff Diff(PropertyMap olds, PropertyMap news) => new([]);

    public Task ConfigureAsync(PropertyMap settings, ProviderIdentity provider) => Task.CompletedTask;

    public string Redact(string text) => text;

    public void Interrupt()
    {
    }

    public void Close()
    {
    }

    public void Dispose()
    {
    }
}
