// Where the notes of a call go.
using ProviderHost.Protocol;
using ProviderHost.Resources;

namespace ProviderHost.Tests.Protocol;

public sealed class CallTraceTests : IResourceLog
{
    private readonly TaskCompletionSource _engineAnswers = new();
    private readonly List<string> _notes = [];

    async Task IResourceLog.WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral)
    {
        await _engineAnswers.Task;
        _notes.Add($"{severity} {urn} {message}");
    }

    [Fact]
    public async Task Notes_of_a_call_stand_beside_its_resource_in_order()
    {
        var (trace, log) = (new CallTrace(this, NoteSeverity.Debug, isDetailed: false), new CallLog(this, static text => text));
        var answer = await trace.AboutAsync("urn", log, () =>
        {
            trace.Write("one");
            _ = log.WriteAsync(NoteSeverity.Warning, "between", "urn");
            trace.Write("two");
            return Task.FromResult(7);
        });
        var written = log.WrittenAsync();
        Assert.Equal((7, false), (answer, written.IsCompleted));

        _engineAnswers.SetResult();
        await written;

        Assert.Equal(["Debug urn one", "Warning urn between", "Debug urn two"], _notes);
    }

    [Fact]
    public void A_note_outside_of_a_call_is_about_the_provider_as_a_whole()
    {
        _engineAnswers.SetResult();
        new CallTrace(this, NoteSeverity.Info, isDetailed: true).Write("alone");
        Assert.Equal(["Info  alone"], _notes);
    }
}
