// Failures of Check, in the engine's words.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Turns the failures of a Check into messages.</summary>
internal static class CheckFailures
{
    /// <summary>Fails with all failures at once.</summary>
    /// <param name="failures">What the plugin refused.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="news">The program's values, whose named property the engine prints.</param>
    public static void ThrowIfAny(IReadOnlyCollection<CheckFailure> failures, string urn, Struct news)
    {
        if (failures.Count == 0)
        {
            return;
        }

        if (failures.FirstOrDefault(failure => news.Fields.TryGetValue(failure.Property, out var value) && Wire.ContainsSecret(value)) is { } leak)
        {
            throw new PluginProtocolException(
                $"a Check failure names the secret input '{leak.Property}' as its property, so the engine would print the secret in clear. The reason given: {leak.Reason}");
        }

        throw new StepException(string.Join("\n", failures.Select(failure => Message(failure, urn, news))));
    }

    private static string Shown(Struct news, string property) =>
        news.Fields.TryGetValue(property, out var value) ? WireText.Render(value) : "<nil>";

    /// <summary>One failure as the engine prints it, with the value of the top-level property that it names.</summary>
    public static string Message(CheckFailure failure, string urn, Struct news)
    {
        var resource = $"{ResourceUrn.TypeOf(urn)} resource '{ResourceUrn.NameOf(urn)}'";
        return failure.Property.Length == 0
            ? $"{resource} has a problem: {failure.Reason}"
            : $"{resource}: property {failure.Property} value {{{Shown(news, failure.Property)}}} has a problem: {failure.Reason}";
    }
}
