// The one wrapper around every call: cancelling, time, and failures in the protocol's terms.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <summary>
/// Runs calls. A cancelled session ends those that run and refuses those that come. Every failure becomes a status with a message
/// for the user; one that nobody foresaw names the resource and is owned as a bug, without its details, which may hold a secret.
/// </summary>
internal sealed class RpcErrorBoundary(PluginSession session)
{
    /// <summary>Runs a call that is about a resource, or about the provider as a whole (an empty URN).</summary>
    public async Task<T> RunAsync<T>(string urn, ServerCallContext context, Func<CancellationToken, Task<T>> call)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(session.Cancelled, context.CancellationToken);
        try
        {
            ends.Token.ThrowIfCancellationRequested();
            return await (session.Trace is { } trace ? trace.AboutAsync(urn, () => call(ends.Token)) : call(ends.Token));
        }
        catch (PartiallyCreatedException partial)
        {
            throw Failure(partial.Code, session.Redact(partial.Message), InitFailed(partial));
        }
        catch (ResourceException failure)
        {
            throw Failure(failure.Code, session.Redact(failure.Message));
        }
        catch (PropertyFormatException failure)
        {
            throw Failure(ErrorCode.BadValue, $"{About(urn)}: {failure.Message}.");
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            throw Failure(ErrorCode.Cancelled, $"{About(urn)}: the deployment was cancelled.");
        }
        catch (Exception bug) when (bug is not RpcException)
        {
            await session.Log.WriteAsync(NoteSeverity.Debug, $"{bug.GetType().Name}\n{bug.StackTrace}", urn);
            throw Failure(
                ErrorCode.Bug,
                $"{About(urn)}: this is a bug of the infobip provider ({bug.GetType().Name}). Please report it with the output of `pulumi up --debug`.");
        }
    }

    /// <summary>Makes a failed status with a detail that the engine understands.</summary>
    public static RpcException Failure(ErrorCode code, string message, Google.Protobuf.IMessage? detail = null)
    {
        var status = new Google.Rpc.Status { Code = (int)StatusOf(code.Kind), Message = code.Mark(message) };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }

    private static string About(string urn) => urn.Length == 0 ? "the infobip provider" : urn;

    private ErrorResourceInitFailed InitFailed(PartiallyCreatedException partial)
    {
        var detail = new ErrorResourceInitFailed { Id = partial.Id, Properties = PropertyCodec.Encode(partial.State) };
        detail.Reasons.Add(partial.Code.Mark(session.Redact(partial.Message)));
        if (partial.Inputs is { } inputs)
        {
            detail.Inputs = PropertyCodec.Encode(inputs);
        }

        return detail;
    }

    private static StatusCode StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.InvalidArgument => StatusCode.InvalidArgument,
        FailureKind.Unauthenticated => StatusCode.Unauthenticated,
        FailureKind.PermissionDenied => StatusCode.PermissionDenied,
        FailureKind.NotFound => StatusCode.NotFound,
        FailureKind.AlreadyExists => StatusCode.AlreadyExists,
        FailureKind.ResourceExhausted => StatusCode.ResourceExhausted,
        FailureKind.Unavailable => StatusCode.Unavailable,
        FailureKind.DeadlineExceeded => StatusCode.DeadlineExceeded,
        FailureKind.Cancelled => StatusCode.Cancelled,
        FailureKind.FailedPrecondition => StatusCode.FailedPrecondition,
        FailureKind.Unimplemented => StatusCode.Unimplemented,
        FailureKind.Bug => StatusCode.Internal,
        _ => StatusCode.Unknown,
    };
}
