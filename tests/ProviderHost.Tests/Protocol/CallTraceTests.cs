// Where the notes of a call's requests go.
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
    public async Task Notes_of_a_call_stand_beside_its_resource_in_order_and_before_it_ends()
    {
        var trace = new CallTrace(this);
        var call = trace.AboutAsync("urn", () =>
        {
            trace.Write("one");
            trace.Write("two");
            return Task.FromResult(7);
        });
        Assert.False(call.IsCompleted);

        _engineAnswers.SetResult();

        Assert.Equal(7, await call);
        Assert.Equal(["Debug urn one", "Debug urn two"], _notes);
    }

    [Fact]
    public void A_note_outside_of_a_call_is_about_the_provider_as_a_whole()
    {
        _engineAnswers.SetResult();
        new CallTrace(this).Write("alone");
        Assert.Equal(["Debug  alone"], _notes);
    }
}
