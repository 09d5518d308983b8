// The one table of what this provider says to users: about settings, instances, and what the service responded.
using System.Globalization;
using System.Net;
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.Resources;

namespace InfoBip.Provider;

/// <summary>The words of every message of this layer: what happened, in the client's words, and what to do. None of them repeats a secret.</summary>
internal static class Advice
{
    private const string CheckAddress = "The service does not know such a request: check the settings infobip:baseUrl and infobip:apiDialect.";

    // Settings. Each follows the setting's name.

    public const string NotConfigured = "the infobip provider is not configured yet, so it cannot send requests to the service.";

    public const string NotInHeader = "contains a character that cannot stand in an HTTP header";

    public const string SpaceAround = "begins or ends with a space; a value that was pasted often does";

    public const string CommaInSecret = "contains a comma, which the Authorization header uses to separate the two secrets; set one secret here";

    public const string NotAbsoluteUrl = "is not an absolute URL such as https://api.example.com/elements/api-v2";

    public const string PlainHttp = "is plain http, which would send your secrets unencrypted; write https (http is accepted for localhost only)";

    public const string UserInUrl = "contains a user name or password; the secrets have settings of their own";

    public const string QueryInUrl = "contains a query or a fragment; set the address up to api-v2 only";

    public const string NotOneValue = "is a list or an object; set one value";

    public const string NotKnown = "is not known yet";

    public static string NotInRange(int least, int most) => $"is not a whole number from {least} to {most}";

    public static string NotADialect(string text, IReadOnlyList<string> names) =>
        $"is not one of {string.Join(", ", names.Select(name => $"'{name}'"))}.{Spelling.Hint(text, names)}";

    public static string UnknownSetting(string name, IEnumerable<string> names) => $"is not a setting of the infobip provider.{Spelling.Hint(name, names)}";

    public static string Setting(string name, string error) => $"the setting '{name}' {error}";

    public static string EnvironmentVariable(string name, string error) => $"the environment variable {name} {error}";

    public static string MissingSecret(string setting, string whose, string? environment) =>
        $"The {whose} secret of your account with the service. Set it with `pulumi config set --secret infobip:{setting} <value>` or in the environment variable {environment}.";

    public static string InvalidSettings(IEnumerable<string> errors, IEnumerable<MissingSetting> missing) =>
        $"the infobip provider cannot be configured: {string.Join("; ", errors.Concat(missing.Select(setting => $"the setting '{setting.Key}' is missing. {setting.Description}")))}";

    // Inputs and arguments. Each follows the input's name.

    public const string NotAUrl = "is not an absolute http or https URL such as https://www.example.com/auth";

    public const string Markup = "contains HTML, which the service strips: it would store something else; leave the '<…>' out";

    public const string EntryGoesElsewhere = " A configuration key goes into 'extraConfiguration'.";

    public const string NotAnId = "is not the id of an InfoBip instance: ids are whole numbers without leading zeros, such as 12";

    public static string RepeatedEntry(string input) => $"repeats a configuration entry that has an input of its own; use the input '{input}'";

    public static string InvalidId(string id) => $"'{id}' {NotAnId}.";

    public static string OneOfTwo(string owner, bool none) => none
        ? $"neither 'id' nor 'name' is set: {owner} needs one of them to know which instance is meant"
        : $"both 'id' and 'name' are set: {owner} takes one of them";

    // Look-ups.

    public static string LookUpOtherConnector(string attempt, string other, string own) => $"{attempt} failed: it is an instance of the connector '{other}', not of '{own}'.";

    public static string SeveralFound(string attempt, IReadOnlyList<string> ids) =>
        $"{attempt} failed: {ids.Count} instances have this name: {string.Join(", ", ids)}. Pass the 'id' of one of them in place of 'name'.";

    public static string NoneFound(string attempt, string key) => $"{attempt} failed: the service has no instance of the InfoBip connector with {key}.";

    // Instances.

    public const string SwitchedLater = "The instance exists and is recorded: the next deployment switches it.";

    public static string OtherConnector(string id, string other, string own) =>
        $"instance {id} is an instance of the connector '{other}', not of '{own}': InfoBipInstance cannot manage it.";

    public static string NotValid(string id) =>
        $"InfoBip instance {id} exists, but the connector did not accept its credentials (valid: false). "
        + "Correct 'username' or 'password' and deploy again: the instance is repaired in place.";

