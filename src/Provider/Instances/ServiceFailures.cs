// A failed call of the service, told to the person at the terminal.
using System.Globalization;
using System.Net;
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>KeyedLock a client's failure into the resource's: what was tried, what the service said in our words, and what to do.</summary>
internal static class ServiceFailures
{
    private const string CheckAddress =
        "The service does not know such a request: check the settings infobip:baseUrl and infobip:apiDialect.";

    /// <summary>Tells a failure.</summary>
    /// <param name="attempt">What was tried, for example <c>updating InfoBip instance 12</c>.</param>
    /// <param name="failure">How it failed.</param>
    public static ResourceException Tell(string attempt, InstancesApiException failure) =>
        Tell(attempt, failure, Advice(failure));

    /// <summary>Tells that a create was refused: there is no instance that could be gone.</summary>
    public static ResourceException TellRefusedCreate(string attempt, InstancesApiException failure) =>
        Tell(attempt, failure, failure.Kind == ApiFailureKind.NotFound ? CheckAddress : Advice(failure));

    /// <summary>Tells that a create may have made an instance, and how to find out.</summary>
    public static ResourceException TellLostCreate(string attempt, string? name, CreationInDoubtException doubt)
    {
        var what = doubt.Failure is { } failure
            ? $"{attempt} failed: {Sentence(WithInputNames(failure.Summary))}"
            : $"{attempt} was cancelled while its request was on the way.";
        return doubt.Candidates.Count > 0
            ? new(ErrorCode.SeveralCandidates, $"{what} {TellCandidates(name, doubt.Candidates)}", doubt)
            : new(ErrorCode.CreateInDoubt, $"{what} {TellLookUp(name, doubt)}", doubt);
    }

    /// <summary>Tells what an earlier create may have made, where it cannot be told whether it did.</summary>
    public static ResourceException TellLeftBehind(string resource, BegunCreate create, IReadOnlyList<long> ids) => new(
        ErrorCode.LeftBehind,
        $"nothing was made for '{resource}' yet: an earlier create of it was cut off ({create.At:u}), and since then there "
        + (ids is [var one]
            ? string.Create(CultureInfo.InvariantCulture, $"is a new instance named '{create.Name}': {one}. If that is it, take it over with {ImportCommand(one)}. ")
            : $"are new instances named '{create.Name}': {string.Join(", ", ids)}. Take the right one over with {ImportCommand(ids[0])}, and delete what nobody wants. ")
        + "To make another one all the same, deploy again.");

    /// <summary>How to take an instance over.</summary>
    public static string ImportCommand(long? id = null) =>
        string.Create(CultureInfo.InvariantCulture, $"`pulumi import infobip:index:InfoBipInstance <resource name> {(id is { } known ? known.ToString(CultureInfo.InvariantCulture) : "<instance id>")}`");

    /// <summary>The service speaks of configuration keys; the user wrote inputs.</summary>
    public static string WithInputNames(string text) => InstanceProperties.ConfigurationInputs
        .OrderByDescending(input => input.ConfigurationKey!.Length)
        .Aggregate(text, (told, input) => told.Replace(
            input.ConfigurationKey!,
            string.Create(CultureInfo.InvariantCulture, $"{input.Name} ({input.ConfigurationKey})"),
            StringComparison.Ordinal));

    private static ResourceException Tell(string attempt, InstancesApiException failure, string advice)
    {
        // A conflict is one whatever came of it.
        var doubt = failure.MayHaveActed && failure.Kind != ApiFailureKind.Conflict ? "The request may have taken effect all the same. " : string.Empty;
        return new(Code(failure.Kind), $"{attempt} failed: {Sentence(WithInputNames(failure.Summary))} {doubt}{advice}", failure);
    }

    private static string TellCandidates(string? name, IReadOnlyList<long> ids) =>
        $"Several new instances are named '{name}' now, so it cannot be told which is this one: {string.Join(", ", ids)}. "
        + $"Take the right one over with {ImportCommand(ids[0])}, and delete what nobody wants.";

    private static string TellLookUp(string? name, CreationInDoubtException doubt) =>
        "The service may have made the instance all the same"
        + (doubt.LookUpFailure is { } failed ? $", and looking it up failed, too ({failed.TrimEnd('.')}). " : ". ")
        + $"Before you deploy again, look for an instance named '{name}' there: if it exists, take it over with {ImportCommand()}, or delete it.";

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') ? text : text + ".";

    private static ErrorCode Code(ApiFailureKind failure) => failure switch
    {
        ApiFailureKind.InvalidRequest => ErrorCode.RequestRefused,
        ApiFailureKind.Unauthenticated => ErrorCode.Unauthenticated,
        ApiFailureKind.Forbidden => ErrorCode.Forbidden,
        ApiFailureKind.NotFound => ErrorCode.NotFound,
        ApiFailureKind.WrongAddress => ErrorCode.WrongAddress,
        ApiFailureKind.Conflict => ErrorCode.Conflict,
        ApiFailureKind.TooManyRequests => ErrorCode.TooManyRequests,
        ApiFailureKind.ConnectionFailed => ErrorCode.NoConnection,
        ApiFailureKind.ConnectionLost => ErrorCode.ConnectionLost,
        ApiFailureKind.TlsFailed => ErrorCode.InsecureConnection,
        ApiFailureKind.TimedOut => ErrorCode.TimedOut,
        ApiFailureKind.UnreadableAnswer => ErrorCode.UnreadableAnswer,
        ApiFailureKind.Redirected => ErrorCode.Redirected,
        _ => ErrorCode.ServiceProblem,
    };

    private static string Advice(InstancesApiException failure) =>
        failure is { Kind: ApiFailureKind.InvalidRequest, Status: not (null or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity) }
            ? CheckAddress
            : Advice(failure.Kind);

    private static string Advice(ApiFailureKind failure) => failure switch
    {
        ApiFailureKind.InvalidRequest => "Correct the inputs that it names and deploy again.",
        ApiFailureKind.Unauthenticated =>
            "Check the settings infobip:userSecret and infobip:organizationSecret (or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET): "
            + "the service does not know them.",
        ApiFailureKind.Forbidden => "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.",
        ApiFailureKind.NotFound => "The instance is no longer there: run `pulumi refresh` to take note of it.",
        ApiFailureKind.WrongAddress =>
            "This 404 does not come from the instances API: check the settings infobip:baseUrl and infobip:apiDialect, and any proxy on the way.",
        ApiFailureKind.Redirected => "Set infobip:baseUrl to the address that the service really has.",
        ApiFailureKind.Conflict => "Something of that name exists already: choose another, or import it.",
        ApiFailureKind.TooManyRequests => "Deploy again later, or lower the setting infobip:maxConcurrentRequests.",
        ApiFailureKind.TimedOut => "If that was in passing, deploy again.",
        ApiFailureKind.ConnectionFailed => "Check the network and the setting infobip:baseUrl.",
        ApiFailureKind.ConnectionLost => "Check the network and deploy again.",
        ApiFailureKind.TlsFailed => "The connection is not safe, so nothing was sent: check the service's certificate and the setting infobip:baseUrl.",
        ApiFailureKind.UnreadableAnswer => "Check the setting infobip:baseUrl: this may not be the instances API.",
        _ => "The service has a problem: deploy again later. If it stays, tell its support the request id.",
    };
}
