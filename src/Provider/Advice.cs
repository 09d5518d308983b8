// The one table of what this provider says to users: about settings, instances, and what the service responded.
using System.Globalization;
using System.Net;
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
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

    public const string NotTheApi = "does not end in /your_moms/api-v2 or /elements/api-v2, as every address of the instances API does";

    public const string DefaultSource = "the default address; infobip:baseUrl and INFOBIP_BASE_URL are not set";

    public static string SettingSource(string setting) => $"the setting infobip:{setting}";

    public static string EnvironmentSource(string variable) => $"the environment variable {variable}";

    public static string DialectContradictsAddress(string dialect, string path, string other) =>
        $"is '{dialect}', but the address in baseUrl ends in {path}, which is the dialect '{other}'; leave apiDialect out, or correct one of the two";

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

    public const string OuterBlanks = "begins or ends with a blank, which the service may cut off: it would store something else";

    public const string InvisibleCharacter = "contains an invisible character, which a pasted text often brings along and the service may drop; type it anew";

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

    public static string LeftOut(IEnumerable<PropertyPath> paths) =>
        $"The program no longer sets {Quoted(paths)}: what it leaves out is not managed, and stays at the service as it is. (To clear the tags, set `tags: []`.)";

    public static string NotApplied(string id, IEnumerable<string> inputs) =>
        $"the service accepted the change of {Quoted(inputs)} of InfoBip instance {id}, but did not apply it: it still returns the old value. The next deployment sends it again.";

    public static string Rewritten(string id, IEnumerable<PropertyPath> paths) =>
        $"The service stored {Quoted(paths)} of InfoBip instance {id} in another form than the program's. That is no drift, and nothing needs to be done.";

    public static string NoToken(string id) =>
        $"InfoBip instance {id} exists and is recorded, but the service returned no token for it, which every use of the instance needs. The next deployment reads it again.";

    /// <summary>The instance of an id is not the one that is recorded.</summary>
    /// <param name="attempt">What was done.</param>
    /// <param name="recorded">The address in the state; null where it holds none.</param>
    /// <param name="address">The address in use.</param>
    /// <param name="source">Where the address in use comes from.</param>
    public static string OtherInstance(string attempt, string? recorded, string address, string source) =>
        $"{attempt} failed, and nothing was changed: the instance of this id at {address} ({source}) is not the one in the state"
        + (recorded is null ? ". " : $", which lives at {recorded} (recorded when it was last deployed). ")
        + "Either set the address back"
        + (recorded is null ? "" : $" to {recorded}")
        + "; or destroy the instance at the old address first; or leave it there: give the new address to a second, explicit provider, and create the instance under a new logical name.";

    public static string NotVisible(string attempt, string id) =>
        $"{attempt} failed: the service shows no instance {id} to the account of these secrets, and another account saw it last. It is not visible with these credentials, or gone. "
        + "Set infobip:userSecret and infobip:organizationSecret back to that account; if the instance is certainly gone, remove it with `pulumi state delete`.";

    public static string KeptAdopted(string id) =>
        $"InfoBip instance {id} is kept: this deployment found it as the result of an earlier create of this resource, so it is the old and the new one at once. Nothing was replaced.";

    public static string GoneAlready(string id) => $"InfoBip instance {id} no longer existed.";

    public static string SwitchCancelled(string id, string place) => $"InfoBip instance {id} was not switched {place}: the deployment was cancelled. {SwitchedLater}";

    public static string SwitchFailed(string failure) => $"{failure} {SwitchedLater}";

    public static string ImportLacks(string id, IReadOnlyList<string> inputs) =>
        $"The service does not return everything about instance {id}: it goes on with the {Quoted(inputs)} that it has until the program sets {(inputs.Count == 1 ? "it" : "them")}.";

    // Creates.

    public static string SameName(string? name, IReadOnlyList<long> ids) =>
        $"The service has instances named '{name}' already ({Ids(ids)}). Names may repeat there: they stay as they are, and another one is created.";

    public static string Waiting(CreationProgress progress) => progress.Stage switch
    {
        CreationStage.Answer => $"waiting for the service to create the instance, for {Seconds(progress.Left)} at most",
        CreationStage.AnswerAfterCancel => $"cancelled; waiting for the answer to the create that is on the way, for {Seconds(progress.Left)} at most, so that its instance is not lost",
        _ => $"the create was not answered; looking for its instance, for {Seconds(progress.Left)} at most",
    };

    public static string Adopted(long id) => $"The answer to the create was lost; the instance was found by its name: {Id(id)}.";

    public static string Duplicates(string? name, IReadOnlyList<long> ids) =>
        $"There are further new instances named '{name}' ({Ids(ids)}), which may be duplicates of this one: the service may have acted twice. Delete those that are not needed.";

    public static string NotRecorded(string problem) =>
        $"Creates cannot be recorded on this machine ({problem}): what a deployment leaves that is killed in the middle of one is not found by the next. Set INFOBIP_JOURNAL to a folder that can be written.";

    public static string Resolved(PendingCreate create, long id) =>
        $"An earlier create of this resource was interrupted ({create.At:u}) and had created instance {Id(id)}: it is adopted, and changed to what the program says.";

    public static string LeftByEarlier(PendingCreate create) =>
        $"An earlier deployment was interrupted ({create.At:u}) while it created '{ResourceName(create)}'{Left(create)}. The next create of '{ResourceName(create)}' adopts it. "
        + $"If that resource was renamed or removed meanwhile, {LookFor(create)}.";

    public static string LeftByOther(PendingCreate create) =>
        $"A deployment with another state, or another version of this plugin, was interrupted on this machine ({create.At:u}) while it created {create.Urn}{Left(create)}, and none "
        + $"has come back to it. What it left is not adopted here: if no other stack does, {LookFor(create)}.";

    public static string LeftElsewhere(PendingCreate create, string address) =>
        $"An earlier create of this resource was interrupted ({create.At:u}) at {create.Service}{Left(create)}. The provider works at {address} now, so it is not adopted: {LookFor(create)} there.";

    public static string ProbablyRecorded(PendingCreate create, long id) =>
        $"An earlier deployment created instance {Id(id)} for this resource ({create.At:u}), and another one is created now. If this is a replacement, all is well. If the state of that "
        + $"deployment could not be saved, the instance is still there: delete it, or adopt it with {ImportCommand(id)}.";

    private static string ResourceName(PendingCreate create) => create.Urn[(create.Urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];

    private static string Left(PendingCreate create) => create.Id is { } id
        ? $" (instance {Id(id)})"
        : create.Name is { } name ? $" (an instance named '{name}', if the service acted)" : string.Empty;

    private static string LookFor(PendingCreate create) => create.Id is { } id
        ? $"delete instance {Id(id)}, or adopt it with {ImportCommand(id)}"
        : $"look for the instance{(create.Name is { } name ? $" named '{name}'" : string.Empty)} and delete it, or adopt it with {ImportCommand()}";

    public static string AdoptedNotUpdated(string id, string? failure) =>
        $"instance {id}, which an interrupted create of this resource had created, is recorded now; the next deployment changes it to what the program says."
        + (failure is null ? string.Empty : $" {failure}");

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
        var what = doubt.Failure is { } failure ? $"{attempt} failed: {Sentence(WithInputNames(failure.Summary, labels))}" : $"{attempt} was ended while its request was on the way.";
        return doubt.Candidates.Count > 0
            ? new(
                InstanceErrors.SeveralCandidates,
                $"{what} There {(doubt.Candidates.Count == 1 ? "is a new instance" : "are new instances")} named '{name}' now, and it cannot be found out whether it is this one: "
                + $"{Ids(doubt.Candidates)}. Adopt the right one with {ImportCommand(doubt.Candidates[0])}, and delete those that are not needed.",
                doubt)
            : new(
                InstanceErrors.CreateInDoubt,
                $"{what} The service may have created the instance all the same"
                + (doubt.LookUpFailure is { } failed ? $", and looking it up failed, too ({failed.TrimEnd('.')}). " : ". ")
                + $"The next deployment on this machine looks for it first. From another machine, look for an instance named '{name}' before you deploy again: if it exists, adopt it with "
                + $"{ImportCommand()}, or delete it.",
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
        ApiFailureKind.VendorRefused => "This is the answer of InfoBip itself, which the service passes on: check 'username' and 'password', and your account there.",
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

    private static string Quoted(IEnumerable<PropertyPath> paths) => Quoted(paths.Select(path => path.ToString()));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Ids(IEnumerable<long> ids) => string.Join(", ", ids.Select(Id));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') ? text : text + ".";
}
