// Messages about pending operations.
namespace InfoBip.EngineSimulator;

/// <summary>Texts about what earlier runs left open.</summary>
internal static class PendingText
{
    /// <summary>What an operation says before it goes on over pending operations.</summary>
    public static string Warning(IReadOnlyList<PendingOperation> operations) =>
        $"""
        Earlier runs ended before they knew the outcome of {Counted(operations, "operation")}:
        {Lines(operations)}
        Look up at the service what became of each. What a create may have made bears the name that `export` shows among the inputs of its pending operation:
        adopt it with `import`, or delete it there. Pending creates stay until `refresh --clear-pending-creates`; the others end with this operation.
        """;

    /// <summary>What a refresh says of the creates that it clears.</summary>
    public static string Cleared(IReadOnlyList<PendingOperation> operations, bool preview) =>
        $"{(preview ? "To clear" : "Cleared")}: {Counted(operations, "create")}\n{Lines(operations)}";

    private static string Counted(IReadOnlyList<PendingOperation> operations, string what) =>
        $"{operations.Count} pending {what}{(operations.Count == 1 ? "" : "s")}";

    private static string Lines(IReadOnlyList<PendingOperation> operations) =>
        string.Join('\n', operations.Select(operation => $"  * {operation.Urn}, interrupted while {operation.Kind}"));
}
