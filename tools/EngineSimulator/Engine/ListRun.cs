// pulumi do … list: what there is of a resource type, and the ids to import it by.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Lists things.</summary>
internal sealed class ListRun(DeploymentRun run)
{
    /// <summary>Lists things of a type, from call to call until the plugin has no more or the limit is reached.</summary>
    public async Task<IReadOnlyList<ListedThing>> ListAsync(string type, Struct query, int limit)
    {
        var things = new List<ListedThing>();
        await run.GuardAsync(run.Stack.Urn, async () =>
        {
            var session = await run.Providers.WithoutStateAsync(ResourceUrn.PackageOf(type));
            var request = new ListRequest { Token = ResourceUrn.FullToken(type) ?? type, Query = query, Limit = limit };
            do
            {
                var before = request.ContinuationToken;
                request.ContinuationToken = await PageAsync(session, request, things);
                request.Limit = limit > 0 ? limit - things.Count : 0;
                if (request.Limit < 0)
                {
                    run.Flag([$"List gives {things.Count} results, but {limit} is the limit."], run.Stack.Urn);
                }

                if (before.Length > 0 && request.ContinuationToken == before)
                {
                    throw new PluginProtocolException("List goes on where it was asked to begin, so it would never end.");
                }
            }
            while (request.ContinuationToken.Length > 0 && (limit == 0 || things.Count < limit));
        });
        return things;
    }

    /// <summary>The answers of one call: results, and at most one continuation after them.</summary>
    private static async Task<string> PageAsync(ProviderSession session, ListRequest request, List<ListedThing> things)
    {
        string? continuation = null;
        try
        {
            await foreach (var answer in session.ListAsync(request.Clone()))
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

        return continuation ?? "";
    }
}
