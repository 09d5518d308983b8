// Lists the instances that could be imported, page by page.
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>The list of an account's InfoBip instances, in the service's order; a page of the service is asked for when it is needed.</summary>
internal static class InstanceListing
{
    private const string Attempt = "listing InfoBip instances";

    /// <summary>The results of a call, and where to go on if there may be more.</summary>
    public static async IAsyncEnumerable<ListPart> ListAsync(Func<InstancesClient> client, ListCall call, Operation operation)
    {
        var filter = InstanceFilter.Of(call.Query);
        var position = ListPosition.Of(call);
        var room = Math.Min(position.Left, call.PageSize ?? long.MaxValue);
        var seen = new HashSet<string>();
        while (position.Left > 0)
        {
            var page = await ApiInvoker.AskAsync(
                client, Attempt, operation, (api, options, cancel) => api.ListPageAsync(filter.Query, position.Page, options, cancel));
            foreach (var instance in position.Rest(page.Instances).Where(filter.Matches))
            {
                if (room == 0)
                {
                    yield return new ListPart.Continued(position.ToString());
                    yield break;
                }

                yield return new ListPart.Found(ApiInvoker.Text(instance.Id), instance.Name ?? string.Empty);
                position = position.After(instance);
                if (position.Left == 0)
                {
                    yield break;
                }

                room--;
            }

            if (page.NextPage is not { } next)
            {
                yield break;
            }

            if (!seen.Add(next))
            {
                throw new ResourceException(
                    ErrorCode.UnreadableAnswer, $"{Attempt} failed: the service sent the same page of the list twice, so it would never end.");
            }

            position = position.OnPage(next);
            if (room == 0)
            {
                yield return new ListPart.Continued(position.ToString());
                yield break;
            }
        }
    }
}
