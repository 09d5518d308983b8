// Which answers of a plugin the engine takes, and what it makes of them.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Checks the objects and failures in a plugin's answers.</summary>
internal static class Answers
{
    /// <summary>An object that must be there, in the form that the state keeps.</summary>
    public static Struct Require(Struct? map, string what, bool preview)
    {
        if (map is null)
        {
            throw new PluginProtocolException($"{what} is absent.");
        }

        if (Wire.Malformation(map) is { } flaw)
        {
            throw new PluginProtocolException($"in {what}, {flaw}.");
        }

        var plain = Plain(map);
        return preview || !Wire.ContainsUnknown(plain)
            ? plain
            : throw new PluginProtocolException(
                $"{what} holds an unexpected unknown property value ({string.Join(", ", plain.Fields.Where(field => Wire.ContainsUnknown(field.Value)).Select(field => field.Key))}), and this is no preview.");
    }

    /// <summary>Wraps the outputs that are secret because the input of their name is, or because the program wants it.</summary>
    public static Struct WithSecrets(Struct outputs, Struct inputs, IReadOnlyList<string> additional)
    {
        var secret = outputs.Clone();
        foreach (var name in inputs.Fields.Where(field => Wire.IsSecret(field.Value)).Select(field => field.Key).Concat(additional))
        {
            if (secret.Fields.TryGetValue(name, out var value) && !Wire.IsSecret(value))
            {
                secret.Fields[name] = Wire.Secret(value);
            }
        }

        return secret;
    }

    /// <summary>Output values reduced to what the state keeps of them: value, secretness, unknownness.</summary>
    public static Struct Plain(Struct map) => Wire.Replace(map, static value =>
        Wire.Signature(value) != WireFormat.OutputSignature ? null
        : Plain(Wire.Map(("", Wire.Reveal(value)))).Fields[""] is var inner && Wire.IsSecret(value) ? Wire.Secret(inner) : inner);

    /// <summary>Fails with all failures of a Check at once, in the engine's words.</summary>
    /// <param name="failures">What the plugin refused.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="news">The program's values, whose named property the engine prints.</param>
    public static void ThrowIfAny(IReadOnlyCollection<CheckFailure> failures, string urn, Struct news)
    {
        if (failures.FirstOrDefault(failure => news.Fields.TryGetValue(failure.Property, out var value) && Wire.ContainsSecret(value)) is { } leak)
        {
            throw new PluginProtocolException(
                $"a Check failure names the secret input '{leak.Property}' as its property, so the engine would print the secret in clear. The reason given: {leak.Reason}");
        }

        if (failures.Count > 0)
        {
            throw new StepException(string.Join("\n", failures.Select(failure => Message(failure, urn, news))));
        }
    }

    public static string Message(CheckFailure failure, string urn, Struct news)
    {
        var resource = $"{ResourceUrn.TypeOf(urn)} resource '{ResourceUrn.NameOf(urn)}'";
        var shown = news.Fields.TryGetValue(failure.Property, out var value) ? WireText.Render(value) : "<nil>";
        return failure.Property.Length == 0 ? $"{resource} has a problem: {failure.Reason}" : $"{resource}: property {failure.Property} value {{{shown}}} has a problem: {failure.Reason}";
    }
}
