// The limit of the size of requests and answers.
using System.Globalization;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>Refuses bodies of more than 8 MB, in either direction.</summary>
internal static class SizeLimit
{
    public const int Bytes = 8 * 1024 * 1024;

    public static readonly BehaviourSwitch<int> Status = Switches.OneOf(
        "oversize",
        "the status of a request of more than 8 MB, which does nothing, and of one whose answer would be larger",
        [.. new[] { 429, 413 }.Select(status => (status.ToString(CultureInfo.InvariantCulture), status)), ("off", 0)]);

    /// <exception cref="ApiRefusalException">429 or 413: the body is too large.</exception>
    public static void Demand(ReadOnlyMemory<byte> body, string whose, SandboxOptions options)
    {
        if (body.Length > Bytes && options.Behaviours.Get(Status) is var status and > 0)
        {
            throw new ApiRefusalException(status, $"The {whose} is larger than 8 MB.");
        }
    }
}
