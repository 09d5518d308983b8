// What the classes of the SDK share: the package's version and the mark of a secret.
using System;
using System.IO;

namespace Pulumi.InfoBip;

internal static class Utilities
{
    /// <summary>The version of the package, which is also the version of the plugin that the engine looks for.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The value as a secret, whatever it was before; what is unknown stays so, and dependencies are kept.</summary>
    public static Input<T>? Secret<T>(Input<T>? value)
    {
        if (value is null)
        {
            return null;
        }

        return Output.CreateSecret(value.ToOutput());
    }

    private static string ReadVersion()
    {
        using var stream = typeof(Utilities).Assembly.GetManifestResourceStream("Pulumi.InfoBip.version.txt")
            ?? throw new InvalidOperationException("The assembly Pulumi.InfoBip was built without its version.txt.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}

/// <summary>Names the type token of a resource class, so that the engine's references to resources find the class.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InfoBipResourceTypeAttribute(string type) : ResourceTypeAttribute(type, Utilities.Version);
