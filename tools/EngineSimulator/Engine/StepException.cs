// A call that failed, and what that says of the thing.
using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A call to the plugin failed; the message is for the user.</summary>
internal sealed class StepException(string message, Exception? inner = null) : Exception(message, inner)
{
    public ErrorResourceInitFailed? InitFailed { get; private init; }

    public static StepException Of(RpcException error)
    {
        RequireReadableDetails(error);
        if (Detail<ErrorResourceInitFailed>(error) is { } failed)
        {
            return new StepException(string.Join("\n", failed.Reasons), error) { InitFailed = failed };
        }

        if (Detail<ConfigureErrorMissingKeys>(error) is { } missing)
        {
            return new StepException(string.Join("\n", missing.MissingKeys.Select(key =>
                $"The configuration key {key.Name} is missing: {key.Description}\nSet it with: pulumi config set {key.Name} <value>")), error);
        }

        return new StepException(error.Status.Detail, error);
    }

    private static void RequireReadableDetails(RpcException error)
    {
        try
        {
            if (error.GetRpcStatus() is { } status && status.Code != (int)error.StatusCode)
            {
                throw new PluginProtocolException(
                    $"the details of a failure carry the code {status.Code}, but the call failed with {error.StatusCode} ({(int)error.StatusCode}): {error.Status.Detail}");
            }
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or FormatException)
        {
            throw new PluginProtocolException($"the details of a failure cannot be read: {unreadable.Message}");
        }
    }

    private static T? Detail<T>(RpcException error)
        where T : class, IMessage, new() =>
        error.GetRpcStatus()?.Details
            .Where(detail => detail.Is(new T().Descriptor))
            .Select(detail => Parse<T>(detail.Value))
            .FirstOrDefault();

    private static T Parse<T>(ByteString bytes)
        where T : class, IMessage, new()
    {
        var message = new T();
        message.MergeFrom(bytes);
        return message;
    }
}
