// The question of a list of resources, and the parts of its answer.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>The question of a list.</summary>
/// <param name="Query">What to look for; empty for all.</param>
/// <param name="Limit">The most results over all pages; null for no limit.</param>
/// <param name="PageSize">The most results before the list is to be continued by another call; null for all in one.</param>
/// <param name="Continuation">The token that the page before ended with; null for the first page.</param>
internal sealed record ListCall(PropertyMap Query, long? Limit, long? PageSize, string? Continuation);

/// <summary>A part of the answer of a list: results, and at most one continuation behind them.</summary>
internal abstract record ListPart
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
