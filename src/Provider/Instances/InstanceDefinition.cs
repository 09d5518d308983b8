// The table of an InfoBip instance: its inputs, where each of them lives at the service, and its outputs.
using System.Globalization;
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// The inputs and outputs of an InfoBip instance. Everything else about them follows from this table. Sources: <c>docs/service.md</c> for the four
/// configuration keys, the token and the answer's fields; the service's published documentation for <c>createdDate</c> and the enabled switch.
/// </summary>
internal sealed class InstanceDefinition
{
    /// <summary>The type token.</summary>
    public const string Type = "infobip:index:InfoBipInstance";

    /// <summary>The key of the InfoBip connector. Source: <c>docs/service.md</c>.</summary>
    public const string ConnectorKey = "infobip";

    /// <summary>The instance's name.</summary>
    public static readonly TextInput Name = new("name") { Rule = RewrittenError, SameText = ServiceText.MayBeSame };

    /// <summary>The instance's tags, in no order.</summary>
    public static readonly TextSetInput Tags = new("tags") { Rule = RewrittenError, SameText = ServiceText.MayBeSame };

    /// <summary>Whether the instance is switched on.</summary>
    public static readonly FlagInput Enabled = new("enabled") { Default = PropertyValue.Of(true) };

    /// <summary>The token, which is secret.</summary>
    public static readonly OutputDefinition Token = new("token", Secret: true);

    /// <summary>Whether the connector accepted the credentials.</summary>
    public static readonly OutputDefinition Valid = new("valid", Unpredictable: true);

    /// <summary>The connector that the instance is of.</summary>
    public static readonly OutputDefinition Connector = new("connector", Stable: true);

    /// <summary>Largest size of the instance's cache.</summary>
    public static readonly OutputDefinition MaxCacheSize = new("maxCacheSize");

    /// <summary>How long an entry of the cache lives.</summary>
    public static readonly OutputDefinition CacheTimeToLive = new("cacheTimeToLive");

    /// <summary>Whether the instance caches.</summary>
    public static readonly OutputDefinition CachingEnabled = new("cachingEnabled");

    /// <summary>When the instance was created.</summary>
    public static readonly OutputDefinition CreatedDate = new("createdDate", Stable: true);

    /// <summary>
    /// What the service sets in every connector's configuration by itself. Source: the service's published documentation.
    /// </summary>
    private static readonly Dictionary<string, string> s_configurationDefaults = new(StringComparer.Ordinal)
    {
        ["event.notification.enabled"] = "false",
        ["filter.response.nulls"] = "true",
    };

    private InstanceDefinition(IReadOnlyList<InstanceInput> rows)
    {
        Labels = rows.Where(row => row.Input.Label is not null).ToDictionary(row => row.Input.Label!, row => row.Input.Name, StringComparer.Ordinal);
        var extra = new TextMapInput("extraConfiguration")
        {
            Mask = Instance.MaskedValue,
            Defaults = s_configurationDefaults,
            KeyRule = key => Labels.TryGetValue(key, out var input) ? new ValidationError(InstanceErrors.RepeatedEntry, Advice.RepeatedEntry(input)) : null,
        };
        Rows = [.. rows, new InstanceInput(extra, new RemainingEntries(Labels))];
        Resource = new ResourceDefinition(
            Type, [.. Rows.Select(row => row.Input)], [Token, Valid, Connector, MaxCacheSize, CacheTimeToLive, CachingEnabled, CreatedDate])
        {
            Names = new NameGenerator(Name) { Fallback = "instance", Clean = WithoutMarkup },
            UnknownInputHint = static name => name.Contains('.', StringComparison.Ordinal) ? Advice.EntryGoesElsewhere : string.Empty,
        };
    }

    /// <summary>The table as the schema has it; the required inputs in the order of <c>docs/service.md</c>.</summary>
    public static InstanceDefinition Standard { get; } = new(
    [
        InstanceInput.Entry("sender", "messaging.sms.infobip.sender", Requirement.Always),
        InstanceInput.Entry("username", "messaging.sms.infobip.username", Requirement.Always),
        InstanceInput.Entry("password", "messaging.sms.infobip.password", Requirement.Creating, secret: true),
        InstanceInput.Entry("callbackUrl", "messaging.sms.infobip.callback.url", Requirement.Always, rule: UrlError, sameText: static (one, other) => one.TrimEnd('/') == other.TrimEnd('/')),
        new(Name, new NameField()),
        new(Tags, new TagsField()),
        new(Enabled, new EnabledSwitch()),
    ]);

