// The one table of what this provider says to users: about settings, instances, and what the service responded.
using System.Globalization;
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider;

/// <summary>The words of every message of this layer: what happened, in the client's words, and what to do. None of them repeats a secret.</summary>
internal static partial class Advice
{
    // Settings. Each follows the setting's name.

    public const string NotConfigured = "the infobip provider is not configured yet, so it cannot send requests to the service.";

    public const string NotInHeader = "contains a character that cannot stand in an HTTP header";

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

    public const string SecretNotAText =
        "is a number or a boolean, which is not the text that you set: write it in quotes. In the configuration of a YAML program only a member of an object stays a text: "
        + "`pulumi config set --secret --type string --path secrets.infobip <value>`, used as ${secrets.infobip}";

    public const string NotKnown = "is not known yet";

    public static string NotInRange(int least, int most) => $"is not a whole number from {least} to {most}";

    public static string NotADialect(string text, IReadOnlyList<string> names) =>
        $"is not one of {string.Join(", ", names.Select(name => $"'{name}'"))}.{Spelling.Hint(text, names)}";

    public static string UnknownSetting(string name, IEnumerable<string> names) => $"is not a setting of the infobip provider.{Spelling.Hint(name, names)}";

    public static string InStack(string setting, string stack, string error) => $"infobip:{setting} (in Pulumi.{stack}.yaml) {error}";

    public static string OfProvider(string setting, string provider, string error) => $"'{setting}' of the provider '{provider}' {error}";

    public static string Setting(string name, string error) => $"infobip:{name} {error}";

    public static string EnvironmentVariable(string name, string error) => $"the environment variable {name} {error}";

    public static string MissingSecret(string whose, string howToSet) => $"is missing: the {whose} secret of your account with the service. {howToSet}";

    public static string SetInStack(string setting, string flag, string? environment) =>
        $"Set it with `pulumi config set {flag}infobip:{setting} <value>`{(environment is null ? string.Empty : $" or the environment variable {environment}")}.";

    public static string SetOnProvider(string? environment) =>
        $"Pass it to the provider in the program{(environment is null ? string.Empty : $", or set the environment variable {environment}")}.";

    public static string InvalidSettings(IEnumerable<string> errors, IEnumerable<MissingSetting> missing) =>
        $"the infobip provider cannot be configured: {string.Join("; ", errors.Concat(missing.Select(setting => $"{setting.Key} {setting.Description}")))}";

    // Inputs and arguments. Each follows the input's name.

    public const string NotAUrl = "is not an absolute http or https URL such as https://www.example.com/auth";

    public const string Markup = "contains HTML, which the service strips: it would store something else; leave the '<…>' out";

    public const string NotInUrl = "contains a character that a URL has to spell otherwise: percent-encode it, and write a host name with other letters than a to z in its xn-- form";

    public const string EntryGoesElsewhere = " A configuration key goes into 'extraConfiguration'.";

    public const string NotAnId = "is not the id of an InfoBip instance: ids are whole numbers without leading zeros, such as 12";

    public static string RepeatedEntry(string input) => $"repeats a configuration entry that has an input of its own; use the input '{input}'";

    public static string InvalidId(string id) => $"'{id}' {NotAnId}.";

    public static string OneOfTwo(string owner, bool none) => none
        ? $"neither 'id' nor 'name' is set: {owner} needs one of them to know which instance is meant"
        : $"both 'id' and 'name' are set: {owner} takes one of them";

    // Look-ups.

    public static string LookUpOtherConnector(Attempt attempt, string other, string own) => $"{attempt} failed: it is an instance of the connector '{other}', not of '{own}'.";

    public static string SeveralFound(Attempt attempt, IReadOnlyList<string> ids) =>
        $"{attempt} failed: more than one instance has this name: {string.Join(", ", ids)}. Pass the 'id' of one of them in place of 'name'.";

    public static string NoneFound(Attempt attempt, string key) => $"{attempt} failed: the service has no instance of the InfoBip connector with {key}.";

    // Instances.

    public const string SwitchedLater = "The instance exists and is recorded: the next deployment switches it.";

