// Judges the provider's settings as far as they are given.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>
/// The check of the provider's settings. What is missing is no mistake here: the environment may have it, and
/// <see cref="SettingsReader"/> asks. Nothing from the environment enters the answer, because the engine stores it.
/// </summary>
internal static class ConfigurationCheck
{
    /// <summary>The settings, secrets marked, and every mistake in them.</summary>
    public static CheckedInputs Check(PropertyMap settings)
    {
        var failures = new List<CheckFailure>();
        var marked = settings;
        foreach (var (name, value) in settings)
        {
            var setting = SettingDefinition.All.FirstOrDefault(known => known.Name == name);
            if (setting is null)
            {
                if (!name.StartsWith("__", StringComparison.Ordinal) && !SettingDefinition.Passed.Contains(name))
                {
                    failures.Add(UnknownSetting(name));
                }

                continue;
            }

            if (setting.Secret && !value.IsNull)
            {
                marked = marked.With(name, PropertyValue.Secret(value));
            }

            if (Mistake(setting, value) is { } mistake)
            {
                // A URL with a user part shows a password.
                var secret = setting.Secret || value.ContainsSecret || SettingRules.Text(value)?.Contains('@', StringComparison.Ordinal) == true;
                failures.Add(Failure(ErrorCode.BadSetting, setting.Name, mistake, secret));
            }
        }

        return new CheckedInputs(marked, failures);
    }

    /// <summary>What is wrong with one setting; null when nothing is, or nothing is known yet.</summary>
    public static string? Mistake(SettingDefinition setting, PropertyValue value)
    {
        if (value.IsNull || value.ContainsUnknown)
        {
            return null;
        }

        return SettingRules.Text(value) is { } text
            ? SettingRules.Mistake(setting, text)
            : "is a list or an object; give one value";
    }

    private static CheckFailure UnknownSetting(string name)
    {
        var names = SettingDefinition.All.Select(setting => setting.Name);
        var reason = $"is not a setting of the infobip provider.{Spelling.Hint(name, names)}";

        // A misspelt secret is one all the same, and the engine prints the value of the property that a failure names.
        return Failure(ErrorCode.UnknownSetting, name, reason, secret: true);
    }

    /// <summary>The engine prints the value of the property that a failure names, so a secret one is named in the reason.</summary>
    private static CheckFailure Failure(ErrorCode code, string name, string mistake, bool secret) =>
        new(code, secret ? string.Empty : name, $"the setting '{name}' {mistake}");
}
