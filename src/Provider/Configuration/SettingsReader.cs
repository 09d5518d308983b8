// The client's options from what is configured and, where that is silent, from the environment.
using System.Globalization;
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>Reads the settings. A configured value wins over the environment, which is read here and nowhere else.</summary>
internal static class SettingsReader
{
    /// <summary>How many requests run at a time unless the user says otherwise. Source: <c>schema.json</c>.</summary>
    public const int DefaultMaxConcurrentRequests = 64;

    /// <summary>Reads the settings from the engine's arguments and the environment, and where the address comes from.</summary>
    /// <exception cref="MissingSettingsException">Required settings are missing, and nothing else is wrong.</exception>
    /// <exception cref="ResourceException">Settings are not valid; the message lists each error, without values.</exception>
    public static (InstancesClientOptions Options, string AddressSource) Read(PropertyMap settings, SettingPlace place, Func<string, string?> environment)
    {
        var texts = new Dictionary<SettingDefinition, string>();
        var missing = new List<MissingSetting>();
        var errors = new List<string>();
        foreach (var setting in SettingDefinition.All)
        {
            if (Find(setting, settings, place, environment) is not var (value, describe))
            {
                if (setting.Secret)
                {
                    missing.Add(new MissingSetting($"infobip:{setting.Name}", Advice.MissingSecret(setting.Whose, place.HowToSet(setting))));
                }
            }
            else if (setting.Error(value) is { } error)
            {
                errors.Add(describe(error));
            }
            else if (SettingDefinition.Text(value) is { } text)
            {
                texts[setting] = text;
            }
            else
            {
                errors.Add(describe(Advice.NotKnown));
            }
        }

        if (SettingDefinition.Contradiction(texts.GetValueOrDefault(SettingDefinition.ApiDialect), texts.GetValueOrDefault(SettingDefinition.BaseUrl)) is { } contradiction)
        {
            errors.Add(Find(SettingDefinition.ApiDialect, settings, place, environment)!.Value.Describe(contradiction));
        }

        return errors.Count > 0 ? throw new ResourceException(HostErrors.InvalidSettings, Advice.InvalidSettings(errors, missing))
            : missing.Count > 0 ? throw new MissingSettingsException(missing)
            : (Options(texts), AddressSource(settings, texts));
    }

    private static (PropertyValue Value, Func<string, string> Describe)? Find(SettingDefinition setting, PropertyMap settings, SettingPlace place, Func<string, string?> environment)
    {
        if (settings.Find(setting.Name) is { } configured)
        {
            return (configured, error => place.Describe(setting, error));
        }

        // An empty variable is how many shells and CI systems say "not set".
        return setting.Environment is { } variable && environment(variable) is { Length: > 0 } text
            ? (PropertyValue.Of(text), error => Advice.EnvironmentVariable(variable, error))
            : null;
    }

    private static string AddressSource(PropertyMap settings, Dictionary<SettingDefinition, string> texts) =>
        settings.Find(SettingDefinition.BaseUrl.Name) is not null ? Advice.SettingSource(SettingDefinition.BaseUrl.Name)
        : texts.ContainsKey(SettingDefinition.BaseUrl) ? Advice.EnvironmentSource(SettingDefinition.BaseUrl.Environment!)
        : Advice.DefaultSource;

    private static InstancesClientOptions Options(Dictionary<SettingDefinition, string> texts)
    {
        var address = texts.TryGetValue(SettingDefinition.BaseUrl, out var url) ? SettingDefinition.Address(new Uri(url)) : null;
        var dialect = texts.TryGetValue(SettingDefinition.ApiDialect, out var name) ? ApiDialect.Find(name)!
            : address is null ? ApiDialect.YourMom
            : SettingDefinition.DialectOf(address)!;
        var options = new InstancesClientOptions
        {
            UserSecret = texts[SettingDefinition.UserSecret],
            OrganizationSecret = texts[SettingDefinition.OrganizationSecret],
            Dialect = dialect,
            BaseUrl = address ?? dialect.DefaultBaseUrl,
            MaxConcurrentRequests = Number(SettingDefinition.MaxConcurrentRequests) ?? DefaultMaxConcurrentRequests,
        };
        return options with
        {
            MaxRetries = Number(SettingDefinition.MaxRetries) ?? options.MaxRetries,
            RequestTimeout = Number(SettingDefinition.RequestTimeoutSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : options.RequestTimeout,
        };

        int? Number(SettingDefinition setting) =>
            texts.TryGetValue(setting, out var text) ? (int)double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }
}
