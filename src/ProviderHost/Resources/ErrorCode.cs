// The table of the provider's errors: each with the code under which the documentation explains it.
namespace ProviderHost.Resources;

/// <summary>
/// An error that a user can meet. Its id stands at the end of the message and in <c>docs/errors.md</c>, never changes its meaning, and is never used
/// again for another error.
/// </summary>
/// <param name="Id">The code: <c>IB</c> and four digits; the first digit tells the group.</param>
/// <param name="Kind">What kind of failure it is.</param>
internal sealed record ErrorCode(string Id, FailureKind Kind)
{
    // The provider's settings.

    /// <summary>A required setting is neither configured nor in the environment.</summary>
    public static readonly ErrorCode MissingSetting = new("IB1001", FailureKind.InvalidArgument);

    /// <summary>There is no such setting.</summary>
    public static readonly ErrorCode UnknownSetting = new("IB1002", FailureKind.InvalidArgument);

    /// <summary>A setting's value cannot be what was meant.</summary>
    public static readonly ErrorCode BadSetting = new("IB1003", FailureKind.InvalidArgument);

    /// <summary>The settings cannot be used as a whole; the message tells each mistake.</summary>
    public static readonly ErrorCode BadSettings = new("IB1004", FailureKind.InvalidArgument);

    /// <summary>The provider has no settings yet.</summary>
    public static readonly ErrorCode NotConfigured = new("IB1005", FailureKind.FailedPrecondition);

    // The inputs of a program.

    /// <summary>A required input is missing.</summary>
    public static readonly ErrorCode MissingInput = new("IB2001", FailureKind.InvalidArgument);

    /// <summary>There is no such input.</summary>
    public static readonly ErrorCode UnknownInput = new("IB2002", FailureKind.InvalidArgument);

    /// <summary>An input is of another type than the schema says.</summary>
    public static readonly ErrorCode WrongType = new("IB2003", FailureKind.InvalidArgument);

    /// <summary>A text cannot be what was meant: blank, a placeholder, curly quotes, control characters.</summary>
    public static readonly ErrorCode BadText = new("IB2004", FailureKind.InvalidArgument);

    /// <summary>A URL is none.</summary>
    public static readonly ErrorCode BadUrl = new("IB2005", FailureKind.InvalidArgument);

    /// <summary>A value is the mask that the service shows in the place of a secret.</summary>
    public static readonly ErrorCode MaskedValue = new("IB2006", FailureKind.InvalidArgument);

    /// <summary>A name or tag holds HTML, which the service would strip.</summary>
    public static readonly ErrorCode Markup = new("IB2007", FailureKind.InvalidArgument);

    /// <summary>A configuration entry has an input of its own.</summary>
    public static readonly ErrorCode RepeatedEntry = new("IB2008", FailureKind.InvalidArgument);

    /// <summary>The name is missing where the user's settings forbid to make one.</summary>
    public static readonly ErrorCode NameRequired = new("IB2009", FailureKind.InvalidArgument);

    /// <summary>The name that the user's settings ask for cannot be used.</summary>
    public static readonly ErrorCode BadEnforcedName = new("IB2010", FailureKind.InvalidArgument);

    /// <summary>An input is not known outside a preview.</summary>
    public static readonly ErrorCode UnknownValue = new("IB2011", FailureKind.InvalidArgument);

    /// <summary>An id is none of an instance.</summary>
    public static readonly ErrorCode BadId = new("IB2012", FailureKind.InvalidArgument);

    /// <summary>A function or a list has no such argument.</summary>
    public static readonly ErrorCode UnknownArgument = new("IB2013", FailureKind.InvalidArgument);

    /// <summary>A function was given both or none of two arguments of which it takes one.</summary>
    public static readonly ErrorCode OneOfTwo = new("IB2014", FailureKind.InvalidArgument);

    /// <summary>A function's argument is not known yet.</summary>
    public static readonly ErrorCode ArgumentNotKnown = new("IB2015", FailureKind.InvalidArgument);

    /// <summary>The query of a list cannot be used; the message tells each mistake.</summary>
    public static readonly ErrorCode BadQuery = new("IB2016", FailureKind.InvalidArgument);

    // What the service answered, or did not.

    /// <summary>The service refused the request as wrong.</summary>
    public static readonly ErrorCode RequestRefused = new("IB3001", FailureKind.InvalidArgument);

    /// <summary>The service does not know the secrets.</summary>
    public static readonly ErrorCode Unauthenticated = new("IB3002", FailureKind.Unauthenticated);

    /// <summary>The account may not do this.</summary>
    public static readonly ErrorCode Forbidden = new("IB3003", FailureKind.PermissionDenied);

    /// <summary>The service has no such instance.</summary>
    public static readonly ErrorCode NotFound = new("IB3004", FailureKind.NotFound);

    /// <summary>A 404 that is not the instances API's own.</summary>
    public static readonly ErrorCode WrongAddress = new("IB3005", FailureKind.FailedPrecondition);

    /// <summary>It exists already.</summary>
    public static readonly ErrorCode Conflict = new("IB3006", FailureKind.AlreadyExists);

