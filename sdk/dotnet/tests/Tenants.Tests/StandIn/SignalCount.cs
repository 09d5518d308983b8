// The signals that a process of the stand-in gets: counted, and said as the CLI says it.
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Tenants.Tests.StandIn;

internal sealed class SignalCount : IDisposable
{
    private readonly SemaphoreSlim _came = new(0);
    private readonly PosixSignalRegistration[] _registrations;

    public SignalCount(string folder, string[] arguments) => _registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Received.Enqueue(context.Signal.ToString());
            Call.Of(arguments, Received).Save(folder);
            _came.Release();
        }))];

    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Waits for one more signal.</summary>
    public Task<bool> NextAsync(TimeSpan atMost) => _came.WaitAsync(atMost);

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _came.Dispose();
    }
}