    public static string OtherConnector(string id, string other, string own) =>
        $"instance {id} is an instance of the connector '{other}', not of '{own}': InfoBipInstance cannot manage it.";

    public static string NotValid(string id) =>
        $"InfoBip instance {id} exists, but the connector did not accept its credentials (valid: false).\n"
        + "Correct 'username' or 'password' and deploy again: the instance is repaired in place.";

    public const string OwedCredentials = "the connector did not accept its credentials (valid: false), so all configuration entries are sent again";

    public const string OwedToken = "the service returned no token for it, so it is read again";

    public static string OwedInputs(IEnumerable<string> inputs) => $"an earlier deployment could not put {Quoted(inputs)} into force, so it is sent again";

    public static string Repair(string id, string owed) => $"InfoBip instance {id} is repaired: {owed}.";

    public static string WillBeRefused(IEnumerable<string> reasons) =>
        $"The update will be refused, because inputs were changed after their check, as a policy does: {string.Join("; ", reasons)}.";

    public static string LostMark(IReadOnlyList<string> inputs) =>
        $"{Quoted(inputs)} is no longer marked as a secret, as after a policy's `return {{...props, tags}}`: preview and state show it in the clear.\n"
        + "Let the policy change the one property (`props.tags = …; return props`), and change the password.";

    public static string Gone(Attempt attempt) => $"{attempt} failed: the service has no such instance. Run `pulumi refresh` to remove it from the state.";

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
    public static string OtherInstance(Attempt attempt, string? recorded, string address, string source) =>
        $"{attempt} failed, and nothing was changed: at {address} ({source}) this id is another instance.\n"
        + (recorded is null ? "Set the address back" : $"The one in the state lives at {recorded}: set the address back")
        + ", destroy it there first, or use a second provider and a new resource name.";

    public static string NotVisible(Attempt attempt, string id) =>
        $"{attempt} failed: the account of these secrets does not see instance {id}, and another account saw it last: it is not visible with these credentials, or gone.\n"
        + "Set infobip:userSecret and infobip:organizationSecret back to that account; where it is certainly gone, use `pulumi state delete`.";

    public static string KeptAdopted(string id) =>
        $"InfoBip instance {id} is kept: this deployment found it as the result of an earlier create of this resource, so it is the old and the new one at once. Nothing was replaced.";

    public static string GoneAlready(string id) => $"InfoBip instance {id} no longer existed.";

    public static string SwitchCancelled(string id, string place) => $"The deployment was cancelled while InfoBip instance {id} was switched {place}.\n{SwitchedLater}";

    public static string SwitchFailed(string failure) => $"{failure}\n{SwitchedLater}";

    // Creates.

    public static string SameName(string? name, IReadOnlyList<long> ids) =>
        $"{(ids.Count == 1 ? $"An instance named '{name}' already exists" : $"Instances named '{name}' already exist")} ({Ids(ids)}). Names need not be unique, so another one is created.";

    public static string Waiting(CreationProgress progress) => progress.Stage switch
    {
        CreationStage.Answer => $"waiting for the service to create the instance, for {Seconds(progress.Left)} at most",
        CreationStage.AnswerAfterCancel => $"cancelled; waiting for the answer to the create that is on the way, for {Seconds(progress.Left)} at most, so that its instance is not lost",
        _ => $"the create was not answered; looking for its instance, for {Seconds(progress.Left)} at most",
    };

    public static string Adopted(long id, bool isCancelled) => isCancelled
        ? $"The deployment was cancelled while the instance was being created; it exists and is recorded: {Id(id)}."
        : $"The answer to the create was lost; the instance was found by its name: {Id(id)}.";

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
        $"A deployment with another state, or another version of this plugin, was interrupted on this machine ({create.At:u}) while it created {InStack(create)}{Left(create)}, and none "
        + $"has come back to it. What it left is not adopted here: if no other stack does, {LookFor(create)}.";

    public static string LeftElsewhere(PendingCreate create, string address) =>
        $"An earlier create of this resource was interrupted ({create.At:u}) at {create.Service}{Left(create)}. The provider works at {address} now, so it is not adopted: {LookFor(create)} there.";

