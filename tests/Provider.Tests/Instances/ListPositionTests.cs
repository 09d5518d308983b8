// The token that continues a list: it says everything, and nothing else is taken for one.
using CsCheck;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class ListPositionTests
{
    [Fact]
    public void A_token_leads_back_to_its_place() =>
        Gen.Select(Optional(Gen.Long[1, long.MaxValue]), Gen.Long[0, long.MaxValue], Optional(Gen.Long[0, long.MaxValue]), Trees.Text)
            .Sample((limit, given, lastId, page) =>
            {
                var position = new ListPosition(limit, given, page.Length == 0 ? null : page, lastId);
                Assert.Equal(position, ListPosition.Of(new ListCall(PropertyMap.Empty, limit, null, position.ToString())));
            });

    [Fact]
    public void What_is_no_token_is_refused_and_is_no_bug() =>
        Gen.OneOf(Trees.Text, Trees.Text.Select(text => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)))).Sample(text =>
        {
            try
            {
                _ = ListPosition.Of(new ListCall(PropertyMap.Empty, null, null, text));
                Assert.Fail($"'{text}' passed for a token.");
            }
            catch (ResourceException refused)
            {
                Assert.Equal(ErrorCode.BadContinuation, refused.Code);
            }
        });

    [Fact]
    public void Another_limit_than_before_is_what_is_left() =>
        Assert.Equal(3, ListPosition.Of(new ListCall(PropertyMap.Empty, 3, null, new ListPosition(10, 7, "p", 12).ToString())).Left);

    [Fact]
    public void The_same_limit_as_before_counts_what_was_given() =>
        Assert.Equal(3, ListPosition.Of(new ListCall(PropertyMap.Empty, 10, null, new ListPosition(10, 7, "p", 12).ToString())).Left);

    [Theory]
    [InlineData(2L, "3,1")]
    [InlineData(1L, "")]
    [InlineData(9L, "2,3,1")]
    [InlineData(null, "2,3,1")]
    public void The_rest_of_a_page_stands_behind_the_last_that_was_given(long? last, string rest)
    {
        Instance[] page = [new() { Id = 2 }, new() { Id = 3 }, new() { Id = 1 }];
        Assert.Equal(rest, string.Join(',', new ListPosition(null, 0, null, last).Rest(page).Select(instance => instance.Id)));
    }

    private static Gen<long?> Optional(Gen<long> number) => Gen.Select(number, Gen.Bool).Select((value, there) => there ? value : (long?)null);
}
