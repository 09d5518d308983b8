// The calls that read things: for a refresh, for get, and for an import.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>What Read found.</summary>
/// <param name="Id">The id; may be another than the one asked for.</param>
/// <param name="Inputs">The inputs, or null when the plugin gave none.</param>
/// <param name="Outputs">The outputs, or null when the thing is gone.</param>
internal sealed record ReadOutcome(string Id, Struct? Inputs, Struct? Outputs)
{
    public IReadOnlyList<string> InitErrors { get; init; } = [];

    public bool RefreshBeforeUpdate { get; init; }
}

/// <summary>Reads things.</summary>
internal static class ResourceReader
{
    /// <summary>Reads a thing as it is now.</summary>
    /// <param name="session">Who serves it.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="id">The thing's id.</param>
    /// <param name="inputs">The known inputs; null for an import.</param>
    /// <param name="outputs">The known outputs; null for an import.</param>
    public static async Task<ReadOutcome> ReadAsync(ProviderSession session, string urn, string id, Struct? inputs, Struct? outputs)
    {
        try
        {
            var answer = await session.ReadAsync(new ReadRequest
            {
                Id = id,
                Urn = urn,
                Name = ResourceUrn.NameOf(urn),
                Type = ResourceUrn.TypeOf(urn),
                Inputs = inputs?.Clone(),
                Properties = outputs?.Clone(),
            });
            return new ReadOutcome(answer.Id, Optional(answer.Inputs, "inputs"), Optional(answer.Properties, "properties"))
            {
                RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
            };
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            return new ReadOutcome(failed.Id, Optional(failed.Inputs, "inputs"), Optional(failed.Properties, "properties"))
            {
                InitErrors = [.. failed.Reasons],
                RefreshBeforeUpdate = failed.RefreshBeforeUpdate,
            };
        }
    }

    private static Struct? Optional(Struct? map, string field) =>
        map is null ? null : Answers.Require(map, $"the {field} in the answer to Read", preview: false);
}
