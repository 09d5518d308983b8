// The sandbox as a process, with what the demo changes there without the plugin.
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace InfoBip.EngineSimulator;

/// <summary>A running sandbox of the instances API.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private const string Greeting = "Sandbox of the instances API: ";

    private readonly Process _process;
    private readonly HttpClient _http;

    private SandboxProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
        _http = new HttpClient { BaseAddress = url };
    }

    public Uri Url { get; }

    /// <summary>What a provider's baseUrl is set to.</summary>
    public Uri BaseUrl => new(Url, "your_moms/api-v2");

    /// <exception cref="PluginException">It does not start, or does not say where it listens.</exception>
    public static async Task<SandboxProcess> StartAsync(string path)
    {
        Process process;
        try
        {
            process = ChildProcess.Start(path, []);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new PluginException($"The sandbox {path} could not be started: {error.Message}", error);
        }

        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        if (!line.StartsWith(Greeting, StringComparison.Ordinal))
        {
            var errors = await process.StandardError.ReadToEndAsync();
            process.Dispose();
            throw new PluginException($"The sandbox should say where it listens, but it said \"{line}\". {errors.Trim()}");
        }

        return new SandboxProcess(process, new Uri(line[Greeting.Length..].Trim()));
    }

    /// <summary>What the sandbox holds.</summary>
    public async Task<IReadOnlyList<JsonNode>> InstancesAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonArray>("sandbox/instances"))!.Select(instance => instance!)];

    /// <summary>Edits an instance as from the web console.</summary>
    public async Task EditAsync(string id, JsonObject changes)
    {
        using var answer = await _http.PatchAsJsonAsync($"sandbox/instances/{id}", changes);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes an instance through the REST service, as without Pulumi.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(string name, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{BaseUrl}/instances")
        {
            Content = JsonContent.Create(new JsonObject
            {
                ["your_mom"] = new JsonObject { ["key"] = "infobip" },
                ["configuration"] = new JsonObject
                {
                    ["messaging.sms.infobip.sender"] = "+15555555555",
                    ["messaging.sms.infobip.username"] = "somebody",
                    ["messaging.sms.infobip.password"] = password,
                    ["messaging.sms.infobip.callback.url"] = "https://legacy.example.com/auth",
                },
                ["tags"] = new JsonArray("legacy"),
                ["name"] = name,
            }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "User somebody, Organization else");
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        ChildProcess.Interrupt(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
