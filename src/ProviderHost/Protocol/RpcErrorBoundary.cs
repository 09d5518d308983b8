// The one wrapper around every call: cancelling, and failures as status codes.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <summary>A call that runs.</summary>
/// <param name="Log">Where its notes go.</param>
/// <param name="Ends">Cancelled when the engine no longer wants it.</param>
internal sealed record RunningCall(CallLog Log, CancellationToken Ends);

/// <summary>
/// Runs calls. A cancelled session ends those that run and refuses those that come. Every failure becomes a status with a message
/// for the user; an unexpected one is reported as a bug, without its details, which may hold a secret.
/// </summary>
internal sealed class RpcErrorBoundary(PluginSession session)
{
    /// <summary>Runs a call that is about a resource, or about the provider as a whole (an empty URN).</summary>
    public async Task<T> RunAsync<T>(string urn, ServerCallContext context, Func<RunningCall, Task<T>> call)
    {
        var package = session.Package.Name;
        var log = new CallLog(session.Log, Redact);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(session.Cancelled, context.CancellationToken);
        using var running = session.Begin();
        try
        {
            ends.Token.ThrowIfCancellationRequested();
            var run = new RunningCall(log, ends.Token);
            return await (session.Trace is { } trace ? trace.AboutAsync(urn, log, () => call(run)) : call(run));
        }
        catch (PartiallyCreatedException partial)
        {
            throw Failure(partial.Code, Redact(partial.Message), InitFailed(partial));
        }
        catch (ResourceException failure)
        {
            throw Failure(failure.Code, Redact(failure.Message));
        }
        catch (MissingSettingsException missing)
        {
            throw Failure(HostErrors.MissingSetting, HostTexts.MissingSettings(package, missing.Missing.Select(setting => setting.Key)), MissingKeys(missing));
        }
        catch (PropertyFormatException failure)
        {
            throw Failure(HostErrors.MalformedValue, HostTexts.Malformed(package, failure.Message));
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            throw Failure(HostErrors.Cancelled, HostTexts.Cancelled);
        }
        catch (Exception bug) when (bug is not RpcException)
        {
            await log.WriteAsync(NoteSeverity.Debug, $"{bug.GetType().Name}\n{bug.StackTrace}", urn);
            throw Failure(HostErrors.Bug, HostTexts.Bug(package, bug));
        }
        finally
        {
            await log.WrittenAsync();
            if (context.CancellationToken.IsCancellationRequested)
            {
                // The engine no longer waits for this answer, and records nothing of it.
                session.Parts.Configuration.Interrupt();
            }
        }
    }

    /// <summary>A failed status, with a detail that the engine understands.</summary>
    public RpcException Failure(ErrorCode code, string message, Google.Protobuf.IMessage? detail = null)
    {
        var status = new Google.Rpc.Status { Code = (int)StatusOf(code.Kind), Message = session.Package.Mark(code, message) };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }

    private string Redact(string text) => session.Parts.Configuration.Redact(text);

    private ErrorResourceInitFailed InitFailed(PartiallyCreatedException partial)
    {
        var detail = new ErrorResourceInitFailed { Id = partial.Id, Properties = PropertyCodec.Encode(partial.State) };
        detail.Reasons.Add(session.Package.Mark(partial.Code, Redact(partial.Message)));
        if (partial.Inputs is { } inputs)
        {
            detail.Inputs = PropertyCodec.Encode(inputs);
        }

        return detail;
    }

    private ConfigureErrorMissingKeys MissingKeys(MissingSettingsException missing)
    {
        var detail = new ConfigureErrorMissingKeys();
        detail.MissingKeys.AddRange(missing.Missing.Select(setting => new ConfigureErrorMissingKeys.Types.MissingKey
        {
            Name = setting.Key,
            Description = session.Package.Mark(HostErrors.MissingSetting, setting.Description),
        }));
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
