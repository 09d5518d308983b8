// The errors that a user can meet, by number, and the status that each has in the protocol.
namespace ProviderHost.Resources;

/// <summary>
/// An error that the provider's documentation explains. Its number stands at the end of the message behind the provider's prefix, never changes its meaning, and is
/// never used again for another error.
/// </summary>
/// <param name="Number">Four digits; the first is the group: 1 settings, 2 inputs, 3 the service's response, 4 resources that are not as asked for, 5 the protocol.</param>
/// <param name="Kind">What kind of failure it is.</param>
public sealed record ErrorCode(int Number, FailureKind Kind);

/// <summary>What kind of failure it is; the protocol makes a status code of it.</summary>
public enum FailureKind
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

    /// <summary>The user cancelled the deployment.</summary>
    Cancelled,

    /// <summary>The provider is not configured for this.</summary>
    FailedPrecondition,

    /// <summary>This provider has no such thing.</summary>
    Unimplemented,

    /// <summary>Something may have been created or changed, and the provider could not find out.</summary>
    Unknown,

    /// <summary>The provider itself failed.</summary>
    Bug,
}

/// <summary>The errors that are the same for every provider. A provider adds its own under other numbers.</summary>
public static class HostErrors
{
    /// <summary>A required setting is neither configured nor in the environment.</summary>
    public static readonly ErrorCode MissingSetting = new(1001, FailureKind.InvalidArgument);

    /// <summary>There is no such setting.</summary>
    public static readonly ErrorCode UnknownSetting = new(1002, FailureKind.InvalidArgument);

    /// <summary>A setting's value is not valid.</summary>
    public static readonly ErrorCode InvalidSetting = new(1003, FailureKind.InvalidArgument);

    /// <summary>The settings cannot be used as a whole; the message lists each error.</summary>
    public static readonly ErrorCode InvalidSettings = new(1004, FailureKind.InvalidArgument);

    /// <summary>The provider has no settings yet.</summary>
    public static readonly ErrorCode NotConfigured = new(1005, FailureKind.FailedPrecondition);

    /// <summary>A required input is missing.</summary>
    public static readonly ErrorCode MissingInput = new(2001, FailureKind.InvalidArgument);

    /// <summary>There is no such input.</summary>
    public static readonly ErrorCode UnknownInput = new(2002, FailureKind.InvalidArgument);

    /// <summary>An input is of another type than the schema says.</summary>
    public static readonly ErrorCode WrongType = new(2003, FailureKind.InvalidArgument);

    /// <summary>A text cannot be what was meant: blank, a placeholder, curly quotes, control characters.</summary>
    public static readonly ErrorCode InvalidText = new(2004, FailureKind.InvalidArgument);

    /// <summary>A value is the mask that the service shows in the place of a secret.</summary>
    public static readonly ErrorCode MaskedValue = new(2006, FailureKind.InvalidArgument);

    /// <summary>The name is missing where the stack's settings forbid to generate one.</summary>
    public static readonly ErrorCode NameRequired = new(2009, FailureKind.InvalidArgument);

    /// <summary>The name that the stack's settings ask for is not valid.</summary>
    public static readonly ErrorCode InvalidEnforcedName = new(2010, FailureKind.InvalidArgument);

    /// <summary>An input is unknown outside a preview.</summary>
    public static readonly ErrorCode UnknownValue = new(2011, FailureKind.InvalidArgument);

    /// <summary>A function or a list has no such argument.</summary>
    public static readonly ErrorCode UnknownArgument = new(2013, FailureKind.InvalidArgument);

    /// <summary>A function's argument is unknown.</summary>
    public static readonly ErrorCode ArgumentNotKnown = new(2015, FailureKind.InvalidArgument);

    /// <summary>The query of a list is not valid; the message lists each error.</summary>
    public static readonly ErrorCode InvalidQuery = new(2016, FailureKind.InvalidArgument);

    /// <summary>Inputs are not valid that were changed after their check; the message lists each error.</summary>
    public static readonly ErrorCode InvalidInputs = new(2017, FailureKind.InvalidArgument);

    /// <summary>The service returned the same page of a list again.</summary>
    public static readonly ErrorCode EndlessList = new(3013, FailureKind.Unavailable);

    /// <summary>OpenSSL is not installed, without which nothing can be sent.</summary>
    public static readonly ErrorCode NoOpenSsl = new(3016, FailureKind.FailedPrecondition);

    /// <summary>The deployment was cancelled.</summary>
    public static readonly ErrorCode Cancelled = new(4006, FailureKind.Cancelled);

    /// <summary>A value of the protocol is malformed.</summary>
    public static readonly ErrorCode MalformedValue = new(5001, FailureKind.InvalidArgument);

    /// <summary>The provider has no such resource.</summary>
    public static readonly ErrorCode UnknownResource = new(5002, FailureKind.Unimplemented);

    /// <summary>The provider has no such schema.</summary>
    public static readonly ErrorCode UnknownSchema = new(5003, FailureKind.InvalidArgument);

    /// <summary>A bug of the provider.</summary>
    public static readonly ErrorCode Bug = new(5004, FailureKind.Bug);

    /// <summary>The provider has no such function.</summary>
    public static readonly ErrorCode UnknownFunction = new(5005, FailureKind.Unimplemented);

    /// <summary>The token that is to continue a list is not one of this provider.</summary>
    public static readonly ErrorCode InvalidContinuation = new(5006, FailureKind.InvalidArgument);

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        MissingSetting, UnknownSetting, InvalidSetting, InvalidSettings, NotConfigured,
        MissingInput, UnknownInput, WrongType, InvalidText, MaskedValue, NameRequired, InvalidEnforcedName, UnknownValue, UnknownArgument, ArgumentNotKnown, InvalidQuery, InvalidInputs,
        EndlessList, NoOpenSsl, Cancelled, MalformedValue, UnknownResource, UnknownSchema, Bug, UnknownFunction, InvalidContinuation,
    ];
}
