// Where the notes of a call's requests go.
using ProviderHost.Protocol;
using ProviderHost.Resources;

namespace ProviderHost.Tests.Protocol;

public sealed class CallTraceTests
{
    [Fact]
    public async Task Notes_of_a_call_stand_beside_its_resource_in_order_and_before_it_ends()
    {
        var log = new Log(isSlow: true);
        var trace = new CallTrace(log);

        var result = await trace.AboutAsync("urn", async () =>
        {
            trace.Write("one");
            await Task.Yield();
            trace.Write("two");
            return 7;
        });

        Assert.Equal(7, result);
        Assert.Equal(["Debug urn one", "Debug urn two"], log.Notes);
    }

    [Fact]
    public void A_note_outside_of_a_call_is_about_the_provider_as_a_whole()
    {
        var log = new Log(isSlow: false);
        new CallTrace(log).Write("alone");
        Assert.Equal(["Debug  alone"], log.Notes);
    }

    private sealed class Log(bool isSlow) : IResourceLog
    {
        public List<string> Notes { get; } = [];

        public async Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false)
        {
            if (isSlow)
            {
                await Task.Yield();
            }

            Notes.Add($"{severity} {urn} {message}");
        }
    }
}
