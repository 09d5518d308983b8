// A request as the service saw it.
using WireMock;

namespace InfoBip.InstancesApi.Tests.Support;

internal sealed class Sent(IRequestMessage message)
{
    public string Line => $"{message.Method} {message.Path}{message.RawQuery}";

    public string? Body => message.Body;

    /// <summary>The values of a header as they came, each line of it one entry.</summary>
    public IReadOnlyList<string> Header(string name) =>
        message.Headers!.TryGetValue(name, out var values) ? [.. values] : [];
}
