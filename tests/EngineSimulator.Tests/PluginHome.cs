// A home, a folder to make things in, and a file server, for tests of where plugins come from.
using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;

namespace InfoBip.EngineSimulator.Tests;

internal sealed class PluginHome : IAsyncDisposable
{
    public const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugin-home-");
    private readonly Dictionary<string, byte[]> _served = new(StringComparer.Ordinal);
    private ScriptedServer? _server;

    public PluginHome() => Options = new PluginStoreOptions(Path.Combine(_folder.FullName, "home")) { OnNote = Notes.Add };

    public PluginStoreOptions Options { get; set; }

    public PluginStore Store => new(Options);

    public List<string> Notes { get; } = [];

    /// <summary>The paths that were asked of the server.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

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
        _server ??= await ScriptedServer.OfFilesAsync(_served.GetValueOrDefault, Asked.Enqueue);
        return _server.Url.GetLeftPart(UriPartial.Authority);
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
