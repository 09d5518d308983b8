// Lists resources page by page, and goes on from where an earlier call ended.
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>The question of a list.</summary>
/// <param name="Query">What to look for; empty for all.</param>
/// <param name="Limit">The most results over all pages; null for no limit.</param>
/// <param name="PageSize">The most results before the list is to be continued by another call; null for all in one.</param>
/// <param name="Continuation">The token that the page before ended with; null for the first page.</param>
public sealed record ListCall(PropertyMap Query, long? Limit, long? PageSize, string? Continuation);

/// <summary>A part of the answer of a list: results, and at most one continuation behind them.</summary>
public abstract record ListPart
{
    private ListPart()
    {
    }

    /// <summary>A resource that exists.</summary>
    /// <param name="Id">Its id: an import takes it.</param>
    /// <param name="Name">Its name; empty for none.</param>
    public sealed record Found(string Id, string Name) : ListPart;

    /// <summary>There may be more.</summary>
    /// <param name="Token">What to ask for the next page; another process of this plugin understands it, too.</param>
    public sealed record Continued(string Token) : ListPart;
}

/// <summary>A page of the service's own list.</summary>
/// <param name="Results">All that it holds, each with whether it belongs to the list.</param>
/// <param name="Next">The service's token of the next page; null at the end.</param>
public sealed record ListPage(IReadOnlyList<(ListPart.Found Result, bool Matches)> Results, string? Next);

/// <summary>Lists in the service's order; a page of the service is read when it is needed.</summary>
public static class Listing
{
    /// <summary>The results of a call, and where to go on if there may be more.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempt">What is done, for messages: "listing pets".</param>
    /// <param name="read">Reads a page of the service: null asks for the first.</param>
    /// <exception cref="ResourceException">The continuation token is not one of this provider, or the service's list does not end.</exception>
    public static async IAsyncEnumerable<ListPart> ListAsync(ListCall call, string attempt, Func<string?, Task<ListPage>> read)
    {
        var position = Position.Of(call, attempt);
        var room = Math.Min(position.Left, call.PageSize ?? long.MaxValue);
        var seen = new HashSet<string>();
        while (position.Left > 0)
        {
            var page = await read(position.Page);
            foreach (var (result, _) in position.Rest(page.Results).Where(one => one.Matches))
            {
                if (room == 0)
                {
                    yield return new ListPart.Continued(position.ToString());
                    yield break;
                }

                yield return result;
                position = position with { Returned = position.Returned + 1, LastId = result.Id };
                if (position.Left == 0)
                {
                    yield break;
                }

                room--;
            }

            if (page.Next is not { } next)
            {
                yield break;
            }

            if (!seen.Add(next))
            {
                throw new ResourceException(HostErrors.EndlessList, HostTexts.EndlessList(attempt));
            }

            position = position with { Page = next, LastId = null };
            if (room == 0)
            {
                yield return new ListPart.Continued(position.ToString());
                yield break;
            }
        }
    }

    /// <summary>A place in a list. Its text says everything, so that any process of this plugin can go on from it.</summary>
    /// <param name="Limit">The most results that the caller asked for; null for no limit.</param>
    /// <param name="Returned">How many of them were returned.</param>
    /// <param name="Page">The service's own token of its page; null for its first.</param>
    /// <param name="LastId">The last result of that page that was returned; null for none.</param>
    private sealed record Position(long? Limit, long Returned, string? Page, string? LastId)
    {
        private const string Version = "1";

        public long Left => Limit is { } limit ? Math.Max(0, limit - Returned) : long.MaxValue;

        public static Position Of(ListCall call, string attempt)
        {
            var position = call.Continuation is { } token
                ? Parse(token) ?? throw new ResourceException(HostErrors.InvalidContinuation, HostTexts.InvalidContinuation(attempt))
                : new Position(call.Limit, 0, null, null);

            // The protocol has the limit stay the same over all pages; Pulumi's own command line sends what is left of it.
            return position.Limit == call.Limit ? position : position with { Limit = call.Limit, Returned = 0 };
        }

        /// <summary>
        /// What of the page was not returned yet. Where the last result no longer exists, the whole page comes again: a resource
        /// that is listed twice is better than one that never is.
        /// </summary>
        public IEnumerable<(ListPart.Found Result, bool Matches)> Rest(IReadOnlyList<(ListPart.Found Result, bool Matches)> page) =>
            page.Any(one => one.Result.Id == LastId) ? page.SkipWhile(one => one.Result.Id != LastId).Skip(1) : page;

        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Version} {Limit} {Returned} {LastId} {Page}")));

        private static Position? Parse(string token) =>
            Base64Url.IsValid(token)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ', 5) is [Version, var limit, var returned, var lastId, var page]
            && Number(limit) is (true, var limitNumber)
            && Number(returned) is (true, { } returnedNumber)
                ? new Position(limitNumber, returnedNumber, page.Length == 0 ? null : page, lastId.Length == 0 ? null : lastId)
                : null;

        /// <summary>A number, or nothing at all.</summary>
        private static (bool Valid, long? Value) Number(string text) =>
            text.Length == 0 ? (true, null)
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (true, number)
            : (false, null);
    }
}
