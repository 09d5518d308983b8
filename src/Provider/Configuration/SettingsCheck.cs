// Validates the provider's settings as far as they are given, and compares them.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>
/// The check and the diff of settings. A missing setting is no error here: the environment may have it, and
/// <see cref="SettingsReader"/> reads it. Nothing of the environment enters the answer, because the engine stores it.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>The settings, secrets marked, and every error in them.</summary>
    public static CheckedInputs Check(PropertyMap settings)
    {
        var failures = new List<CheckFailure>();
        var marked = settings;
        foreach (var (name, value) in settings)
        {
            if (SettingDefinition.All.FirstOrDefault(known => known.Name == name) is not { } setting)
            {
                if (!PropertyMap.IsInternal(name) && !SettingDefinition.Passed.Contains(name))
                {
                    // A misspelt secret is one all the same, and the engine prints the value of the property that a failure names.
                    failures.Add(Failure(HostErrors.UnknownSetting, name, Advice.UnknownSetting(name, SettingDefinition.All.Select(one => one.Name)), secret: true));
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
                failures.Add(Failure(HostErrors.InvalidSetting, setting.Name, error, secret));
            }
        }

        if (failures.Count == 0 && SettingDefinition.Contradiction(TextOf(SettingDefinition.ApiDialect), TextOf(SettingDefinition.BaseUrl)) is { } contradiction)
        {
            failures.Add(Failure(HostErrors.InvalidSetting, SettingDefinition.ApiDialect.Name, contradiction, secret: false));
        }

        return new CheckedInputs(marked, failures);

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

    /// <summary>The engine prints the value of the property that a failure names, so a secret one is named in the reason.</summary>
    private static CheckFailure Failure(ErrorCode code, string name, string error, bool secret) =>
        new(code, secret ? string.Empty : name, Advice.Setting(name, error));
}
