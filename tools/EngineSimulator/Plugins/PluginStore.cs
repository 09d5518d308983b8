// Where a plugin comes from when no file is named: the project, PATH, the home, a download.
using System.Collections.Concurrent;

namespace InfoBip.EngineSimulator;

/// <summary>Finds, downloads and installs plugins in the engine's order (protocol file, 1.1 and 8).</summary>
/// <param name="options">Where to look.</param>
public sealed class PluginStore(PluginStoreOptions options)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _downloads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _notes = new(StringComparer.Ordinal);

    /// <summary>A launcher that starts the plugins of this store.</summary>
    /// <param name="start">How to start the plugin at a path.</param>
    public PluginLauncher ToLauncher(Func<string, PluginProcessOptions> start) => async (launch, cancellationToken) =>
        await start(await FindAsync(launch.Request, cancellationToken)).StartAsync(launch, cancellationToken);

    /// <summary>The plugin's executable; downloaded when it is nowhere else.</summary>
    /// <param name="request">The plugin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PluginException">It is nowhere: the message names the places.</exception>
    public async Task<string> FindAsync(PluginRequest request, CancellationToken cancellationToken = default)
    {
        if ((InProject(request) ?? OnPath(request) ?? InHome(request)) is { } found)
        {
            return found;
        }

        if (request.DownloadUrl.Length == 0 || !options.MayDownload)
        {
            throw new PluginException(Nowhere(request));
        }

        var url = PluginUrl.ArchiveOf(request, options.Platform, options.GitHub);
        var download = _downloads.GetOrAdd(
            $"{request.Package} {request.Version}",
            _ => new Lazy<Task<string>>(async () => InHome(request) ?? await DownloadAsync(request, url, cancellationToken)));
        try
        {
            return await download.Value;
        }
        finally
        {
            _downloads.TryRemove($"{request.Package} {request.Version}", out _);
        }
    }

    /// <summary>The plugin where <see cref="InstallAsync"/> put it, or null.</summary>
    /// <param name="request">The plugin; without a version, the newest stable one.</param>
    public string? InHome(PluginRequest request) =>
        request.Version.Length > 0 ? new PluginFolder(options.Home, request).Find() : PluginFolder.Newest(options.Home, request.Package);

    /// <summary>Puts a plugin into the home, in the place of one of the same version.</summary>
    /// <param name="request">The plugin, with its version.</param>
    /// <param name="source">An executable, a folder or a <c>.tar.gz</c>; null to download it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The installed executable.</returns>
    /// <exception cref="PluginException">There is nothing there, or nothing that is a plugin.</exception>
    public async Task<string> InstallAsync(PluginRequest request, string? source, CancellationToken cancellationToken = default)
    {
        var folder = new PluginFolder(options.Home, request);
        switch (source)
        {
            case null:
                return await DownloadAsync(request, PluginUrl.ArchiveOf(request, options.Platform, options.GitHub), cancellationToken);
            case var _ when Directory.Exists(source):
                return await folder.CopyFolderAsync(source);
            case var _ when !File.Exists(source):
                throw new PluginException($"There is no plugin to install at {source}.");
            case var _ when IsArchive(source):
                return await folder.UnpackAsync(
                    async stream =>
                    {
                        await using var archive = File.OpenRead(source);
                        await archive.CopyToAsync(stream, cancellationToken);
                    },
                    source);
            case var _ when PluginFiles.IsExecutable(source):
                return await folder.CopyFileAsync(source);
            default:
                throw new PluginException($"{source} is neither a .tar.gz, nor a folder, nor executable.");
        }
    }

    private string? InProject(PluginRequest request)
    {
        if (options.Project.FirstOrDefault(plugin => plugin.Name == request.Package) is not { } entry)
        {
            return null;
        }

        if (entry.Version is { } version && request.Version.Length > 0 && version != request.Version)
        {
            Note($"The project's plugin {entry.Name} has the version {version}, but {request.Version} is asked for: it is passed over.");
            return null;
        }

        return PluginFiles.In(entry.Folder, entry.Name)
            ?? throw new PluginException($"The project says that the plugin {entry.Name} is in {entry.Folder}, but there is no executable {PluginFiles.Name(entry.Name)} in it.");
    }

    private string? OnPath(PluginRequest request)
    {
        if (options.SearchPath.Select(folder => PluginFiles.In(folder, request.Package)).FirstOrDefault(path => path is not null) is not { } found)
        {
            return null;
        }

        Note($"The plugin {request.Package} is taken from PATH, whatever its version: {found}");
        return found;
    }

    /// <summary>Says a thing once, however many providers look for the plugin.</summary>
    private void Note(string text)
    {
        if (_notes.TryAdd(text, true))
        {
            options.OnNote?.Invoke(text);
        }
    }

    private string Nowhere(PluginRequest request)
    {
        var version = request.Version.Length > 0 ? request.Version : "VERSION";
        var reason = options.MayDownload ? "no download URL is known" : "downloads are switched off";
        return $"There is no plugin {request.Package}{(request.Version.Length > 0 ? $" {request.Version}" : "")}: the project names none, {PluginFiles.Name(request.Package)} is not on PATH, "
            + $"it is not installed in {options.Home}, and {reason}. Install it with: plugin install resource {request.Package} {version} --file ARCHIVE";
    }

    private async Task<string> DownloadAsync(PluginRequest request, Uri url, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = !url.IsLoopback };
        using var http = new HttpClient(handler);
        try
        {
            using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new PluginException(
                    $"The plugin {request.Package} {request.Version} could not be downloaded: {url} answers {(int)answer.StatusCode} {answer.ReasonPhrase}.");
            }

            return await new PluginFolder(options.Home, request).UnpackAsync(stream => answer.Content.CopyToAsync(stream, cancellationToken), url.ToString());
        }
        catch (HttpRequestException error)
        {
            throw new PluginException($"The plugin {request.Package} {request.Version} could not be downloaded from {url}: {error.Message}", error);
        }
    }

    /// <summary>Whether a file begins as gzip files do.</summary>
    private static bool IsArchive(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
    }
}
