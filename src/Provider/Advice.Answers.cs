// The part of the table about failed calls: who responded what, to which kind of call, and what to do about it.
using System.Globalization;
using System.Net;
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider;

/// <content>What the service responded, or did not.</content>
internal static partial class Advice
{
    private const string CheckAddress = "Check the settings infobip:baseUrl and infobip:apiDialect: the service does not know such a request.";

    private const string CheckNetwork = "Check the network, the proxy and the setting infobip:baseUrl.";

    private const string SetSecrets =
        "set infobip:userSecret and infobip:organizationSecret with `pulumi config set --secret infobip:userSecret <value>`, or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET";

    /// <summary>A failed call: what happened, what to do, and where the details are to be found.</summary>
    /// <param name="attempt">What was done.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="labels">The inputs' names by their configuration keys.</param>
    public static ResourceException For(Attempt attempt, InstancesApiException failure, IReadOnlyDictionary<string, string> labels)
    {
        // A conflict is one whatever came of it.
        var doubt = failure.MayHaveActed && failure.Kind != ApiFailureKind.Conflict ? "The request may have taken effect all the same. " : string.Empty;
        return new(InstanceErrors.Of(failure.Kind), $"{Failed(attempt, failure, labels)}\n{doubt}{ToDo(attempt, failure)}\n{Details(failure)}", failure);
    }

    /// <summary>What the first request of a preview met, for the provider as a whole.</summary>
    /// <param name="failure">How it failed.</param>
    /// <param name="isRefusal">Whether nothing can succeed; otherwise the preview goes on.</param>
    public static string FirstContact(InstancesApiException failure, bool isRefusal)
    {
        // Its limit is no option of the user's: where nothing answers within it, the way there is in question.
        var toDo = failure.Limit is null ? ToDo(new Attempt(Purpose.Compare, string.Empty), failure) : CheckNetwork;
        return $"the first request to the service failed: {Sentence(failure.Happened)}\n{toDo}"
            + (isRefusal ? string.Empty : " The preview goes on without the service; a deployment needs it.")
            + $"\n{Details(failure)}";
    }

    /// <summary>A call that fails for a reason that another one has explained.</summary>
    public static string Refused(Attempt attempt) => $"{attempt} failed: the service refuses the provider's secrets, as another error of this run says.";

    /// <summary>A change that was cancelled while it was on its way.</summary>
    public static string CancelledUnderWay(Attempt attempt) =>
        $"{attempt} was cancelled while its request was on the way: it may have taken effect. `pulumi refresh` shows what the service has.";

    /// <summary>What happened, in one line.</summary>
    public static string Failed(Attempt attempt, InstancesApiException failure, IReadOnlyDictionary<string, string> labels) =>
        $"{attempt} failed: {Sentence(WithInputNames(failure.Happened, labels))}";

    private static string Details(InstancesApiException failure) =>
        $"Request: {failure.Call}{(failure.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $", {failure.Attempts} attempts") : string.Empty)}"
        + $"{(failure.Origin is { } origin ? $", answered by {origin}" : string.Empty)}{(failure.RequestId is { } id ? $", request id {id}" : string.Empty)}.";

    private static string ToDo(Attempt attempt, InstancesApiException failure)
    {
        var again = attempt.IsDeployment ? "deploy again" : "run the command again";
        return failure switch
        {
            { Limit: ApiTimeLimit.Operation } => "Raise this limit with the resource option customTimeouts.",
            { Limit: ApiTimeLimit.Attempt } => $"That is the limit of each attempt: raise it with the setting infobip:requestTimeoutSeconds, or {again} if the service was only slow for a moment.",
            { Speaker: ApiSpeaker.Vendor, Status: HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity } =>
                "This is the answer of InfoBip itself, passed on: look at 'username' and 'password', and at your account there.",
            { Status: { } status, Speaker: ApiSpeaker.Service or ApiSpeaker.Vendor } => OfService(attempt, status, again, failure),
            { Status: { } status, Speaker: ApiSpeaker.Gateway } => OfGateway(status, again),
            _ => WithoutAnswer(failure.Kind, again),
        };
    }

