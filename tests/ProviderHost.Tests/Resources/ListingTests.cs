// Lists over pages of a service, continued by other processes of the plugin.
using System.Globalization;
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class ListingTests
{
    /// <summary>Numbers from 1 in pages of any size; those that end with 0 do not belong to the list.</summary>
    private static readonly Gen<int[][]> Services = Gen.Int[0, 6].Array[1, 6].Select(sizes =>
    {
        var next = 1;
        return sizes.Select(size => Enumerable.Range(next, size).Select(_ => next++).ToArray()).ToArray();
    });

    private static readonly Gen<long?> Count = Gen.Select(Gen.Long[1, 12], Gen.Bool).Select((number, present) => present ? number : (long?)null);

    /// <summary>The protocol has the limit stay the same over all pages; Pulumi's own command line sends what is left of it.</summary>
    [Fact]
    public void Pages_that_continue_each_other_are_the_whole_list() =>
        Gen.Select(Services, Count, Count, Gen.Bool).Sample((service, limit, pageSize, sendsWhatIsLeft) =>
        {
            var (listed, left, token) = (new List<string>(), limit, (string?)null);
            do
            {
                var (ids, next) = List(service, sendsWhatIsLeft ? left : limit, pageSize, token);
                Assert.True(ids.Count <= (pageSize ?? long.MaxValue));
                listed.AddRange(ids);
                (left, token) = (left - ids.Count, next);
            }
            while (token is not null && left is not <= 0);

            var all = service.SelectMany(page => page).Where(number => number % 10 != 0).Select(Text);
            Assert.Equal(limit is { } most ? all.Take((int)most) : all, listed);
        });

    [Fact]
    public void A_page_of_the_service_is_read_when_it_is_needed()
    {
        var reads = 0;
        Assert.Equal(["1", "2"], List([[1, 2], [3]], limit: 2, pageSize: null, token: null, onRead: () => reads++).Ids);
        Assert.Equal(1, reads);
    }

    [Fact]
    public void Where_the_last_result_is_gone_its_page_comes_again()
    {
        var (ids, next) = List([[1, 2, 3]], limit: null, pageSize: 2, token: null);
        Assert.Equal(["1", "2"], ids);
        Assert.Equal(["3"], List([[1, 2, 3]], limit: null, pageSize: 2, next).Ids);
        Assert.Equal(["1", "3"], List([[1, 3]], limit: null, pageSize: 2, next).Ids);
    }

    [Fact]
    public void A_service_that_sends_the_same_page_again_and_again_is_an_error() =>
        Assert.Equal(HostErrors.EndlessList, Assert.Throws<ResourceException>(() => List([[1], [2]], null, null, null, next: _ => "1")).Code);

    [Fact]
    public void What_is_no_token_is_refused_and_is_no_bug() =>
        Gen.OneOf(Trees.Text, Trees.Text.Select(text => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)))).Sample(text =>
            Assert.Equal(HostErrors.InvalidContinuation, Assert.Throws<ResourceException>(() => List([[1]], null, null, text)).Code));

    private static (List<string> Ids, string? Next) List(
        int[][] service, long? limit, long? pageSize, string? token, Action? onRead = null, Func<int, string?>? next = null)
    {
        var parts = Listing.ListAsync(new ListCall(PropertyMap.Empty, limit, pageSize, token), "listing", page =>
        {
            onRead?.Invoke();
            var number = page is null ? 0 : int.Parse(page, CultureInfo.InvariantCulture);
            return Task.FromResult(new ListPage(
                [.. service[number].Select(id => (new ListPart.Found(Text(id), ""), id % 10 != 0))],
                next is not null ? next(number) : number + 1 < service.Length ? Text(number + 1) : null));
        }).ToBlockingEnumerable(TestContext.Current.CancellationToken).ToList();
        Assert.All(parts.SkipLast(1), part => Assert.IsType<ListPart.Found>(part));
        return ([.. parts.OfType<ListPart.Found>().Select(found => found.Id)], parts.OfType<ListPart.Continued>().SingleOrDefault()?.Token);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
