// A Chromium without a window, for the tests of the page.
using PuppeteerSharp;

namespace InfoBip.Sandbox.Tests;

/// <summary>One browser for all tests of a class; without one on this machine they are skipped, and say so.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private IBrowser? _browser;

    private static string? FilePath => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (FilePath is { } path)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = path,
                // Chromium refuses to put a sandbox of its own around what root starts.
                Args = [.. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : (string[])[], "--disable-dev-shm-usage", "--force-color-profile=srgb"],
                Timeout = 120_000,
            });
        }
    }

    /// <summary>Opens a page in a window of this width, and waits until it shows what the sandbox holds.</summary>
    internal async Task<SandboxPage> OpenAsync(Uri url, int width, int height = 900)
    {
        Assert.SkipUnless(_browser is not null, "There is no Chromium here. To run this test: install the package chromium, or name the browser in CHROMIUM.");
        SandboxPage page = new(await _browser.NewPageAsync());
        await page.OpenAsync(url, width, height);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }
}
