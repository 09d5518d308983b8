// What a setting's value may be.
using System.Globalization;
using System.Net;
using System.Text.Json;
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>
/// Reads a setting's value and judges it. The same value comes as a string from a stack's configuration, as JSON text from
/// generated SDKs, and in its own type from YAML programs.
/// </summary>
internal static class SettingRules
{
    /// <summary>The text of a value; null where it is none (a list, an object).</summary>
    public static string? Text(PropertyValue value) => value.Plain switch
    {
        PropertyValue.StringValue text => Unquoted(text.Value),
        PropertyValue.NumberValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        PropertyValue.BoolValue flag => flag.Value ? "true" : "false",
        _ => null,
    };

    /// <summary>The setting's number; null where the text is none, or outside the setting's range.</summary>
    public static int? Number(SettingDefinition setting, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && setting.Range is var (least, most)
        && number >= least && number <= most && number == Math.Truncate(number)
            ? (int)number
            : null;

    /// <summary>What is wrong with a setting's text; null when nothing is. The reason never repeats a secret.</summary>
    public static string? Mistake(SettingDefinition setting, string text)
    {
        if (TextRules.Mistake(text) is { } mistake)
        {
            return mistake;
        }

        if (setting.Secret)
        {
            return SecretMistake(text);
        }

        if (setting.Range is var (least, most))
        {
            return Number(setting, text) is null ? $"is not a whole number from {least} to {most}" : null;
        }

        if (setting == SettingDefinition.ApiDialect && ApiDialect.Find(text) is null)
        {
            var names = ApiDialect.All.Select(dialect => dialect.Name).ToList();
            return $"is not one of {string.Join(", ", names.Select(name => $"'{name}'"))}.{Spelling.Hint(text, names)}";
        }

        return setting == SettingDefinition.BaseUrl ? BaseUrlMistake(text) : null;
    }

    /// <summary>Both secrets travel in one header, between commas.</summary>
    private static string? SecretMistake(string text)
    {
        if (text.Any(c => c is < ' ' or > '~'))
        {
            return "holds a character that cannot stand in an HTTP header";
        }

        if (text != text.Trim())
        {
            return "begins or ends with a space; a value that was pasted often does";
        }

        return text.Contains(',', StringComparison.Ordinal)
            ? "holds a comma, which the Authorization header uses to tell the two secrets apart; give one secret here"
            : null;
    }

    private static string? BaseUrlMistake(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.Scheme is not ("https" or "http"))
        {
            return "is not an absolute URL such as https://api.example.com/elements/api-v2";
        }

        if (url.Scheme == "http" && !IsLoopback(url))
        {
            return "is plain http, which would send your secrets unencrypted; write https (http is accepted for localhost only)";
        }

        if (url.UserInfo.Length > 0)
        {
            return "holds a user name or password; the secrets have settings of their own";
        }

        return url.Query.Length > 0 || url.Fragment.Length > 0 ? "holds a query or a fragment; give the address up to api-v2 only" : null;
    }

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
