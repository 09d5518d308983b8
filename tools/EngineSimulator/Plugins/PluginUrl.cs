// From the download URL that an SDK or a schema carries to the address of one archive.
namespace InfoBip.EngineSimulator;

/// <summary>Reads download URLs as the engine does (protocol file, 8).</summary>
internal static class PluginUrl
{
    /// <summary>The host that stands for GitHub's service in a download URL.</summary>
    private const string GitHubService = "api.github.com";

    /// <summary>The address of the archive for a platform.</summary>
    /// <param name="request">The plugin; its version must be known, since no server gives its newest one.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="gitHub">Where GitHub serves the files of releases.</param>
    /// <exception cref="PluginException">There is no URL or no version, or the URL is not one that the engine simulator downloads from.</exception>
    public static Uri ArchiveOf(PluginRequest request, PluginPlatform platform, Uri gitHub)
    {
        if (request.Version.Length == 0)
        {
            throw new PluginException(
                $"The plugin {request.Package} would be downloaded from {request.DownloadUrl}, but the program names no version: add one (in YAML: the option 'version').");
        }

        var text = request.DownloadUrl.TrimEnd('/')
            .Replace("${NAME}", request.Package, StringComparison.Ordinal)
            .Replace("${VERSION}", request.Version, StringComparison.Ordinal)
            .Replace("${OS}", platform.Os, StringComparison.Ordinal)
            .Replace("${ARCH}", platform.Arch, StringComparison.Ordinal);
        if (text.Contains("${", StringComparison.Ordinal))
        {
            throw Refused(request, "it holds a placeholder other than ${NAME}, ${VERSION}, ${OS} and ${ARCH}");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            throw Refused(request, "it is no absolute URL");
        }

        if (url.UserInfo.Length + url.Query.Length + url.Fragment.Length > 0)
        {
            throw new PluginException($"The download URL of the plugin {request.Package} carries a user, a query or a fragment: only a host and a path are taken.");
        }

        var archive = platform.ArchiveOf(request.Package, request.Version);
        return url.Scheme switch
        {
            "https" => new Uri($"{text}/{archive}"),
            "http" when url.IsLoopback => new Uri($"{text}/{archive}"),
            "http" => throw Refused(request, "plain http is taken from this machine only; write https"),
            "github" => new Uri(gitHub, $"{Repository(request, url)}/releases/download/v{request.Version}/{archive}"),
            _ => throw Refused(request, "the engine simulator downloads from https:// and github:// only"),
        };
    }

    private static string Repository(PluginRequest request, Uri url) => (url.Host, url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
    {
        (GitHubService, [var owner]) => $"{owner}/pulumi-{request.Package}",
        (GitHubService, [var owner, var repository]) => $"{owner}/{repository}",
        _ => throw Refused(request, "a GitHub URL reads github://api.github.com/OWNER or github://api.github.com/OWNER/REPOSITORY"),
    };

    private static PluginException Refused(PluginRequest request, string why) =>
        new($"The plugin {request.Package} cannot be downloaded from {request.DownloadUrl}: {why}.");
}
