// A call that its caller cancelled, with what is known of it then.
namespace InfoBip.InstancesApi.Http;

/// <summary>To callers a cancellation like any other; within the client it tells whether anything may have come of the call.</summary>
internal sealed class CallCancelledException(string message, bool mayHaveActed, CancellationToken cancellationToken)
    : OperationCanceledException(message, cancellationToken)
{
    /// <summary>Whether the service may have acted on any of the attempts; false where the call waited for its next one after plain refusals.</summary>
    public bool MayHaveActed { get; } = mayHaveActed;
}
