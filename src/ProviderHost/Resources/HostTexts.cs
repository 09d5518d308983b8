// The one table of what the host says to users: about inputs, arguments, names and calls.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>The words of every message of this layer. None of them repeats a value that may be secret.</summary>
internal static class HostTexts
{
    public const string Blank = "is blank";

    public const string ControlCharacter = "contains a line break or another control character; a value pasted from a terminal often brings one along";

    public const string CurlyQuote =
        "begins or ends with a curly quote (“ ” ‘ ’), as text copied from a formatted page does; write it without, or with straight quotes";

    public const string Placeholder = "still contains an <INSERT_…> placeholder of the documentation; put your own value there";

    public const string Masked = "is the mask that the service shows in the place of a secret, not a value";

    public static string MissingInput(InputDefinition input) =>
        $"the required input '{input.Name}' is missing{(input.Label is { } label ? $" (configuration entry '{label}')" : string.Empty)}; add it to the resource";

    /// <summary>An unknown name may be a misspelt secret, so the failure names no property whose value the engine would print.</summary>
    public static string UnknownInput(string name, string resource, IEnumerable<string> known, string hint) =>
        $"'{name}' is not an input of {resource}.{Spelling.Hint(name, known)}{hint}";

    public static string UnknownArgument(string name, string owner, IEnumerable<string> known) => $"'{name}' is not an argument of {owner}.{Spelling.Hint(name, known)}";

    public static string ArgumentNotKnown(string name, string owner) =>
        $"'{name}' is unknown, so {owner} cannot be called, and nothing was sent; call it with the output itself, so that it waits for the value";

    public static string WrongType(string expected, PropertyValue value, string advice = "") => $"must be {expected}, but is {Kind(value)}{advice}";

    public static string InvalidKey(string error) => $"has a key that {error}";

    public const string NameRequired = "the input 'name' is missing, and this stack's settings switch automatic names off (pulumi:autonaming); give the resource a name";

    public static string InvalidEnforcedName(string name, string error) => $"the name '{name}', which this stack's settings ask for (pulumi:autonaming), {error}";

    public static string UnknownValues(IEnumerable<string> names) =>
        $"nothing was sent: outside a preview every input must be known, but these are not: {string.Join(", ", names)}.";

    public static string InvalidInputs(string attempt, IEnumerable<string> reasons) =>
        $"{attempt} failed, and nothing was sent: {string.Join("; ", reasons)}. The inputs were changed after their check: a policy may have done it.";

    public static string InvalidQuery(string token, IEnumerable<string> reasons) => $"{token} cannot be listed: {string.Join("; ", reasons)}";

    public static string InvalidContinuation(string attempt) =>
        $"{attempt} failed: the continuation token is not one of this provider. Begin the list anew, without a token.";

    public static string EndlessList(string attempt) => $"{attempt} failed: the service sent the same page of the list twice, so it would never end.";

    public static string UnknownResource(string package, string urn, string token, IEnumerable<string> known) =>
        $"{(urn.Length > 0 ? $"{urn}: " : string.Empty)}the {package} provider has no resource type '{token}'.{Spelling.Hint(token, known)}";

    public static string UnknownFunction(string package, string token, IEnumerable<string> known) => $"the {package} provider has no function '{token}'.{Spelling.Hint(token, known)}";

    public static string UnknownSchemaVersion(string package, int version) => $"the {package} provider has its schema in version 0 only, not in version {version}.";

    public static string UnknownSubpackage(string package, string name) => $"the {package} provider has no subpackage '{name}'.";

    public static string MissingSettings(string package, IEnumerable<string> keys) => $"the {package} provider lacks the settings {string.Join(", ", keys)}.";

    public static string Cancelled(string about) => $"{about}: the deployment was cancelled.";

    public static string Malformed(string about, string error) => $"{about}: {error}.";

    public static string Bug(string about, string package, Exception bug) =>
        $"{about}: this is a bug of the {package} provider ({bug.GetType().Name}). Please report it with the output of `pulumi up --debug`.";

    public static string UnreadableRequest(string package, string method) =>
        $"the {package} provider cannot read the {method} request: it is malformed, or its values nest deeper than any input of this provider";

    /// <summary>What a call is about: the resource, or the provider as a whole.</summary>
    public static string About(string package, string urn) => urn.Length == 0 ? $"the {package} provider" : urn;

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
