// Validates the provider's settings as far as they are given, and compares them.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>
/// The check and the diff of settings. A secret may be missing where the environment has it, which <see cref="SettingsReader"/> reads: nothing of the environment
/// enters the answer, because the engine stores it.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>The settings, secrets marked, and every error in them.</summary>
    public static CheckedInputs Check(PropertyMap settings, SettingPlace place, Func<string, string?> environment)
    {
        var failures = new List<CheckFailure>();
        var names = SettingDefinition.All.Select(one => one.Name).ToList();
        var meant = new HashSet<string?>();
        var marked = settings;
        foreach (var (name, value) in settings)
        {
            if (SettingDefinition.All.FirstOrDefault(known => known.Name == name) is not { } setting)
            {
                if (!PropertyMap.IsInternal(name) && !SettingDefinition.Passed.Contains(name))
                {
                    // A misspelt secret is one all the same, and the engine prints the value of the property that a failure names.
                    failures.Add(new CheckFailure(HostErrors.UnknownSetting, string.Empty, place.Describe(name, Advice.UnknownSetting(name, names))));
                    meant.Add(Spelling.Nearest(name, names));
                }

                continue;
            }

            if (setting.Secret && !value.IsNull)
            {
                marked = marked.With(name, PropertyValue.Secret(value));
            }

            if (setting.Error(value) is { } error)
            {
                // A URL with a user part shows a password.
                var secret = setting.Secret || value.ContainsSecret || SettingDefinition.Text(value)?.Contains('@', StringComparison.Ordinal) == true;
                failures.Add(Failure(setting, error, secret));
            }
        }

        if (failures.Count == 0 && SettingDefinition.Contradiction(TextOf(SettingDefinition.ApiDialect), TextOf(SettingDefinition.BaseUrl)) is { } contradiction)
        {
            failures.Add(Failure(SettingDefinition.ApiDialect, contradiction, secret: false));
        }

        // The engine would ask for it itself, by a command that leaves the secret in the clear. One that is misspelt is not missing as well.
        failures.AddRange(SettingDefinition.All
            .Where(setting => setting.Secret && settings.Find(setting.Name) is null or { IsNull: true } && string.IsNullOrEmpty(environment(setting.Environment!)) && !meant.Contains(setting.Name))
            .Select(setting => new CheckFailure(HostErrors.MissingSetting, string.Empty, place.Describe(setting, Advice.MissingSecret(setting.Whose, place.HowToSet(setting))))));
        return new CheckedInputs(marked, failures);

        CheckFailure Failure(SettingDefinition setting, string error, bool secret) =>
            new(HostErrors.InvalidSetting, secret ? string.Empty : setting.Name, place.Describe(setting, error));

        string? TextOf(SettingDefinition setting) => settings.Find(setting.Name) is { ContainsUnknown: false } value ? SettingDefinition.Text(value) : null;
    }

    /// <summary>
    /// The settings that differ. None of them ever replaces what exists: an instance belongs to the address and the account in its own state, and answers for itself
    /// where the address moves.
    /// </summary>
    public static ResourceDiff Diff(PropertyMap olds, PropertyMap news) => new([
        .. SettingDefinition.All
            .Where(setting => !PropertyComparison.Same(olds.Find(setting.Name), news.Find(setting.Name)))
            .Select(setting => PropertyChange.Of(PropertyPath.Of(setting.Name), olds.Find(setting.Name), news.Find(setting.Name)))]);

}
