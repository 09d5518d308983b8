// What the words of the list command ask for.

namespace InfoBip.EngineSimulator;

/// <summary>Reads the options of <c>list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The query that the words make; a name that is repeated makes a list.</summary>
    public static ListQuery QueryOf(SimulatorCommandLine line) => new()
    {
        Filter = Wire.Map([.. line.Query.GroupBy(entry => entry.Key).Select(group =>
            (group.Key, group.Count() == 1 ? group.First().Value : (object?)group.Select(entry => entry.Value)))]),
        Count = line.Count,
        All = line.All,
        PageSize = line.PageSize ?? 0,
        ContinuationToken = line.Continue ?? "",
    };
}
