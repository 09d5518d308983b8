// How a call for a resource fails.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>What kind of failure it is; the protocol edge makes a status code of it.</summary>
internal enum FailureKind
{
    /// <summary>The request is wrong as it stands.</summary>
    InvalidArgument,

    /// <summary>The provider's secrets are wrong.</summary>
    Unauthenticated,

    /// <summary>The account may not do this.</summary>
    PermissionDenied,

    /// <summary>What the call is about does not exist.</summary>
    NotFound,

    /// <summary>It exists already.</summary>
    AlreadyExists,

    /// <summary>Too many requests.</summary>
    ResourceExhausted,

    /// <summary>The service cannot be reached or does not work.</summary>
    Unavailable,

    /// <summary>The time for the operation ran out.</summary>
    DeadlineExceeded,

    /// <summary>The user gave up.</summary>
    Cancelled,

    /// <summary>The provider is not configured.</summary>
    FailedPrecondition,

    /// <summary>This provider has no such thing.</summary>
    Unimplemented,

    /// <summary>Something may have been made or changed, and it could not be found out.</summary>
    Unknown,

    /// <summary>The provider itself failed.</summary>
    Bug,
}

/// <summary>A call that failed and left nothing new behind. The message is for the user and holds no secret.</summary>
internal class ResourceException(ErrorCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Which error it is.</summary>
    public ErrorCode Code { get; } = code;
}

/// <summary>
/// The resource exists, but is not as it was asked for. Its id and state go back to the engine all the same, so that nothing is
/// orphaned: the next deployment repairs it in place, a destroy removes it. The message is for the user and holds no secret.
/// </summary>
internal sealed class PartiallyCreatedException(ErrorCode code, string id, PropertyMap state, string reason, PropertyMap? inputs = null, Exception? cause = null)
    : Exception(reason, cause)
{
    /// <summary>Which error it is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The resource's id.</summary>
    public string Id { get; } = id;

    /// <summary>The resource's outputs as far as they are known, secrets marked.</summary>
    public PropertyMap State { get; } = state;

    /// <summary>The resource's inputs; only a read tells them.</summary>
    public PropertyMap? Inputs { get; } = inputs;
}
