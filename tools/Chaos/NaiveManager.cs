// For comparison: a plain client that sends again whatever failed, as an HTTP library's retries do.
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InfoBip.Sandbox;

namespace InfoBip.Chaos;

/// <summary>Manages the same resources without any protection, so that the storm shows what it would have done.</summary>
internal sealed class NaiveManager(SandboxServer sandbox, StormOptions options) : IManager
{
    private const int Attempts = 5;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(1) };
    private readonly string _base = sandbox.BaseUrl("your_mom").ToString().TrimEnd('/');

    public string Who => "a plain client";

    public Tally Tally { get; } = new();

    public ConcurrentQueue<string> Lost { get; } = new();

    public bool IsNamed(SandboxInstance instance, IReadOnlyList<(Subject Subject, Leftover Left)> lefts) => false;

    public async Task DoAsync(Subject subject, OperationKind operation, Draw draw)
    {
        using var limit = draw.GiveUp < options.GiveUps ? new CancellationTokenSource(draw.GiveUpAfter) : new CancellationTokenSource();
        if (operation == OperationKind.Create)
        {
            subject.Begin();
            var name = draw.Named < 0.3 ? StormNames.Shared(subject.Process, draw.Name) : $"{subject.Name}-{Convert.ToHexStringLower(draw.Seed)[..7]}";
            if (await SendAsync(HttpMethod.Post, "/instances", Body(subject, name, 0), limit.Token) is { } made && made.TryGetProperty("id", out var id))
            {
                subject.Hold(id.GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture), made.TryGetProperty("token", out var token) ? token.GetString() : null);
            }
            else
            {
                Tally.Add("failed cleanly");
            }

            return;
        }

        var (method, body) = operation switch
        {
            OperationKind.Update => (HttpMethod.Put, Body(subject, $"{subject.Name}-0000000", draw.Name)),
            OperationKind.Read => (HttpMethod.Get, null),
            _ => (HttpMethod.Delete, (object?)null),
        };
        if (await SendAsync(method, $"/instances/{subject.Id}", body, limit.Token) is null)
        {
            Tally.Add("failed cleanly");
        }
        else if (operation == OperationKind.Delete)
        {
            subject.Drop();
        }
    }

    public Task InterruptAsync(int process, Interruption how, TimeSpan gap) => Task.CompletedTask;

    public Task FollowAsync() => Task.CompletedTask;

    public Task SettleAsync(Subject subject, SandboxInstance? there)
    {
        if (there is null)
        {
            subject.Drop();
        }

        return Task.CompletedTask;
    }

    public Task<(IReadOnlyList<string> Leaks, double PeakMebibytes)> EndAsync(IReadOnlyCollection<string> tokens) =>
        Task.FromResult<(IReadOnlyList<string>, double)>(([], 0));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static object Body(Subject subject, string name, int change) => new
    {
        your_mom = new { key = "infobip" },
        name,
        configuration = new Dictionary<string, string>
        {
            ["messaging.sms.infobip.sender"] = $"+{change}",
            ["messaging.sms.infobip.username"] = subject.Marker,
            ["messaging.sms.infobip.password"] = "secret",
            ["messaging.sms.infobip.callback.url"] = "https://www.example.com/auth",
        },
    };

    /// <summary>The answer; null where all attempts failed, or the request was refused.</summary>
    private async Task<JsonElement?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, _base + path) { Content = body is null ? null : JsonContent.Create(body) };
                request.Headers.TryAddWithoutValidation("Authorization", "User user, Organization organization");
                using var response = await _http.SendAsync(request, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return method == HttpMethod.Delete ? default(JsonElement) : await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                }

                if (response.StatusCode == HttpStatusCode.NotFound && method == HttpMethod.Delete)
                {
                    return default(JsonElement);
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or OperationCanceledException)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return null;
                }
            }

            Tally.Add("retries");
            await Task.Delay(s_wait, TimeProvider.System, CancellationToken.None);
        }

        return null;
    }
}
