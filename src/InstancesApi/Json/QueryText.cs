// The query of a search, as the service spells it.
using System.Globalization;
using System.Text;

namespace InfoBip.InstancesApi.Json;

internal static class QueryText
{
    /// <summary>The most that the service puts on a page. Source: the published documentation of the service.</summary>
    public const int LargestPage = 200;

    public static string Of(InstanceQuery query, string? nextPage)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new StringBuilder();
        Add(text, "searchText", query.SearchText);
        foreach (var tag in query.Tags ?? [])
        {
            Add(text, "tags[]", tag);
        }

        if (query.PageSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(query));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestPage, nameof(query));
            Add(text, "pageSize", size.ToString(CultureInfo.InvariantCulture));
        }

        Add(text, "nextPage", nextPage);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
