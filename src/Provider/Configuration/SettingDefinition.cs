// The table of the provider's settings, each with what its value may be.
using System.Globalization;
using System.Net;
using System.Text.Json;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>
/// A setting of the provider. The same value comes as a string from a stack's configuration, as JSON text from
/// generated SDKs, and in its own type from YAML programs.
/// </summary>
/// <param name="Name">Its name in the schema, in programs and, behind <c>infobip:</c>, in a stack's configuration.</param>
/// <param name="Rule">What is wrong with a text beyond <see cref="TextRules"/>; null when nothing is.</param>
internal sealed record SettingDefinition(string Name, Func<string, string?> Rule)
{
    /// <summary>The user's secret with the service. Required.</summary>
    public static readonly SettingDefinition UserSecret = new("userSecret", SecretError) { Environment = "INFOBIP_USER_SECRET", Secret = true, Whose = "user" };

    /// <summary>The organization's secret with the service. Required.</summary>
    public static readonly SettingDefinition OrganizationSecret =
        new("organizationSecret", SecretError) { Environment = "INFOBIP_ORGANIZATION_SECRET", Secret = true, Whose = "organization" };

    /// <summary>Which word the service uses for a connector.</summary>
    public static readonly SettingDefinition ApiDialect = new("apiDialect", DialectError) { Environment = "INFOBIP_API_DIALECT" };

    /// <summary>The service's address.</summary>
    public static readonly SettingDefinition BaseUrl = new("baseUrl", BaseUrlError) { Environment = "INFOBIP_BASE_URL" };

    /// <summary>How many requests run at a time.</summary>
    public static readonly SettingDefinition MaxConcurrentRequests = Number("maxConcurrentRequests", 1, 1000);

    /// <summary>How often a request is retried.</summary>
    public static readonly SettingDefinition MaxRetries = Number("maxRetries", 0, 20);

    /// <summary>How long one attempt of a request may take, in seconds.</summary>
    public static readonly SettingDefinition RequestTimeoutSeconds = Number("requestTimeoutSeconds", 1, 600);

    /// <summary>All settings, in the schema's order.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
        [UserSecret, OrganizationSecret, ApiDialect, BaseUrl, MaxConcurrentRequests, MaxRetries, RequestTimeoutSeconds];

    /// <summary>What the engine itself may put among the settings; passed through as it is.</summary>
    public static IReadOnlyList<string> Passed { get; } = ["version", "pluginDownloadURL"];

    /// <summary>The environment variable that is read where the setting is not configured; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether its value must not be shown. The secret settings are the required ones.</summary>
    public bool Secret { get; init; }

    /// <summary>The smallest and largest value, where it is a whole number.</summary>
    public (int Least, int Most)? Range { get; init; }

    /// <summary>Whose secret it is, for messages.</summary>
    public string Whose { get; init; } = string.Empty;

    /// <summary>The text of a value; null where it is a list or an object.</summary>
    public static string? Text(PropertyValue value) => value.Plain switch
    {
        PropertyValue.StringValue text => Unquoted(text.Value),
        PropertyValue.NumberValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        PropertyValue.BoolValue flag => flag.Value ? "true" : "false",
        _ => null,
    };

    /// <summary>What is wrong with a value; null when nothing is, or nothing is known yet. The words never repeat a secret.</summary>
    public string? Error(PropertyValue value) =>
        value.IsNull || value.ContainsUnknown ? null
        : Secret && value.Plain is PropertyValue.NumberValue or PropertyValue.BoolValue ? Advice.SecretNotAText
        : Text(value) is { } text ? TextRules.Check(text) ?? Rule(text)
        : Advice.NotOneValue;

    /// <summary>The address of the service: without a slash at its end, and without the <c>/instances</c> of a request that somebody copied.</summary>
    public static Uri Address(Uri url)
    {
        const string Requests = "/instances";
        var path = url.AbsolutePath.TrimEnd('/');
        path = (path.EndsWith(Requests, StringComparison.Ordinal) ? path[..^Requests.Length] : path).TrimEnd('/');
        return new UriBuilder(url) { Path = path }.Uri;
    }

    /// <summary>The dialect that an address shows; null where it is none of the instances API. Source: <c>docs/service.md</c>.</summary>
    public static InstancesApi.ApiDialect? DialectOf(Uri address) =>
        InstancesApi.ApiDialect.All.FirstOrDefault(dialect => address.AbsolutePath.EndsWith(dialect.DefaultBaseUrl.AbsolutePath, StringComparison.Ordinal));

    /// <summary>What is wrong with a valid dialect and a valid address together; null when nothing is, or one of them is not set.</summary>
    public static string? Contradiction(string? dialect, string? baseUrl) =>
        dialect is not null && baseUrl is not null && Address(new Uri(baseUrl)) is var address && DialectOf(address) is { } other && other.Name != dialect
            ? Advice.DialectContradictsAddress(dialect, address.AbsolutePath, other.Name)
            : null;

    private static SettingDefinition Number(string name, int least, int most) => new(
        name,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most && number == Math.Truncate(number)
            ? null
            : Advice.NotInRange(least, most))
    { Range = (least, most) };

    /// <summary>Both secrets travel in one header, between commas.</summary>
    private static string? SecretError(string text) =>
        text.Any(c => c is < ' ' or > '~') ? Advice.NotInHeader
        : text.Contains(',', StringComparison.Ordinal) ? Advice.CommaInSecret
        : null;

    private static string? DialectError(string text) =>
        InstancesApi.ApiDialect.Find(text) is null ? Advice.NotADialect(text, [.. InstancesApi.ApiDialect.All.Select(dialect => dialect.Name)]) : null;

    private static string? BaseUrlError(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.Scheme is not ("https" or "http") ? Advice.NotAbsoluteUrl
        : url.Scheme == "http" && !IsLoopback(url) ? Advice.PlainHttp
        : url.UserInfo.Length > 0 ? Advice.UserInUrl
        : url.Query.Length > 0 || url.Fragment.Length > 0 ? Advice.QueryInUrl
        : DialectOf(Address(url)) is null ? Advice.NotTheApi
        : null;

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Generated SDKs send what is no string as JSON text; a string enum would come in quotes.</summary>
    private static string Unquoted(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return text;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.GetString() ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
