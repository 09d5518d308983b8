// Shared by the classes of the SDK: the version and download URL of the plugin, and secret inputs.
using System;
using System.IO;
using System.Text.Json;

namespace Pulumi.InfoBip;

internal static class Utilities
{
    /// <summary>The version of the package, which is also the version of the plugin.</summary>
    public static string Version { get; } = Embedded("version.txt").Trim();

    /// <summary>Where the engine downloads a missing plugin, in one of the forms of Pulumi's <c>pluginDownloadURL</c>; null if the package names none.</summary>
    public static string? PluginDownloadUrl { get; } = ReadPluginDownloadUrl();

    /// <summary>The value as a secret. An unknown value stays unknown, and dependencies are kept. Null stays null.</summary>
    public static Input<T>? Secret<T>(Input<T>? value)
    {
        if (value is null)
        {
            return null;
        }

        return Output.CreateSecret(value.ToOutput());
    }

    /// <summary>The options of a call with the plugin's version and download URL; values that the program sets are kept.</summary>
    public static InvokeOptions WithDefaults(this InvokeOptions? options) => Complete(options ?? new InvokeOptions());

    /// <inheritdoc cref="WithDefaults(InvokeOptions?)"/>
    public static InvokeOutputOptions WithDefaults(this InvokeOutputOptions? options) => Complete(options ?? new InvokeOutputOptions());

    private static T Complete<T>(T options)
        where T : InvokeOptions
    {
        options.Version ??= Version;
        options.PluginDownloadURL ??= PluginDownloadUrl;
        return options;
    }

    private static string? ReadPluginDownloadUrl()
    {
        using var plugin = JsonDocument.Parse(Embedded("pulumi-plugin.json"));
        return plugin.RootElement.TryGetProperty("server", out var server) ? server.GetString() : null;
    }

    private static string Embedded(string file)
    {
        using var stream = typeof(Utilities).Assembly.GetManifestResourceStream($"Pulumi.InfoBip.{file}")
            ?? throw new InvalidOperationException($"The assembly Pulumi.InfoBip was built without its {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The type token of a resource class, by which Pulumi finds the class for a reference to a resource.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InfoBipResourceTypeAttribute(string type) : ResourceTypeAttribute(type, Utilities.Version);
