// The errors of this provider beyond those that every provider has.
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider;

/// <summary>What can go wrong with InfoBip instances, by number. <c>docs/errors.md</c> explains each.</summary>
internal static class InstanceErrors
{
    /// <summary>What stands before the number.</summary>
    public const string Prefix = "IB";

    /// <summary>A URL is not valid.</summary>
    public static readonly ErrorCode InvalidUrl = new(2005, FailureKind.InvalidArgument);

    /// <summary>A name or tag contains HTML, which the service would strip.</summary>
    public static readonly ErrorCode Markup = new(2007, FailureKind.InvalidArgument);

    /// <summary>A configuration entry has an input of its own.</summary>
    public static readonly ErrorCode RepeatedEntry = new(2008, FailureKind.InvalidArgument);

    /// <summary>An id is not one of an instance.</summary>
    public static readonly ErrorCode InvalidId = new(2012, FailureKind.InvalidArgument);

    /// <summary>A function got both or none of two arguments of which it takes one.</summary>
    public static readonly ErrorCode OneOfTwo = new(2014, FailureKind.InvalidArgument);

    /// <summary>The service refused the request as wrong.</summary>
    public static readonly ErrorCode RequestRefused = new(3001, FailureKind.InvalidArgument);

    /// <summary>The service does not know the secrets.</summary>
    public static readonly ErrorCode Unauthenticated = new(3002, FailureKind.Unauthenticated);

    /// <summary>The account may not do this.</summary>
    public static readonly ErrorCode Forbidden = new(3003, FailureKind.PermissionDenied);

    /// <summary>The service has no such instance.</summary>
    public static readonly ErrorCode NotFound = new(3004, FailureKind.NotFound);

    /// <summary>A 404 that is not the instances API's own.</summary>
    public static readonly ErrorCode WrongAddress = new(3005, FailureKind.FailedPrecondition);

    /// <summary>It exists already.</summary>
    public static readonly ErrorCode Conflict = new(3006, FailureKind.AlreadyExists);

    /// <summary>Too many requests.</summary>
    public static readonly ErrorCode TooManyRequests = new(3007, FailureKind.ResourceExhausted);

    /// <summary>The service, or what stands before it, failed.</summary>
    public static readonly ErrorCode ServiceProblem = new(3008, FailureKind.Unavailable);

    /// <summary>No connection could be made.</summary>
    public static readonly ErrorCode NoConnection = new(3009, FailureKind.Unavailable);

    /// <summary>The connection broke before the answer was complete.</summary>
    public static readonly ErrorCode ConnectionLost = new(3010, FailureKind.Unavailable);

    /// <summary>No secure connection could be made.</summary>
    public static readonly ErrorCode InsecureConnection = new(3011, FailureKind.Unavailable);

    /// <summary>A time limit passed.</summary>
    public static readonly ErrorCode TimedOut = new(3012, FailureKind.DeadlineExceeded);

    /// <summary>The answer cannot be read.</summary>
    public static readonly ErrorCode UnreadableAnswer = HostErrors.EndlessList;

    /// <summary>The service redirected to where the provider does not follow.</summary>
    public static readonly ErrorCode Redirected = new(3014, FailureKind.FailedPrecondition);

    /// <summary>The vendor behind the connector refused.</summary>
    public static readonly ErrorCode VendorRefused = new(3015, FailureKind.FailedPrecondition);

    /// <summary>A create may have created an instance, and it could not be found out.</summary>
    public static readonly ErrorCode CreateInDoubt = new(4001, FailureKind.Unknown);

    /// <summary>A create created one of several new instances of the name.</summary>
    public static readonly ErrorCode SeveralCandidates = new(4002, FailureKind.Unknown);

    /// <summary>The instance exists, and the connector did not accept its credentials.</summary>
    public static readonly ErrorCode NotValid = new(4003, FailureKind.Unknown);

    /// <summary>The instance exists, and could not be switched on or off.</summary>
    public static readonly ErrorCode NotSwitched = new(4004, FailureKind.Unknown);

    /// <summary>The instance is of another connector.</summary>
    public static readonly ErrorCode OtherConnector = new(4005, FailureKind.InvalidArgument);

    /// <summary>Several instances have the name that was looked up.</summary>
    public static readonly ErrorCode SeveralFound = new(4007, FailureKind.InvalidArgument);

    /// <summary>An interrupted create may have created an instance that exists now.</summary>
    public static readonly ErrorCode LeftBehind = new(4008, FailureKind.AlreadyExists);

    /// <summary>What an interrupted create had created is adopted, and is not yet as the program says.</summary>
    public static readonly ErrorCode AdoptedNotUpdated = new(4009, FailureKind.Unknown);

    /// <summary>The instance of this id at this address is not the one in the state.</summary>
    public static readonly ErrorCode OtherOrigin = new(4010, FailureKind.FailedPrecondition);

    /// <summary>The instance cannot be seen with these secrets, or is gone.</summary>
    public static readonly ErrorCode OtherAccount = new(4011, FailureKind.FailedPrecondition);

    /// <summary>The service accepted a change and did not apply it.</summary>
    public static readonly ErrorCode NotApplied = new(4012, FailureKind.Unknown);

    /// <summary>The instance exists, and the service returned no token for it.</summary>
    public static readonly ErrorCode NoToken = new(4013, FailureKind.Unknown);

    /// <summary>Every error that a user of this provider can meet, by number.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        .. HostErrors.All
            .Concat([InvalidUrl, Markup, RepeatedEntry, InvalidId, OneOfTwo])
            .Concat([RequestRefused, Unauthenticated, Forbidden, NotFound, WrongAddress, Conflict, TooManyRequests, ServiceProblem])
            .Concat([NoConnection, ConnectionLost, InsecureConnection, TimedOut, Redirected, VendorRefused])
            .Concat([CreateInDoubt, SeveralCandidates, NotValid, NotSwitched, OtherConnector, SeveralFound, LeftBehind, AdoptedNotUpdated])
            .Concat([OtherOrigin, OtherAccount, NotApplied, NoToken])
            .OrderBy(code => code.Number),
    ];

    /// <summary>The error that a failed call of the service is.</summary>
    public static ErrorCode Of(ApiFailureKind failure) => failure switch
    {
        ApiFailureKind.InvalidRequest => RequestRefused,
        ApiFailureKind.Unauthenticated => Unauthenticated,
        ApiFailureKind.Forbidden => Forbidden,
        ApiFailureKind.NotFound => NotFound,
        ApiFailureKind.WrongAddress => WrongAddress,
        ApiFailureKind.Conflict => Conflict,
        ApiFailureKind.TooManyRequests => TooManyRequests,
        ApiFailureKind.ConnectionFailed => NoConnection,
        ApiFailureKind.ConnectionLost => ConnectionLost,
        ApiFailureKind.TlsFailed => InsecureConnection,
        ApiFailureKind.TimedOut => TimedOut,
        ApiFailureKind.UnreadableAnswer or ApiFailureKind.NotHttp => UnreadableAnswer,
        ApiFailureKind.Redirected => Redirected,
        ApiFailureKind.VendorRefused => VendorRefused,
        _ => ServiceProblem,
    };
}
