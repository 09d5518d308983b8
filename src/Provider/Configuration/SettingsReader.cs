// Complete settings from what is configured and, where that is silent, from the environment.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Configuration;

/// <summary>A required setting that is neither configured nor in the environment.</summary>
/// <param name="Name">Its key in a stack's configuration, which the engine repeats in its hint.</param>
/// <param name="Description">What it is and how to give it.</param>
internal sealed record MissingSetting(string Name, string Description);

/// <summary>What reading the settings gave: settings, or everything that stands against them.</summary>
/// <param name="Settings">The settings; null where something is missing or wrong.</param>
/// <param name="Missing">What is missing.</param>
/// <param name="Mistakes">What is wrong, one sentence each, without values.</param>
internal sealed record SettingsReading(ProviderSettings? Settings, IReadOnlyList<MissingSetting> Missing, IReadOnlyList<string> Mistakes);

/// <summary>Reads the settings. A configured value wins over the environment, which is asked here and nowhere else.</summary>
internal static class SettingsReader
{
    /// <summary>Reads the settings from the engine's arguments and the environment.</summary>
    public static SettingsReading Read(PropertyMap arguments, Func<string, string?> environment)
    {
        var texts = new Dictionary<SettingDefinition, string>();
        var missing = new List<MissingSetting>();
        var mistakes = new List<string>();
        foreach (var setting in SettingDefinition.All)
        {
            var (value, source) = Find(setting, arguments, environment);
            if (value is null)
            {
                if (setting.Secret)
                {
                    missing.Add(Missing(setting));
                }
            }
            else if (ConfigurationCheck.Mistake(setting, value) is { } mistake)
            {
                mistakes.Add($"{source} {mistake}");
            }
            else if (SettingRules.Text(value) is { } text)
            {
                texts[setting] = text;
            }
            else
            {
                mistakes.Add($"{source} is not known yet");
            }
        }

        return missing.Count + mistakes.Count > 0
            ? new SettingsReading(null, missing, mistakes)
            : new SettingsReading(Settings(texts), missing, mistakes);
    }

    private static (PropertyValue? Value, string Source) Find(SettingDefinition setting, PropertyMap arguments, Func<string, string?> environment)
    {
        if (arguments.Find(setting.Name) is { } configured)
        {
            return (configured, $"the setting '{setting.Name}'");
        }

        // An empty variable is how many shells and CI systems say "not set".
        return setting.Environment is { } variable && environment(variable) is { Length: > 0 } text
            ? (PropertyValue.Of(text), $"the environment variable {variable}")
            : (null, string.Empty);
    }

    private static MissingSetting Missing(SettingDefinition setting)
    {
        var whose = setting == SettingDefinition.UserSecret ? "user" : "organization";
        return new MissingSetting(
            $"infobip:{setting.Name}",
            $"The {whose} secret of your account with the service. Set it with "
            + $"`pulumi config set --secret infobip:{setting.Name} <value>` or in the environment variable {setting.Environment}.");
    }

    private static ProviderSettings Settings(Dictionary<SettingDefinition, string> texts)
    {
        var defaults = new ProviderSettings(texts[SettingDefinition.UserSecret], texts[SettingDefinition.OrganizationSecret]);
        var dialect = texts.TryGetValue(SettingDefinition.ApiDialect, out var name) ? ApiDialect.Find(name)! : defaults.Dialect;
        return defaults with
        {
            Dialect = dialect,
            BaseUrl = texts.TryGetValue(SettingDefinition.BaseUrl, out var url) ? new Uri(url) : dialect.DefaultBaseUrl,
            MaxConcurrentRequests = Number(SettingDefinition.MaxConcurrentRequests) ?? defaults.MaxConcurrentRequests,
            MaxRetries = Number(SettingDefinition.MaxRetries) ?? defaults.MaxRetries,
            RequestTimeout = Number(SettingDefinition.RequestTimeoutSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.RequestTimeout,
        };

        int? Number(SettingDefinition setting) => texts.TryGetValue(setting, out var text) ? SettingRules.Number(setting, text) : null;
    }
}