    public static string Gone(string attempt) => $"{attempt} failed: the service has no such instance. Run `pulumi refresh` to remove it from the state.";

    public static string LacksInputs(string attempt, IEnumerable<string> inputs) =>
        $"{attempt} failed, and nothing was sent: a change of the configuration sends all of it, so add {Quoted(inputs)} to the program first.";

    public static string GoneAlready(string id) => $"InfoBip instance {id} no longer existed.";

    public static string SwitchCancelled(string id, string place) => $"InfoBip instance {id} was not switched {place}: the deployment was cancelled. {SwitchedLater}";

    public static string SwitchFailed(string failure) => $"{failure} {SwitchedLater}";

    public static string ImportedWithout(IEnumerable<string> inputs) =>
        $"This instance was imported, and the service does not return {Quoted(inputs)}: the value in the program is assumed to be the one in use and "
        + "recorded. It is sent with the next change of the configuration, or when it changes in the program.";

    public static string ImportLacks(string id, IReadOnlyList<string> inputs, IReadOnlyList<string> maskedEntries)
    {
        var note = $"The service does not return everything about instance {id}: add the input{(inputs.Count == 1 ? string.Empty : "s")} {Quoted(inputs)} to the program.";
        return maskedEntries.Count == 0
            ? note
            : $"{note} It masks {Quoted(maskedEntries)}: add {(maskedEntries.Count == 1 ? "it" : "them")} to 'extraConfiguration', since a change of the configuration "
                + "sends all of it, and what is not in the program would be lost.";
    }

    // Creates.

    public static string SameName(string? name, IReadOnlyList<long> ids) =>
        $"The service has instances named '{name}' already ({Ids(ids)}); names may repeat there, and another one is created. To adopt an existing one: {ImportCommand(ids[0])}";

    public static string Adopted(long id) => $"The answer to the create was lost; the instance was found by its name: {Id(id)}.";

    public static string DuplicatesRemoved(IReadOnlyList<long> ids) =>
        $"The service acted late on an earlier request of this create: the duplicate was removed ({Ids(ids)}).";

    public static string DuplicatesRemain(string? name, IReadOnlyList<long> ids) =>
        $"While this create was retried, further instances named '{name}' appeared ({Ids(ids)}): the service may have acted late on an earlier request. Delete those that are not needed.";

    public static string Resolved(PendingCreate create, long id) =>
        $"An earlier create of this resource was interrupted ({create.At:u}) and had created instance {Id(id)}: it is adopted, and changed to what the program says.";

    public static string MayHaveLeft(PendingCreate create) =>
        $"An earlier create of this resource was interrupted ({create.At:u}) and may have left an instance named '{create.Name}' that no state holds. "
        + "If it exists and is not needed, delete it at the service.";

    public static string AdoptedNotUpdated(string id) =>
        $"instance {id}, which an interrupted create of this resource had created, is recorded now; the next deployment changes it to what the program says.";

    public static string RepairFailed(string failure, string before) => $"{failure} Before that: {before}";

    /// <summary>What an earlier create may have created, where it cannot be found out whether it did.</summary>
    public static ResourceException LeftBehind(string resource, PendingCreate create, IReadOnlyList<long> ids) => new(
        InstanceErrors.LeftBehind,
        $"nothing was created for '{resource}' yet: an earlier create of it was interrupted ({create.At:u}), and since then there "
        + (ids is [var one]
            ? $"is a new instance named '{create.Name}': {Id(one)}. If that is it, adopt it with {ImportCommand(one)}. "
            : $"are new instances named '{create.Name}': {Ids(ids)}. Adopt the right one with {ImportCommand(ids[0])}, and delete those that are not needed. ")
        + "To create another one all the same, deploy again.");

