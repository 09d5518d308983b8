// The plugin under test as its release would carry it: an archive on a file server, a folder, or a file.
using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using InfoBip.EngineSimulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoBip.Plugin.Tests;

/// <summary>A folder of a test's own with the packed plugin and a home without any.</summary>
internal sealed class PackedPlugin : IAsyncDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packed-plugin-");
    private WebApplication? _server;

    public PackedPlugin()
    {
        Folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "dist")).FullName;
        var file = Path.Combine(Folder, OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip");
        if (PluginBinary.Path.EndsWith(".dll", StringComparison.Ordinal))
        {
            // The managed build is an assembly; a release holds an executable.
            File.WriteAllText(file, $"#!/bin/sh\nexec dotnet '{PluginBinary.Path}' \"$@\"\n");
        }
        else
        {
            File.Copy(PluginBinary.Path, file);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Executable);
        }

        using var unzipped = File.Create(Archive);
        using var zipped = new GZipStream(unzipped, CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(Folder, zipped, includeBaseDirectory: false);
    }

    /// <summary>The plugin's version, as the schema tells it.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The folder that holds the executable alone.</summary>
    public string Folder { get; }

    /// <summary>The archive of a release, under the name that engines ask for.</summary>
    public string Archive => Path.Combine(_folder.FullName, PluginPlatform.Current.ArchiveOf("infobip", Version));

    /// <summary>An empty home, and nothing on PATH.</summary>
    public PluginStoreOptions Nowhere => new(Path.Combine(_folder.FullName, "home"));

    /// <summary>The paths that were asked of the file server.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>A server that has the archive in its folder <c>releases</c>, and nothing else.</summary>
    public async Task<string> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(async context =>
        {
            var path = context.Request.Path.ToString();
            Asked.Enqueue(path);
            if (path == $"/releases/{Path.GetFileName(Archive)}")
            {
                await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(Archive, context.RequestAborted));
            }
            else
            {
                context.Response.StatusCode = 404;
            }
        });
        await _server.StartAsync();
        return $"{_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/releases";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static string ReadVersion()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(PluginBinary.RepositoryRoot, "schema.json")));
        return schema.RootElement.GetProperty("version").GetString()!;
    }
}
