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

        return new CheckedInputs(marked, failures);
    }

    /// <summary>
    /// The settings that differ. Rotated secrets, another version and other limits change nothing about what exists. Another service does:
    /// the recorded ids mean nothing there, so the provider and its resources are replaced.
    /// </summary>
    public static ResourceDiff Diff(PropertyMap olds, PropertyMap news)
    {
        var moved = Service(olds) is { } before && Service(news) is { } after && before != after;
        return new ResourceDiff([
            .. SettingDefinition.All
                .Where(setting => !PropertyComparison.Same(olds.Find(setting.Name), news.Find(setting.Name)))
                .Select(setting => PropertyChange.Of(PropertyPath.Of(setting.Name), olds.Find(setting.Name), news.Find(setting.Name)) with
                {
                    Replaces = moved && setting == SettingDefinition.BaseUrl,
                })]);
    }

    /// <summary>
    /// The service that settings point at; null where they leave it to the environment or it is not known yet, since both
    /// say nothing about where the resources were created. The host alone counts: both dialects of one host are one service.
    /// </summary>
    private static string? Service(PropertyMap settings) =>
        settings.Find(SettingDefinition.BaseUrl.Name) is { ContainsUnknown: false } value
        && SettingDefinition.Text(value) is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? url.GetLeftPart(UriPartial.Authority)
            : null;

    /// <summary>The engine prints the value of the property that a failure names, so a secret one is named in the reason.</summary>
    private static CheckFailure Failure(ErrorCode code, string name, string error, bool secret) =>
        new(code, secret ? string.Empty : name, Advice.Setting(name, error));
}
