// What is made of a plugin's answers: the forms that the engine takes, and failures in its words.
namespace InfoBip.EngineSimulator;

/// <summary>Something failed; the message is for the user.</summary>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the plugin answered something that the engine would refuse, or would misunderstand.</summary>
    internal bool IsProtocolError { get; private init; }
    internal ErrorResourceInitFailed? InitFailed { get; private init; }

    internal static EngineException Protocol(string message) => new($"The plugin broke the protocol: {message}") { IsProtocolError = true };

    /// <summary>Awaits a call and reads its failure as the engine does.</summary>
    internal static async Task<T> CallAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            return await call;
        }
        catch (RpcException error)
        {
            throw Of(error);
        }
    }

    internal static EngineException Of(RpcException error)
    {
        var status = error.GetRpcStatus();
        return status?.GetDetail<ErrorResourceInitFailed>() is { } failed ? new EngineException(string.Join("\n", failed.Reasons), error) { InitFailed = failed }
            : status?.GetDetail<ConfigureErrorMissingKeys>() is { } missing ? new EngineException(
                string.Join("\n", missing.MissingKeys.Select(key => $"The configuration key {key.Name} is missing: {key.Description}\nSet it with: pulumi config set {key.Name} <value>")), error)
            : new EngineException(error.Status.Detail, error);
    }
}

internal static class Answers
{
    /// <summary>An object that must be there, in the form that the state keeps.</summary>
    public static Struct Require(Struct? map, string what, bool preview = false)
    {
        if (map is null || map.Fields.Values.Any(Wire.IsMalformed))
        {
            throw EngineException.Protocol(map is null ? $"{what} is absent." : $"in {what}, a value has no kind, no content or an unknown signature.");
        }

        var plain = Plain(map);
        return preview || !Wire.ContainsUnknown(plain) ? plain
            : throw EngineException.Protocol($"{what} holds an unexpected unknown property value ({string.Join(", ", plain.Fields.Where(field => Wire.ContainsUnknown(field.Value)).Select(field => field.Key))}).");
    }

    /// <summary>Wraps the outputs that are secret because the input of their name is, or because the program wants it.</summary>
    public static Struct WithSecrets(Struct outputs, Struct inputs, IEnumerable<string> additional)
    {
        var secret = outputs.Clone();
        foreach (var name in inputs.Fields.Where(field => Wire.IsSecret(field.Value)).Select(field => field.Key).Concat(additional).Where(secret.Fields.ContainsKey))
        {
            secret.Fields[name] = Wire.AsSecret(secret.Fields[name]);
        }

        return secret;
    }

    /// <summary>Output values reduced to what the state keeps of them: value, secretness, unknownness.</summary>
    public static Struct Plain(Struct map) => Wire.Replace(map, Plain);

    /// <summary>Fails with all failures of a Check at once.</summary>
    public static void ThrowIfAny(IReadOnlyCollection<CheckFailure> failures, string urn, Struct news)
    {
        if (failures.Count > 0)
        {
            throw new EngineException(string.Join("\n", failures.Select(failure => Message(failure, urn, news))));
        }
    }

    /// <summary>A failure in the engine's words, which show the value of the named property, also where it is a secret.</summary>
    public static string Message(CheckFailure failure, string urn, Struct news)
    {
        var resource = $"{ResourceUrn.TypeOf(urn)} resource '{ResourceUrn.NameOf(urn)}'";
        var shown = news.Fields.TryGetValue(failure.Property, out var value) ? WireText.Render(value, showSecrets: true) : "<nil>";
        return failure.Property.Length == 0 ? $"{resource} has a problem: {failure.Reason}" : $"{resource}: property {failure.Property} value {{{shown}}} has a problem: {failure.Reason}";
    }

    private static Value? Plain(Value value) => Wire.Signature(value) != WireFormat.OutputSignature ? null
        : Wire.Replace(Wire.Reveal(value), Plain) is var inner && Wire.IsSecret(value) ? Wire.AsSecret(inner) : inner;
}
