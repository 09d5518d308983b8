// The sessions of a plugin process: which engine a request comes from.
namespace ProviderHost.Protocol;

/// <summary>
/// A session belongs to its connection and Handshake: a plugin that a person started serves several engines, one after the other and at once, and the Cancel of one is
/// none of the others'. A connection without a Handshake goes on with the last session: an engine may dial again, and an old one shakes no hands.
/// </summary>
/// <param name="open">Opens a session.</param>
internal sealed class PluginSessions(Func<PluginSession> open) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProviderService> _byConnection = new(StringComparer.Ordinal);
    private readonly List<PluginSession> _all = [];
    private ProviderService? _last;

    /// <summary>A new session for a connection.</summary>
    public ProviderService Begin(string connection)
    {
        var session = open();
        lock (_gate)
        {
            // What has ended is of no use to anybody.
            _all.RemoveAll(static one => one.IsClosed);
            _all.Add(session);
            return _byConnection[connection] = _last = new ProviderService(session, new RpcErrorBoundary(session));
        }
    }

    /// <summary>The session of a connection.</summary>
    public ProviderService Of(string connection)
    {
        lock (_gate)
        {
            if (_byConnection.TryGetValue(connection, out var service))
            {
                return service;
            }

            if (_last is { Session.IsClosed: false } last)
            {
                return _byConnection[connection] = last;
            }
        }

        return Begin(connection);
    }

    /// <summary>A connection has ended. Its session ends with it, where the engine had closed that: otherwise it may dial again.</summary>
    public void Disconnected(string connection)
    {
        lock (_gate)
        {
            if (_byConnection.Remove(connection, out var service))
            {
                service.Session.Disconnect();
            }
        }
    }

    /// <summary>The process ends now.</summary>
    public void End() => All().ForEach(static session => session.End());

    /// <summary>The process ends in order: no engine was killed.</summary>
    public void Close() => All().ForEach(static session => session.Close());

    /// <inheritdoc/>
    public void Dispose() => All().ForEach(static session => session.Dispose());

    // One that has ended is disposed of already.
    private List<PluginSession> All()
    {
        lock (_gate)
        {
            return [.. _all.Where(static session => !session.IsClosed)];
        }
    }
}
