// A create that was begun, as the journal remembers it.
namespace InfoBip.Provider.PendingCreates;

/// <summary>What is needed to find what a create made, should nobody hear its end. Nothing of it is secret.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Service">The base URL of the service that was asked.</param>
/// <param name="Name">The instance's name.</param>
/// <param name="NameIsUnique">Whether nobody else can bear the name.</param>
/// <param name="Before">The ids that bore the name before: none of them is what the create made.</param>
/// <param name="At">When it was begun, by this machine's clock.</param>
internal sealed record PendingCreate(string Urn, string Service, string Name, bool NameIsUnique, IReadOnlyList<long> Before, DateTimeOffset At)
{
    /// <summary>The id of what it made, where that was heard before the end came; null as a rule.</summary>
    public long? Id { get; init; }
}