    public static string ProbablyRecorded(PendingCreate create, long id) =>
        $"An earlier deployment created instance {Id(id)} for this resource ({create.At:u}), and another one is created now. If this is a replacement, all is well. If the state of that "
        + $"deployment could not be saved, the instance is still there: delete it, or adopt it with {ImportCommand(id)}.";

    // urn:pulumi:STACK::PROJECT::TYPE::NAME
    private static string InStack(PendingCreate create) =>
        create.Urn.Split("::", 4) is [var stack, var project, _, var name] ? $"'{name}' of {project}/{stack[(stack.LastIndexOf(':') + 1)..]}" : $"'{create.Urn}'";

    private static string ResourceName(PendingCreate create) => create.Urn[(create.Urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];

    private static string Left(PendingCreate create) => create.Id is { } id
        ? $" (instance {Id(id)})"
        : create.Name is { } name ? $" (an instance named '{name}', if the service acted)" : string.Empty;

    private static string LookFor(PendingCreate create) => create.Id is { } id
        ? $"delete instance {Id(id)}, or adopt it with {ImportCommand(id)}"
        : $"look for the instance{(create.Name is { } name ? $" named '{name}'" : string.Empty)} and delete it, or adopt it with {ImportCommand()}";

    public static string AdoptedNotUpdated(string id, string? failure) =>
        $"instance {id}, which an interrupted create of this resource had created, is recorded now; the next deployment changes it to what the program says."
        + (failure is null ? string.Empty : $"\n{failure}");

    /// <summary>What an earlier create may have created, where it cannot be found out whether it did.</summary>
    public static ResourceException LeftBehind(string resource, PendingCreate create, IReadOnlyList<long> ids) => new(
        InstanceErrors.LeftBehind,
        $"nothing was created for '{resource}' yet: an earlier create of it was interrupted ({create.At:u}), and since then there "
        + (ids is [var one]
            ? $"is a new instance named '{create.Name}': {Id(one)}.\nIf that is it, adopt it with {ImportCommand(one)}. "
            : $"are new instances named '{create.Name}': {Ids(ids)}.\nAdopt the right one with {ImportCommand(ids[0])}, and delete those that are not needed. ")
        + "To create another one all the same, deploy again.");

    /// <summary>A create may have created an instance; how to find out.</summary>
    public static ResourceException InDoubt(Attempt attempt, string? name, CreationInDoubtException doubt, IReadOnlyDictionary<string, string> labels)
    {
        var what = doubt.Failure is { } failure ? Failed(attempt, failure, labels) : $"{attempt} was ended while its request was on the way.";
        var more = doubt.Failure switch
        {
            { Limit: ApiTimeLimit.Operation } => " (The resource option customTimeouts sets that limit.)",
            { RequestId: { } request } => $" [request {request}]",
            _ => string.Empty,
        };
        return doubt.Candidates.Count > 0
            ? new(
                InstanceErrors.SeveralCandidates,
                $"{what} {(doubt.Candidates.Count == 1 ? "One instance is" : "Several instances are")} new and named '{name}', and it cannot be found out whether it is this one: "
                + $"{Ids(doubt.Candidates)}.\nAdopt the right one with {ImportCommand(doubt.Candidates[0])}, and delete those that are not needed.",
                doubt)
            : new(
                InstanceErrors.CreateInDoubt,
                $"{what}{more} It may exist all the same"
                + (doubt.LookUpFailure is { } failed ? $", and looking it up failed, too ({failed.TrimEnd('.')}).\n" : ".\n")
                + $"The next deployment on this machine looks for it first. Elsewhere look for '{name}' before you deploy again: adopt it with {ImportCommand()}, or delete it.",
                doubt);
    }

    /// <summary>How to adopt an instance.</summary>
    public static string ImportCommand(long? id = null) => $"`pulumi import infobip:index:InfoBipInstance <resource name> {(id is { } known ? Id(known) : "<instance id>")}`";

    private static string Quoted(IEnumerable<PropertyPath> paths) => Quoted(paths.Select(path => path.ToString()));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Ids(IEnumerable<long> ids) => string.Join(", ", ids.Select(Id));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') ? text : text + ".";
}