    /// <summary>The table as every resource has it.</summary>
    public ResourceDefinition Resource { get; }

    /// <summary>The rows, in the schema's order.</summary>
    public IReadOnlyList<InstanceInput> Rows { get; }

    /// <summary>The inputs that are configuration entries: their names by their keys.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The same table with further inputs.</summary>
    public InstanceDefinition With(params IEnumerable<InstanceInput> further) => new([.. Rows.SkipLast(1), .. further]);

    /// <summary>The connector that the instance is of, where that is another one than this provider's; a service that does not return it means this one.</summary>
    public static string? OtherConnector(Instance instance) => instance.Connector?.Key is { } key && key != ConnectorKey ? key : null;

    /// <summary>
    /// The number that an id is; null for none. Only its one decimal spelling counts: the engine compares the text of an id that a program imports, and would replace, and so
    /// delete, the instance when another spelling is corrected.
    /// </summary>
    public static long? FindId(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && IdText(number) == id ? number : null;

    /// <summary>The number that an id is.</summary>
    /// <exception cref="ResourceException">It is none.</exception>
    public static long IdOf(string id) => FindId(id) ?? throw new ResourceException(InstanceErrors.InvalidId, Advice.InvalidId(id));

    /// <summary>An id as programs and the engine know it.</summary>
    public static string IdText(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the inputs send when all of it is sent: the configuration entries in the table's order.</summary>
    public InstanceDraft Draft(PropertyMap inputs)
    {
        var content = Content(inputs);
        return new InstanceDraft(ConnectorKey, content.Configuration, content.Name, content.Tags) { SecretValues = inputs.SecretTexts };
    }

    /// <summary>What some inputs, or parts of them, send where only these are sent.</summary>
    public InstancePatch Patch(PropertyMap inputs)
    {
        var content = Content(inputs);
        return new InstancePatch(content.Name, content.Tags, content.Configuration);
    }

    /// <summary>Whether an instance has the plain entries of the program's configuration.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="inputs">The program's inputs.</param>
    /// <param name="asFarAsShown">Whether entries that the service does not return count as equal.</param>
    public bool IsAsInProgram(Instance instance, PropertyMap inputs, bool asFarAsShown) => Rows
        .Where(row => row.Location.IsConfiguration && !row.Input.Secret && inputs.Find(row.Input.Name) is not null)
        .All(row => row.Observe(instance) is { } observed ? !row.Input.Compare(inputs[row.Input.Name], held: null, observed).Any() : asFarAsShown);

    private InstanceContent Content(PropertyMap inputs)
    {
        var content = new InstanceContent();
        foreach (var row in Rows)
        {
            row.Location.Write(content, inputs.Find(row.Input.Name));
        }

        return content;
    }

    /// <summary>The text is sent as it is, so what a parser forgives, or writes otherwise, is an error.</summary>
    private static ValidationError? UrlError(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0
            || !text.StartsWith($"{url.Scheme}://", StringComparison.OrdinalIgnoreCase) || text[$"{url.Scheme}://".Length] is '/' or '\\' ? new ValidationError(InstanceErrors.InvalidUrl, Advice.NotAUrl)
        : text.Any(c => c is <= ' ' or > '~' or '\\' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}') ? new ValidationError(InstanceErrors.InvalidUrl, Advice.NotInUrl)
        : null;

    /// <summary>What the service rewrites in names and tags, so that it would store something else than what was sent.</summary>
    private static ValidationError? RewrittenError(string text) => ServiceText.HasMarkup(text) ? new ValidationError(InstanceErrors.Markup, Advice.Markup) : null;

    private static string WithoutMarkup(string text) => new string([.. text.Where(c => c is not ('<' or '>') && !TextRules.IsInvisible(c))]).Trim();
}
