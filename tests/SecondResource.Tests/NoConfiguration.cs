// A provider without settings.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace SecondResource.Tests;

internal sealed class NoConfiguration : IProviderConfiguration
{
    public CheckedInputs Check(PropertyMap settings) => new(settings, []);

    public ResourceDiff Diff(PropertyMap olds, PropertyMap news) => new([]);

    public void Configure(PropertyMap settings, string urn)
    {
    }

    public string Redact(string text) => text;

    public void Close()
    {
    }

    public void Dispose()
    {
    }
}
