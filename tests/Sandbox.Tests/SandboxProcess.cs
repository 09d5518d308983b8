// infobip-sandbox as a process, and what it says over HTTP.
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private SandboxProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
        _http = new HttpClient { BaseAddress = url };
    }

    public Uri Url { get; }

    public static async Task<SandboxProcess> StartAsync(params string[] arguments)
    {
        var process = Start(arguments);
        var line = await process.StandardOutput.ReadLineAsync(SandboxClient.Ending);
        return new(process, new Uri(line!.Split(": ")[1]));
    }

    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "infobip-sandbox.exe" : "infobip-sandbox"),
        arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path, SandboxClient.Ending))!;

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.Dispose();
    }
}
