// A home, a folder to make things in, and a file server, for tests of where plugins come from.
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoBip.EngineSimulator.Tests;

internal sealed class PluginHome : IAsyncDisposable
{
    public const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugin-home-");
    private readonly Dictionary<string, byte[]> _served = new(StringComparer.Ordinal);
    private WebApplication? _server;

    public PluginHome() => Options = new PluginStoreOptions(Path.Combine(_folder.FullName, "home")) { OnNote = Notes.Add };

    public PluginStoreOptions Options { get; set; }

    public PluginStore Store => new(Options);

    public List<string> Notes { get; } = [];

    /// <summary>The paths that were asked of the server.</summary>
    public List<string> Asked { get; } = [];

    public string Home => Options.Home;

    public string InFolder(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>A folder with a plugin in it that starts the small plugin of these tests.</summary>
    public string Folder(string name, string plugin = "fake")
    {
        var folder = Directory.CreateDirectory(InFolder(name)).FullName;
        var file = Path.Combine(folder, $"pulumi-resource-{plugin}");
        File.WriteAllText(file, $"#!/bin/sh\n{FakePluginProcess.Switch}=chats exec '{Environment.ProcessPath}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Executable);
        }

        return folder;
    }

    /// <summary>An archive of a folder's content.</summary>
    public static byte[] Archive(string folder)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            TarFile.CreateFromDirectory(folder, zipped, includeBaseDirectory: false);
        }

        return bytes.ToArray();
    }

    /// <summary>Serves a file.</summary>
    /// <returns>The server's address, without a slash at its end.</returns>
    public async Task<string> ServeAsync(string path, byte[] content)
    {
        _served[path] = content;
        if (_server is null)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            _server = builder.Build();
            _server.Run(async context =>
            {
                lock (Asked)
                {
                    Asked.Add(context.Request.Path);
                }

                if (_served.TryGetValue(context.Request.Path, out var bytes))
                {
                    await context.Response.Body.WriteAsync(bytes);
                }
                else
                {
                    context.Response.StatusCode = 404;
                }
            });
            await _server.StartAsync();
        }

        return _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
