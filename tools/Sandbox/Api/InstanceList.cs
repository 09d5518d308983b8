// GET /instances: which instances match, and a page of them.
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox.Api;

/// <summary>Finds and pages instances.</summary>
internal static class InstanceList
{
    // Default and maximum alike, as published.
    private const int LargestPage = 200;

    public static ApiAnswer Answer(ApiRequest request, Dialect dialect, string user, InstanceStore store, SandboxOptions options)
    {
        var size = PageSize(request);
        var after = After(request);
        var text = request.Query["searchText"].LastOrDefault() ?? "";
        var tags = request.Query["tags[]"];
        var matches = store.Snapshot().Where(instance => Ownership.Sees(user, instance, options) && Matches(instance, text, tags)).ToArray();
        var rest = matches.SkipWhile(instance => instance.Id <= after).ToArray();
        if (rest.Length == 0 && !options.Behaviours.Get(ListEntries.NoMatch))
        {
            throw new ApiRefusalException(404, "No instances found");
        }

        var page = rest.Length > size ? rest[..size] : rest;
        List<(string, string)> headers =
        [
            ("Elements-Returned-Count", page.Length.ToString(CultureInfo.InvariantCulture)),
            ("Elements-Total-Count", matches.Length.ToString(CultureInfo.InvariantCulture)),
        ];
        if (page.Length < rest.Length)
        {
            headers.Add(("Elements-Next-Page-Token", Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"after:{page[^1].Id}"))));
        }

        var form = ListEntries.FormOf(request, options);
        return ApiAnswer.Of(
            writer =>
            {
                writer.WriteStartArray();
                foreach (var instance in page)
                {
                    InstanceWriter.Write(writer, instance, dialect, options, request.Kind, form);
                }

                writer.WriteEndArray();
            },
            200,
            [.. headers]);
    }

    private static bool Matches(SandboxInstance instance, string text, IEnumerable<string?> tags) =>
        (instance.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || instance.ConnectorKey.Contains(text, StringComparison.OrdinalIgnoreCase))
        && tags.All(tag => tag is not null && instance.Tags.Contains(tag));

    private static int PageSize(ApiRequest request) => request.Query["pageSize"].LastOrDefault() switch
    {
        null => LargestPage,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 => Math.Min(size, LargestPage),
        _ => throw new ApiRefusalException(400, "pageSize is not a number from 1 to 200."),
    };

    private static long After(ApiRequest request)
    {
        if (request.Query["nextPage"].LastOrDefault() is not { Length: > 0 } token)
        {
            return 0;
        }

        return Base64Url.IsValid(token)
            && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)).Split(':') is ["after", var id]
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw new ApiRefusalException(400, "nextPage is not a token of an earlier page.");
    }
}
