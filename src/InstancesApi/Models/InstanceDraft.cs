// What the client sends: a new instance, or what changes of one.
namespace InfoBip.InstancesApi;

/// <summary>A new instance, for POST.</summary>
/// <param name="ConnectorKey">The connector's key, for example <c>infobip</c>.</param>
/// <param name="Configuration">The configuration entries, written in this order.</param>
/// <param name="Name">The instance's name; left out of the body when null.</param>
/// <param name="Tags">The tags; left out of the body when null, sent as an empty list when empty.</param>
public sealed record InstanceDraft(
    string ConnectorKey,
    IReadOnlyList<KeyValuePair<string, string>> Configuration,
    string? Name = null,
    IReadOnlyList<string>? Tags = null)
{
    /// <summary>Values that must not show in a message, should the service echo them. Defaults to none.</summary>
    public IReadOnlyCollection<string> SecretValues { get; init; } = [];

    /// <summary>Names the draft without its configuration.</summary>
    public override string ToString() => $"{ConnectorKey} instance '{Name}'";
}

/// <summary>The fields to change, for PATCH. What is null, or no entry, is not sent and stays as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Tags">The new list of tags, which replaces the old one.</param>
/// <param name="Configuration">The configuration entries to change, written in this order; the others stay. Defaults to none.</param>
public sealed record InstancePatch(string? Name = null, IReadOnlyList<string>? Tags = null, IReadOnlyList<KeyValuePair<string, string>>? Configuration = null)
{
    /// <summary>Whether there is anything to send.</summary>
    public bool IsEmpty => Name is null && Tags is null && Configuration is not { Count: > 0 };

    /// <summary>Names what changes, without values.</summary>
    public override string ToString() => $"a patch of {(Name is null ? "" : "name, ")}{(Tags is null ? "" : "tags, ")}{Configuration?.Count ?? 0} entries";
}
