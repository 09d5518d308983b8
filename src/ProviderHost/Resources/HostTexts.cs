// The one table of what the host says to users: about inputs, arguments, names and calls.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>The words of every message of this layer. None of them repeats a value that may be secret.</summary>
internal static class HostTexts
{
    private const string AsText =
        "In the configuration of a YAML program only a member of an object stays a text: "
        + "`pulumi config set --type string --path numbers.sms <value>` (for a secret with --secret), used as ${numbers.sms}";

    public const string Blank = "is blank";

    public const string ControlCharacter = "contains a line break or another control character; a value pasted from a terminal often brings one along";

    public const string CurlyQuote =
        "begins or ends with a curly quote (“ ” ‘ ’), as text copied from a formatted page does; write it without, or with straight quotes";

    public const string Placeholder = "still contains an <INSERT_…> placeholder of the documentation; put your own value there";

    public const string InvisibleCharacter = "contains an invisible character, which a pasted text often brings along; type it anew";

    public const string OuterBlanks = "begins or ends with a blank; a pasted text often does";

    public const string Exponent =
        "holds a number in exponent form, such as 4.9e+11: a YAML program makes one of a long setting of digits. " + AsText;

    public const string OutputInText =
        "holds an output that was put into a string before its value was known. Combine them with Output.Format (C#), pulumi.interpolate (TypeScript), "
        + "Output.concat (Python) or pulumi.Sprintf (Go)";

    public const string Masked = "is the mask that the service shows in the place of a secret, not a value";

    /// <summary>The packages' names are those of Debian 12 and Ubuntu 22.04, of Red Hat 9, and of older ones.</summary>
    public static string NoOpenSsl(string package) =>
        $"OpenSSL is not installed here, and the {package} provider needs it for secure connections. Nothing was sent. "
        + "Install the package libssl3 (Debian, Ubuntu) or openssl-libs (Red Hat, Fedora), and run the command again.";

    public static string MissingInput(InputDefinition input) =>
        $"the required input '{input.Name}' is missing{(input.Label is { } label ? $" (configuration entry '{label}')" : string.Empty)}; add it to the resource";

    /// <summary>An unknown name may be a misspelt secret, so the failure names no property whose value the engine would print.</summary>
    public static string UnknownInput(string name, string resource, IEnumerable<string> known, string hint) =>
        $"'{name}' is not an input of {resource}.{Spelling.Hint(name, known)}{hint}";

    public static string UnknownArgument(string name, string owner, IEnumerable<string> known) => $"'{name}' is not an argument of {owner}.{Spelling.Hint(name, known)}";

    public static string ArgumentNotKnown(string name, string owner) =>
        $"'{name}' is unknown, so {owner} cannot be called, and nothing was sent; call it with the output itself, so that it waits for the value";

    public static string WrongType(string expected, PropertyValue value) => $"must be {expected}, but is {Kind(value)}";

    /// <summary>A value that is no text where one belongs.</summary>
    public static string NotAText(PropertyValue value) => WrongType("a string", value) + value.Plain switch
    {
        PropertyValue.NumberValue => $", which loses a leading + or 0. Write it in quotes. {AsText}",
        PropertyValue.BoolValue => "; write it in quotes",
        _ => string.Empty,
    };

    public static string InvalidKey(string error) => $"has a key that {error}";

    public const string NameRequired = "the input 'name' is missing, and this stack's settings switch automatic names off (pulumi:autonaming); give the resource a name";

    public static string InvalidEnforcedName(string name, string error) => $"the name '{name}', which this stack's settings ask for (pulumi:autonaming), {error}";

    public static string UnknownValues(IEnumerable<string> names) =>
        $"nothing was sent: outside a preview every input must be known, but these are not: {string.Join(", ", names)}.";

    public static string InvalidInputs(string attempt, IEnumerable<string> reasons) =>
        $"{attempt} failed, and nothing was sent: {string.Join("; ", reasons)}.\nThe inputs were changed after their check: correct the policy that does so.";

    public static string InvalidQuery(string token, IEnumerable<string> reasons) => $"{token} cannot be listed: {string.Join("; ", reasons)}";

    public static string InvalidContinuation(string attempt) =>
        $"{attempt} failed: the continuation token is not one of this provider. Begin the list anew, without a token.";

    public static string EndlessList(string attempt) => $"{attempt} failed: the service sent the same page of the list twice, so it would never end.";

    public static string UnknownResource(string package, string token, IEnumerable<string> known) =>
        $"the {package} provider has no resource type '{token}'.{Spelling.Hint(token, known)}";

    public static string UnknownFunction(string package, string token, IEnumerable<string> known) => $"the {package} provider has no function '{token}'.{Spelling.Hint(token, known)}";

    public static string UnknownSchemaVersion(string package, int version) => $"the {package} provider has its schema in version 0 only, not in version {version}.";

    public static string UnknownSubpackage(string package, string name) => $"the {package} provider has no subpackage '{name}'.";

    public static string MissingSettings(string package, IEnumerable<string> keys) => $"the {package} provider lacks the settings {string.Join(", ", keys)}.";

    public const string Cancelled = "the deployment was cancelled before this was done.";

    public static string Malformed(string package, string error) => $"the {package} provider cannot read the engine's request: {error}.";

    public static string Bug(string package, Exception bug) =>
        $"this is a bug of the {package} provider ({bug.GetType().Name}).\nPlease report it with the output of `pulumi up --debug`.";

    public static string UnreadableRequest(string package, string method) =>
        $"the {package} provider cannot read the {method} request: it is malformed, or its values nest deeper than any input of this provider";

    private static string Kind(PropertyValue value) => value.Plain switch
    {
        PropertyValue.StringValue => "a string",
        PropertyValue.BoolValue => "a boolean",
        PropertyValue.NumberValue => "a number",
        PropertyValue.ArrayValue => "a list",
        PropertyValue.ObjectValue => "an object",
        PropertyValue.AssetValue or PropertyValue.ArchiveValue => "an asset",
        PropertyValue.ResourceReferenceValue => "a resource; use one of its outputs",
        PropertyValue.ByteStringValue => "bytes",
        _ => "nothing",
    };
}
