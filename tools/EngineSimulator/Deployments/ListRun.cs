// pulumi do … list: what there is of a resource type, and the ids to import it by.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A thing that a plugin listed.</summary>
/// <param name="Id">Its id, by which it can be imported.</param>
/// <param name="Name">What the service calls it.</param>
public sealed record ListedThing(string Id, string Name);

/// <summary>What to list.</summary>
public sealed record ListQuery
{
    /// <summary>The filter, by the resource's <c>listInputs</c>.</summary>
    public Struct Filter { get; init; } = new();

    /// <summary>How many at most; null for one call's worth.</summary>
    public int? Count { get; init; }

    /// <summary>Whether to go on until there is no more.</summary>
    public bool All { get; init; }

    /// <summary>How many the plugin asks its service for at a time; 0 leaves that to the plugin.</summary>
    public int PageSize { get; init; }

    /// <summary>Where an earlier list ended; empty for the beginning.</summary>
    public string ContinuationToken { get; init; } = "";
}

/// <summary>Lists things.</summary>
internal sealed class ListRun(DeploymentRun run)
{
    /// <summary>Lists things of a type, and gives where the next list would go on.</summary>
    public async Task<(IReadOnlyList<ListedThing> Things, string Continuation)> ListAsync(string type, ListQuery query)
    {
        var things = new List<ListedThing>();
        var continuation = query.ContinuationToken;
        var urn = run.StackUrn;
        await run.GuardAsync(urn, async () =>
        {
            var session = await run.Providers.DefaultAsync(new PluginRequest(ResourceUrn.PackageOf(type)));
            do
            {
                var limit = query.Count is { } count ? count - things.Count : 0;
                var page = await PageAsync(session, new ListRequest
                {
                    Token = type,
                    Query = query.Filter.Clone(),
                    Limit = limit,
                    PageSize = query.PageSize,
                    ContinuationToken = continuation,
                });
                if (limit > 0 && page.Things.Count > limit)
                {
                    run.Flag([$"List gives {page.Things.Count} results, but {limit} is the limit."], urn);
                }

                if (continuation.Length > 0 && page.Continuation == continuation)
                {
                    throw new PluginProtocolException("List goes on where it was asked to begin, so it would never end.");
                }

                things.AddRange(page.Things);
                continuation = page.Continuation;
            }
            while (continuation.Length > 0 && (query.All || things.Count < query.Count));
        });
        return ([.. things.Take(query.Count ?? things.Count)], continuation);
    }

    /// <summary>The answers of one call: results, and at most one continuation after them.</summary>
    private static async Task<(List<ListedThing> Things, string Continuation)> PageAsync(ProviderSession session, ListRequest request)
    {
        var things = new List<ListedThing>();
        string? continuation = null;
        try
        {
            await foreach (var answer in session.ListAsync(request))
            {
                if (continuation is not null)
                {
                    throw new PluginProtocolException("List goes on after its continuation, which should be its last answer.");
                }

                switch (answer.ResponseCase)
                {
                    case ListResponse.ResponseOneofCase.Result when answer.Result.Id.Length > 0:
                        things.Add(new ListedThing(answer.Result.Id, answer.Result.Name));
                        break;
                    case ListResponse.ResponseOneofCase.Continuation:
                        continuation = answer.Continuation.ContinuationToken;
                        break;
                    default:
                        throw new PluginProtocolException($"List answers with {answer.ResponseCase}: a query that is known gives results, each with an id.");
                }
            }
        }
        catch (RpcException error)
        {
            throw StepException.Of(error);
        }

        return (things, continuation ?? "");
    }
}