    /// <summary>Too many requests.</summary>
    public static readonly ErrorCode TooManyRequests = new("IB3007", FailureKind.ResourceExhausted);

    /// <summary>The service, or what stands before it, failed.</summary>
    public static readonly ErrorCode ServiceProblem = new("IB3008", FailureKind.Unavailable);

    /// <summary>No connection could be made.</summary>
    public static readonly ErrorCode NoConnection = new("IB3009", FailureKind.Unavailable);

    /// <summary>The connection broke before the answer was complete.</summary>
    public static readonly ErrorCode ConnectionLost = new("IB3010", FailureKind.Unavailable);

    /// <summary>No secure connection could be made.</summary>
    public static readonly ErrorCode InsecureConnection = new("IB3011", FailureKind.Unavailable);

    /// <summary>A time limit passed.</summary>
    public static readonly ErrorCode TimedOut = new("IB3012", FailureKind.DeadlineExceeded);

    /// <summary>The answer cannot be read.</summary>
    public static readonly ErrorCode UnreadableAnswer = new("IB3013", FailureKind.Unavailable);

    /// <summary>The service redirected to where the provider does not follow.</summary>
    public static readonly ErrorCode Redirected = new("IB3014", FailureKind.FailedPrecondition);

    /// <summary>The answer lacks the instance's token.</summary>
    public static readonly ErrorCode NoToken = new("IB3015", FailureKind.Unavailable);

    // Instances that are not as they were asked for, or may be there.

    /// <summary>A create may have made an instance, and it could not be found out.</summary>
    public static readonly ErrorCode CreateInDoubt = new("IB4001", FailureKind.Unknown);

    /// <summary>A create made one of several new instances of the name.</summary>
    public static readonly ErrorCode SeveralCandidates = new("IB4002", FailureKind.Unknown);

    /// <summary>The instance exists, and the connector did not accept its credentials.</summary>
    public static readonly ErrorCode NotValid = new("IB4003", FailureKind.Unknown);

    /// <summary>The instance exists, and could not be switched on or off.</summary>
    public static readonly ErrorCode NotSwitched = new("IB4004", FailureKind.Unknown);

    /// <summary>The instance is of another connector.</summary>
    public static readonly ErrorCode OtherConnector = new("IB4005", FailureKind.InvalidArgument);

    /// <summary>The deployment was cancelled.</summary>
    public static readonly ErrorCode Cancelled = new("IB4006", FailureKind.Cancelled);

    /// <summary>Several instances bear the name that was looked up.</summary>
    public static readonly ErrorCode SeveralFound = new("IB4007", FailureKind.InvalidArgument);

    /// <summary>A create that was cut off may have made an instance that is there now.</summary>
    public static readonly ErrorCode LeftBehind = new("IB4008", FailureKind.AlreadyExists);

    /// <summary>What a create made that was cut off is taken over, and is not yet as the program wants it.</summary>
    public static readonly ErrorCode NotBroughtUp = new("IB4009", FailureKind.Unknown);

    // What passes between the engine and the provider.

    /// <summary>A value of the protocol is not one.</summary>
    public static readonly ErrorCode BadValue = new("IB5001", FailureKind.InvalidArgument);

    /// <summary>The provider has no such resource.</summary>
    public static readonly ErrorCode UnknownResource = new("IB5002", FailureKind.Unimplemented);

    /// <summary>The provider has no such schema.</summary>
    public static readonly ErrorCode UnknownSchema = new("IB5003", FailureKind.InvalidArgument);

    /// <summary>A bug of the provider.</summary>
    public static readonly ErrorCode Bug = new("IB5004", FailureKind.Bug);

    /// <summary>The provider has no such function.</summary>
    public static readonly ErrorCode UnknownFunction = new("IB5005", FailureKind.Unimplemented);

    /// <summary>The token that is to continue a list is none of this provider.</summary>
    public static readonly ErrorCode BadContinuation = new("IB5006", FailureKind.InvalidArgument);

    /// <summary>All codes, in the documentation's order.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        MissingSetting, UnknownSetting, BadSetting, BadSettings, NotConfigured,
        MissingInput, UnknownInput, WrongType, BadText, BadUrl, MaskedValue, Markup, RepeatedEntry, NameRequired, BadEnforcedName, UnknownValue, BadId,
        UnknownArgument, OneOfTwo, ArgumentNotKnown, BadQuery,
        RequestRefused, Unauthenticated, Forbidden, NotFound, WrongAddress, Conflict, TooManyRequests, ServiceProblem,
        NoConnection, ConnectionLost, InsecureConnection, TimedOut, UnreadableAnswer, Redirected, NoToken,
        CreateInDoubt, SeveralCandidates, NotValid, NotSwitched, OtherConnector, Cancelled, SeveralFound, LeftBehind, NotBroughtUp,
        BadValue, UnknownResource, UnknownSchema, Bug, UnknownFunction, BadContinuation,
    ];

    /// <summary>The message as the user sees it: with the code at its end.</summary>
    public string Mark(string message) => $"{message} [{Id}]";
}

/// <summary>What is wrong with a value, and under which code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">The words, which follow the value's name.</param>
internal sealed record Mistake(ErrorCode Code, string Text);
