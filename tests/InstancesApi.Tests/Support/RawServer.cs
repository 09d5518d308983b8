// A server that does what no well-behaved one does: cut connections, stall, answer nonsense.
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfoBip.InstancesApi.Tests.Support;

/// <summary>Takes one request per connection and hands it to a script, which writes what it likes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, Stream, CancellationToken, Task> _script;
    private readonly Func<Stream, Task<Stream>> _secure;
    private readonly Task _serving;
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _requests = [];

    /// <param name="script">Is given the number of the request (from 1) and the connection, which is cut when it returns.</param>
    /// <param name="secure">Wraps a connection before anything is read from it.</param>
    public RawServer(Func<int, Stream, CancellationToken, Task> script, Func<Stream, Task<Stream>>? secure = null)
    {
        _script = script;
        _secure = secure ?? Task.FromResult;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri BaseUrl => new($"http://127.0.0.1:{Port}");

    public int Connections { get; private set; }

    /// <summary>Ends when the first request is here as a whole.</summary>
    public Task Arrived => _arrived.Task;

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static async Task WriteAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    public static Task AnswerAsync(Stream stream, string body, string status = "200 OK") =>
        WriteAsync(stream, $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    public static Task Stall(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                connections.Add(ServeAsync(connection));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await using var stream = await _secure(connection.GetStream());
                if (await ReadRequestAsync(stream) is { Length: > 0 } request)
                {
                    int number;
                    lock (_requests)
                    {
                        _requests.Add(request);
                        number = _requests.Count;
                    }

                    _arrived.TrySetResult();
                    await _script(number, stream, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<string> ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return "";
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = request[..end].Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault();
        return request.Length >= end + 4 + length;
    }
}
