// A proxy stands between the plugin and the service alone: never before the engine, and its refusals name it.
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class ProxyTests
{
    private static readonly string[] s_variables = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"];

    private const string Closed = "127.0.0.1:9";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ALL_PROXY", "socks5://"), InlineData("all_proxy", "socks5://"), InlineData("HTTP_PROXY", "http://"), InlineData("http_proxy", "http://"), InlineData("HTTPS_PROXY", "http://")]
    public async Task Neither_the_engine_nor_a_service_on_this_machine_is_reached_through_a_proxy(string variable, string scheme)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Environment = Variables((variable, scheme + Closed)) });
        plugin.Sandbox.Add("sms");

        await plugin.CreateAsync(SampleResource.Inputs());

        Assert.Contains(plugin.Notes, note => note.Message.Contains("'sms' already exists", StringComparison.Ordinal));
        Assert.Equal(2, plugin.Sandbox.Instances.Count);
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_named_without_its_password_and_with_its_status()
    {
        using var proxy = new RefusingProxy("407 Proxy Authentication Required");
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            BaseUrl = static _ => new Uri("https://api.example.com/your_moms/api-v2"),
            Environment = Variables(("HTTPS_PROXY", $"http://me:cAnArY@127.0.0.1:{proxy.Port}")),
        });

        var failure = await Failures.OfAsync(plugin.ReadAsync("12"));

        Failures.AssertError(failure, "IB3009", $"http://127.0.0.1:{proxy.Port}", "https://api.example.com", "407 Proxy Authentication Required");
        Assert.DoesNotContain("cAnArY", failure.Status.Detail, StringComparison.Ordinal);
        Assert.True(proxy.Connections > 0);
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "http://"), InlineData("ALL_PROXY", "socks5://")]
    public async Task A_proxy_that_is_not_there_is_named(string variable, string scheme)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            BaseUrl = static _ => new Uri("https://api.example.com/your_moms/api-v2"),
            Environment = Variables((variable, scheme + Closed)),
        });

        Failures.AssertError(await Failures.OfAsync(plugin.ReadAsync("12")), "IB3009", scheme + Closed, "https://api.example.com");
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "http://"), InlineData("HTTPS_PROXY", "socks5://"), InlineData("ALL_PROXY", "socks5://")]
    public async Task A_service_is_reached_through_the_tunnel_of_a_proxy(string variable, string scheme)
    {
        await using var service = await SelfSignedServer.StartAsync("other.example.com");
        using var proxy = new TunnelProxy(service.Url.Port);
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            BaseUrl = static _ => new Uri("https://other.example.com/your_moms/api-v2"),
            Environment = Variables((variable, $"{scheme}127.0.0.1:{proxy.Port}"), ("SSL_CERT_FILE", service.AuthorityFile)),
        });

        // The service's own 404.
        Assert.Empty((await plugin.ReadAsync("12")).Id);
        Assert.Equal("other.example.com", Assert.Single(proxy.Hosts));
    }

    [Theory]
    [InlineData("10.0.0.0/8, invalid", true), InlineData(".service.invalid", false), InlineData("*.service.invalid", false)]
    public async Task What_NO_PROXY_names_is_reached_directly_and_nothing_else(string list, bool direct)
    {
        using var proxy = new RefusingProxy("403 Forbidden");
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            BaseUrl = static _ => new Uri("https://service.invalid/your_moms/api-v2"),
            Environment = Variables(("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}"), ("NO_PROXY", list)),
        });

        var failure = await Failures.OfAsync(plugin.ReadAsync("12"));

        Assert.Equal(direct, !failure.Status.Detail.Contains("proxy http", StringComparison.Ordinal));
        Assert.Equal(direct, proxy.Connections == 0);
    }

    private static Dictionary<string, string?> Variables(params IEnumerable<(string Name, string Value)> set)
    {
        var all = s_variables.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in set)
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>A proxy that opens no tunnel.</summary>
    private sealed class RefusingProxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;
        private int _connections;

        public RefusingProxy(string status)
        {
            _answer = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            _listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync(Cancel);
                Interlocked.Increment(ref _connections);
                var buffer = new byte[4096];
                _ = await connection.GetStream().ReadAsync(buffer, Cancel);
                await connection.GetStream().WriteAsync(_answer, Cancel);
            }
        }
    }
}
