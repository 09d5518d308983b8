// The configuration entries that are the connector's own.
using System.Text.Json;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>Entries that answers hold though nothing sent them: some are null, some hold JSON in a string.</summary>
internal static class OwnEntries
{
    public static readonly BehaviourSwitch<bool> Shown = Switches.OneOf(
        "own-entries", "whether the configuration in answers holds the connector's own entries as well", [("off", false), ("on", true)]);

    /// <summary>The entries and the values that the connector gives them.</summary>
    public static readonly IReadOnlyList<(string Key, string? Value)> All =
    [
        ("base.url", "https://api.infobip.com"),
        ("pagination.type", "page"),
        ("pagination.max", "200"),
        ("pagination.page.startindex", "1"),
        ("bulk.add.metadata", null),
        ("bulk.query.field_name", null),
        ("bulk.query.operator", ">="),
        ("bulk.relations", """{"messages":{"relatesTo":["recipients"]}}"""),
        ("event.metadata", """{"polling":{"messages":{"url":"/messages?where=lastModifiedDate>='${date}'","idField":"id"}}}"""),
        ("event.objects", null),
        ("event.poller.refresh_interval", "15"),
        ("event.notification.instance.finder", null),
        ("event.notification.subscription.id", null),
    ];

    public static void Write(Utf8JsonWriter writer, SandboxInstance instance, SandboxOptions options)
    {
        foreach (var (key, value) in options.Behaviours.Get(Shown) ? All : [])
        {
            if (!instance.Configuration.ContainsKey(key))
            {
                writer.WriteString(key, value);
            }
        }
    }
}
