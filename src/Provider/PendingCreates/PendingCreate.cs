// A create that was begun and is not known to be recorded.
namespace InfoBip.Provider.PendingCreates;

/// <summary>What is needed to find what a create created, should its answer never be recorded. Nothing of it is secret.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Service">The base URL of the service that was asked.</param>
/// <param name="Name">The instance's name.</param>
/// <param name="NameIsUnique">Whether nothing else can have the name.</param>
/// <param name="Before">The ids that had the name before: none of them is what the create created.</param>
/// <param name="At">When it was begun, by this machine's clock.</param>
internal sealed record PendingCreate(string Urn, string Service, string Name, bool NameIsUnique, IReadOnlyList<long> Before, DateTimeOffset At)
{
    /// <summary>The id of what it created, where the answer came before the process ended; null as a rule.</summary>
    public long? Id { get; init; }
}