    private static string OfService(Attempt attempt, HttpStatusCode status, string again, InstancesApiException failure) => ((int)status, attempt.Purpose) switch
    {
        (400 or 422, Purpose.Create or Purpose.Update) => "Correct the inputs that it names. Where it names none of yours, check infobip:apiDialect and infobip:baseUrl.",
        (401, Purpose.Read or Purpose.Delete) =>
            "A refresh and a destroy use the secrets in the state: after a rotation run `pulumi up` first, or add --run-program. Otherwise check infobip:userSecret and infobip:organizationSecret.",
        (401, _) => $"The service does not know these secrets: {SetSecrets}.",
        (402, _) => "The account's plan or payment does not allow this: ask the account's owner.",
        (403, _) => "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.",
        (404, Purpose.Create) => CheckAddress,
        (404, _) => "The instance no longer exists: run `pulumi refresh` to remove it from the state.",
        (409, Purpose.Create) => $"Something of that name exists already, or the account is full: choose another 'name', or adopt what exists with {ImportCommand()}.",
        (409, Purpose.Delete) => $"Something still uses the instance: remove that first, and {again}.",
        (409, _) => $"It contradicts something that exists: choose another 'name', or run `pulumi refresh` and {again}.",
        (413, _) or (429, _) when (int)status == 413 || IsTooLarge(failure) => attempt.Purpose switch
        {
            Purpose.Create or Purpose.Update => "Shorten 'extraConfiguration' or 'tags': the service takes and returns 8 MB at most.",
            Purpose.LookUp => "Narrow the search down ('nameContains', 'tags'): the service returns 8 MB at most.",
            _ => "The service returns 8 MB at most: send the request id to its support.",
        },
        (423, _) => $"Something else is changing the instance: {again} in a moment.",
        (429, _) => $"Lower the setting infobip:maxConcurrentRequests, or {again} later.",
        (408 or >= 500, _) => $"The service has a problem: {again} later. If it stays, send the request id to its support.",
        _ => CheckAddress,
    };

    private static string OfGateway(HttpStatusCode status, string again) => (int)status switch
    {
        429 => $"Lower the setting infobip:maxConcurrentRequests, or {again} later.",
        413 => "Shorten 'extraConfiguration' or 'tags': a gateway on the way takes no request of this size.",
        408 or >= 500 => $"The service, or a gateway before it, has a problem: {again} later.",
        _ => "This answer comes from a gateway or a proxy on the way, not from the service, so it says nothing about your account or the instance: "
            + "check infobip:baseUrl, infobip:apiDialect and the proxy (HTTPS_PROXY, NO_PROXY).",
    };

    private static string WithoutAnswer(ApiFailureKind kind, string again) => kind switch
    {
        ApiFailureKind.Redirected => "Set infobip:baseUrl to the address that the service really has.",
        ApiFailureKind.ConnectionFailed => CheckNetwork,
        ApiFailureKind.TlsFailed =>
            "Nothing was sent. Check infobip:baseUrl and the clock, or trust a proxy's certificate (on Linux: SSL_CERT_FILE=<file>).",
        ApiFailureKind.NotHttp => "Check the setting infobip:baseUrl: a port that speaks https does not understand http.",
        ApiFailureKind.UnreadableAnswer => "Check the setting infobip:baseUrl: this may not be the instances API.",
        _ => $"Check the network and {again}.",
    };

    private static bool IsTooLarge(InstancesApiException failure) => failure.ServiceMessage?.Contains("larger than", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The service writes configuration keys; the user wrote inputs. The labels are the inputs' names by their keys.</summary>
    private static string WithInputNames(string text, IReadOnlyDictionary<string, string> labels) => labels
        .OrderByDescending(label => label.Key.Length)
        .Aggregate(text, (all, label) => all.Replace(label.Key, $"{label.Value} ({label.Key})", StringComparison.Ordinal));
}