    /// <summary>A create may have created an instance; how to find out.</summary>
    public static ResourceException InDoubt(string attempt, string? name, CreationInDoubtException doubt, IReadOnlyDictionary<string, string> labels)
    {
        var what = doubt.Failure is { } failure ? $"{attempt} failed: {Sentence(WithInputNames(failure.Summary, labels))}" : $"{attempt} was cancelled while its request was sent.";
        return doubt.Candidates.Count > 0
            ? new(
                InstanceErrors.SeveralCandidates,
                $"{what} Several new instances are named '{name}' now, so it cannot be found out which is this one: {Ids(doubt.Candidates)}. "
                + $"Adopt the right one with {ImportCommand(doubt.Candidates[0])}, and delete those that are not needed.",
                doubt)
            : new(
                InstanceErrors.CreateInDoubt,
                $"{what} The service may have created the instance all the same"
                + (doubt.LookUpFailure is { } failed ? $", and looking it up failed, too ({failed.TrimEnd('.')}). " : ". ")
                + $"Before you deploy again, look for an instance named '{name}' there: if it exists, adopt it with {ImportCommand()}, or delete it.",
                doubt);
    }

    // What the service responded, or did not.

    /// <summary>A failed call.</summary>
    /// <param name="attempt">What was done, for example <c>updating InfoBip instance 12</c>.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="labels">The inputs' names by their configuration keys.</param>
    public static ResourceException For(string attempt, InstancesApiException failure, IReadOnlyDictionary<string, string> labels) => For(attempt, failure, labels, What(failure));

    /// <summary>A create that was refused: there is no instance that could be gone.</summary>
    public static ResourceException ForCreate(string attempt, InstancesApiException failure, IReadOnlyDictionary<string, string> labels) =>
        For(attempt, failure, labels, failure.Kind == ApiFailureKind.NotFound ? CheckAddress : What(failure));

    private static ResourceException For(string attempt, InstancesApiException failure, IReadOnlyDictionary<string, string> labels, string advice)
    {
        // A conflict is one whatever came of it.
        var doubt = failure.MayHaveActed && failure.Kind != ApiFailureKind.Conflict ? "The request may have taken effect all the same. " : string.Empty;
        return new(InstanceErrors.Of(failure.Kind), $"{attempt} failed: {Sentence(WithInputNames(failure.Summary, labels))} {doubt}{advice}", failure);
    }

    private static string What(InstancesApiException failure) =>
        failure is { Kind: ApiFailureKind.InvalidRequest, Status: not (null or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity) } ? CheckAddress : What(failure.Kind);

    private static string What(ApiFailureKind failure) => failure switch
    {
        ApiFailureKind.InvalidRequest => "Correct the inputs that it names and deploy again.",
        ApiFailureKind.Unauthenticated =>
            "Check the settings infobip:userSecret and infobip:organizationSecret (or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET): "
            + "the service does not know them.",
        ApiFailureKind.Forbidden => "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.",
        ApiFailureKind.NotFound => "The instance no longer exists: run `pulumi refresh` to remove it from the state.",
        ApiFailureKind.WrongAddress =>
            "This 404 does not come from the instances API: check the settings infobip:baseUrl and infobip:apiDialect, and any proxy on the way.",
        ApiFailureKind.Redirected => "Set infobip:baseUrl to the address that the service really has.",
        ApiFailureKind.Conflict => "Something of that name exists already: choose another, or import it.",
        ApiFailureKind.TooManyRequests => "Deploy again later, or lower the setting infobip:maxConcurrentRequests.",
        ApiFailureKind.TimedOut => "If that was temporary, deploy again.",
        ApiFailureKind.ConnectionFailed => "Check the network and the setting infobip:baseUrl.",
        ApiFailureKind.ConnectionLost => "Check the network and deploy again.",
        ApiFailureKind.TlsFailed => "The connection is not safe, so nothing was sent: check the service's certificate and the setting infobip:baseUrl.",
        ApiFailureKind.UnreadableAnswer => "Check the setting infobip:baseUrl: this may not be the instances API.",
        _ => "The service has a problem: deploy again later. If it stays, send the request id to its support.",
    };

    /// <summary>How to adopt an instance.</summary>
    public static string ImportCommand(long? id = null) => $"`pulumi import infobip:index:InfoBipInstance <resource name> {(id is { } known ? Id(known) : "<instance id>")}`";

    /// <summary>The service writes configuration keys; the user wrote inputs. The labels are the inputs' names by their keys.</summary>
    private static string WithInputNames(string text, IReadOnlyDictionary<string, string> labels) => labels
        .OrderByDescending(label => label.Key.Length)
        .Aggregate(text, (all, label) => all.Replace(label.Key, $"{label.Value} ({label.Key})", StringComparison.Ordinal));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Ids(IEnumerable<long> ids) => string.Join(", ", ids.Select(Id));

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') ? text : text + ".";
}
