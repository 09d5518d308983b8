// Where a list goes on: what its continuation token holds.
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>A place in a list. Its text says everything, so that any process of this plugin can go on from it.</summary>
/// <param name="Limit">The most results that the caller asked for; null for no limit.</param>
/// <param name="Given">How many of them were given.</param>
/// <param name="Page">The service's own token of its page; null for its first.</param>
/// <param name="LastId">The last instance of that page that was given; null for none.</param>
internal sealed record ListPosition(long? Limit, long Given, string? Page, long? LastId)
{
    private const string Version = "1";

    /// <summary>How many results may still be given.</summary>
    public long Left => Limit is { } limit ? Math.Max(0, limit - Given) : long.MaxValue;

    /// <summary>Where a call begins.</summary>
    /// <exception cref="ResourceException">Its continuation token is none.</exception>
    public static ListPosition Of(ListCall call)
    {
        var position = call.Continuation is { } token ? Parse(token) : new ListPosition(call.Limit, 0, null, null);

        // The protocol has the limit stay the same over all pages; Pulumi's own command line sends what is left of it.
        return position.Limit == call.Limit ? position : position with { Limit = call.Limit, Given = 0 };
    }

    /// <summary>The place behind an instance of the page.</summary>
    public ListPosition After(Instance instance) => this with { Given = Given + 1, LastId = instance.Id };

    /// <summary>The beginning of another page.</summary>
    public ListPosition OnPage(string page) => this with { Page = page, LastId = null };

    /// <summary>
    /// What of the page has not been given. Where the last instance that was given is gone by now, the whole page comes again: an instance
    /// that is told twice is better than one that is never told.
    /// </summary>
    public IEnumerable<Instance> Rest(IReadOnlyList<Instance> page) =>
        page.Any(instance => instance.Id == LastId) ? page.SkipWhile(instance => instance.Id != LastId).Skip(1) : page;

    /// <summary>The token that <see cref="Of"/> reads.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Version} {Limit} {Given} {LastId} {Page}")));

    private static ListPosition Parse(string token) =>
        Base64Url.IsValid(token)
        && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ', 5) is [Version, var limit, var given, var lastId, var page]
        && Number(limit) is (true, var limitNumber)
        && Number(given) is (true, { } givenNumber)
        && Number(lastId) is (true, var lastIdNumber)
            ? new ListPosition(limitNumber, givenNumber, page.Length == 0 ? null : page, lastIdNumber)
            : throw new ResourceException(
                ErrorCode.BadContinuation, "listing InfoBip instances failed: the continuation token is none of this provider. Begin the list anew, without a token.");

    /// <summary>A number, or nothing at all.</summary>
    private static (bool Valid, long? Value) Number(string text) =>
        text.Length == 0 ? (true, null)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (true, number)
        : (false, null);
}
