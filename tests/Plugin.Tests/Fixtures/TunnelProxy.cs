// A proxy that opens a tunnel to one port of this machine, whatever host it is asked for.
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfoBip.Plugin.Tests;

/// <summary>Speaks HTTP's CONNECT and SOCKS 5 (RFC 1928) without a password, on one port: the first byte shows which.</summary>
internal sealed class TunnelProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;

    public TunnelProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The hosts that tunnels were asked for.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Hosts { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            _ = TunnelAsync(await _listener.AcceptTcpClientAsync());
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using var from = client;
        var stream = from.GetStream();
        var first = (await ReadAsync(stream, 1))[0];
        Hosts.Enqueue(first == 5 ? await OpenSocksAsync(stream) : await OpenHttpAsync(stream));
        using TcpClient to = new();
        await to.ConnectAsync(IPAddress.Loopback, _target);
        await Task.WhenAny(stream.CopyToAsync(to.GetStream()), to.GetStream().CopyToAsync(stream));
    }

    private static async Task<string> OpenHttpAsync(NetworkStream stream)
    {
        StringBuilder head = new("C");
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(stream, 1))[0]);
        }

        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        return head.ToString().Split(' ')[1].Split(':')[0];
    }

    private static async Task<string> OpenSocksAsync(NetworkStream stream)
    {
        await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        await stream.WriteAsync(new byte[] { 5, 0 });
        var length = (await ReadAsync(stream, 5))[4];
        var host = Encoding.ASCII.GetString(await ReadAsync(stream, length));
        await ReadAsync(stream, 2);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        return host;
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
