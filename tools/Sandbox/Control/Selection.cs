// Which entries of a list are shown: the last so many of those that hold a text.
using System.Globalization;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>The query of a list.</summary>
/// <param name="Last">How many are shown at most; null is all.</param>
/// <param name="Contains">What each of them holds, capitals or not; empty is anything.</param>
internal sealed record Selection(int? Last, string Contains)
{
    public static readonly string[] Parameters = ["last", "contains"];

    /// <exception cref="ApiRefusalException">400: a number is none.</exception>
    public static Selection Of(IQueryCollection query) => new(
        !query.TryGetValue("last", out var last) ? null
        : int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiRefusalException(400, "last is a whole number from 0."),
        query["contains"].ToString());

    /// <summary>The entries shown, in their order, and how many there are to show.</summary>
    public (IReadOnlyList<T> Shown, int Count) Of<T>(IReadOnlyList<T> all, Func<T, string> text)
    {
        var found = Contains.Length == 0 ? all : [.. all.Where(one => text(one).Contains(Contains, StringComparison.OrdinalIgnoreCase))];
        return ([.. found.Skip(found.Count - (Last ?? found.Count))], found.Count);
    }
}
