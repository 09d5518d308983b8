// What a change of the provider's settings means for the resources it manages.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>
/// Compares settings. Rotated secrets, another version and other limits change nothing about what exists. Another service does:
/// the recorded ids mean nothing there, so the provider and its resources are replaced.
/// </summary>
internal static class ConfigurationDiff
{
    /// <summary>The settings that differ, with those that move the provider to another service marked as replacing.</summary>
    public static ResourceDiff Diff(PropertyMap olds, PropertyMap news)
    {
        var moved = Service(olds) is { } before && Service(news) is { } after && before != after;
        var changes = SettingDefinition.All
            .Where(setting => !PropertyComparison.Same(olds.Find(setting.Name), news.Find(setting.Name)))
            .Select(setting => new PropertyChange(
                PropertyPath.Of(setting.Name),
                Kind(olds.Find(setting.Name), news.Find(setting.Name)),
                Replaces: moved && setting == SettingDefinition.BaseUrl))
            .ToList();
        return new ResourceDiff(changes);
    }

    /// <summary>
    /// The service that settings point at; null where they leave it to the environment or it is not known yet, since both
    /// say nothing about where the resources were made. The host alone counts: both dialects of one host are one service.
    /// </summary>
    private static string? Service(PropertyMap settings) =>
        settings.Find(SettingDefinition.BaseUrl.Name) is { ContainsUnknown: false } value
        && SettingRules.Text(value) is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? url.GetLeftPart(UriPartial.Authority)
            : null;

    private static ChangeKind Kind(PropertyValue? before, PropertyValue? after) =>
        before is null ? ChangeKind.Add : after is null ? ChangeKind.Delete : ChangeKind.Update;
}
