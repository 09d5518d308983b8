// Every shape in which an instance was seen to come.
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class InstanceShapeTests : IDisposable
{
    private readonly CannedService _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_answer_of_the_seed_page_is_read()
    {
        var instance = await Read("""
            {
              "id": 12, "name": "Test", "token": "cuED0/DezalhhzK2OtO6kMP7NvPnMyNcRDZc=",
              "your_mom": {
                "id": 37, "name": "Infobip", "key": "infobip", "description": "Mobilise", "image": "your_moms/provider_infobip.png",
                "active": true, "deleted": false, "typeOauth": false, "trialAccount": true,
                "configDescription": "see <a href=\"http://www.infobip.com/sign_up/\">Signup</a>", "signupURL": "http://www.infobip.com/sign_up/"
              },
              "provisionInteractions": [], "valid": true, "disabled": false,
              "maxCacheSize": 1, "cacheTimeToLive": 2, "cachingEnabled": false
            }
            """);

        Assert.Equal(
            new Instance
            {
                Id = 12,
                Name = "Test",
                Token = "cuED0/DezalhhzK2OtO6kMP7NvPnMyNcRDZc=",
                Connector = new Connector
                {
                    Id = 37,
                    Name = "Infobip",
                    Key = "infobip",
                },
                Valid = true,
                Disabled = false,
                MaxCacheSize = 1,
                CacheTimeToLive = 2,
                CachingEnabled = false,
            },
            instance);
    }

    [Theory]
    [InlineData("your_mom", "your_mom")]
    [InlineData("your_mom", "element")]
    [InlineData("element", "your_mom")]
    [InlineData("element", "element")]
    public async Task The_connector_is_found_under_either_word(string dialect, string word)
    {
        var instance = await Read($$"""{"id": 1, "{{word}}": {"key": "infobip"} }""", dialect);

        Assert.Equal("infobip", instance.Connector?.Key);
    }

    [Theory, InlineData("your_mom", "a"), InlineData("element", "b")]
    public async Task Of_two_connectors_the_one_of_the_dialect_counts(string dialect, string key)
    {
        var instance = await Read("""{"id": 1, "your_mom": {"key": "a"}, "element": {"key": "b"}}""", dialect);

        Assert.Equal(key, instance.Connector?.Key);
    }

    [Theory]
    [InlineData("""{"id": 1}""", null)]
    [InlineData("""{"id": 1, "tags": null}""", null)]
    [InlineData("""{"id": 1, "tags": "a"}""", null)]
    [InlineData("""{"id": 1, "tags": []}""", "")]
    [InlineData("""{"id": 1, "tags": ["a", "b"]}""", "a,b")]
    [InlineData("""{"id": 1, "tags": [{"id": 12, "name": "a"}, {"name": "b", "more": {"name": "c"}}]}""", "a,b")]
    [InlineData("""{"id": 1, "tags": ["a", {"id": 12, "name": "b"}]}""", "a,b")]
    [InlineData("""{"id": 1, "tags": ["a", {"id": 12}]}""", null)]
    [InlineData("""{"id": 1, "tags": ["a", ["b"], 3]}""", null)]
    public async Task Tags_are_read_in_every_shape(string json, string? tags)
    {
        var instance = await Read(json);

        Assert.Equal(tags, instance.Tags is null ? null : string.Join(',', instance.Tags));
    }

    [Theory]
    [InlineData("""{"id": 1}""", null)]
    [InlineData("""{"id": 1, "configuration": null}""", null)]
    [InlineData("""{"id": 1, "configuration": ["a"]}""", null)]
    [InlineData("""{"id": 1, "configuration": {}}""", "")]
    [InlineData("""{"id": 1, "configuration": {"a": "********", "b": true, "c": false, "d": 1.50, "e": null, "f": {"g": ["h"]}, "\ud800 and more text": "x", "i": ""}}""", "a=********;b=true;c=false;d=1.50;i=")]
    public async Task Configuration_is_read_as_text_without_nulls(string json, string? entries)
    {
        var instance = await Read(json);

        Assert.Equal(entries, instance.Configuration is null ? null : string.Join(';', instance.Configuration.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("\"12\"", 12)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public async Task The_id_is_a_number_or_its_decimals(string json, long id) =>
        Assert.Equal(id, (await Read($$"""{"id": {{json}}}""")).Id);

    [Fact]
    public async Task A_member_of_another_type_does_not_cost_the_rest()
    {
        var instance = await Read("""
            {
              "id": 1, "name": {"x": ["y"]}, "token": 7, "your_mom": "infobip", "valid": "perhaps", "disabled": "true", "maxCacheSize": 1.5,
              "cacheTimeToLive": [], "cachingEnabled": 0, "createdDate": "2026-01-02T03:04:05Z", "user": {"id": 3}, "elementId": 4, "later": [[]]
            }
            """);

        Assert.Equal(new Instance { Id = 1, Disabled = true, CreatedDate = "2026-01-02T03:04:05Z" }, instance);
    }

    [Fact]
    public async Task Text_that_is_not_Unicode_does_not_cost_the_rest() =>
        Assert.Equal(
            new Instance { Id = 1, Token = "t" },
            await Read("""{"id": 1, "name": "\ud800", "\ud800 and more text": 3, "token": "t", "your_mom": "\ud800", "tags": ["\ud800"], "valid": "\ud800"}"""));

    [Fact]
    public async Task A_byte_order_mark_is_passed_over() => Assert.Equal(1, (await Read("\uFEFF{\"id\": 1}")).Id);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id": null}""")]
    [InlineData("""{"id": "twelve"}""")]
    [InlineData("""{"id": 1.5}""")]
    [InlineData("""{"id": 0}""")]
    [InlineData("""{"id": "-12"}""")]
    [InlineData("""{"id": 12""")]
    [InlineData("""{"id": 12, "configDescription": "at <a href="http://x">y</a>"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html></html>")]
    public async Task A_success_without_a_readable_id_may_have_made_an_instance(string body)
    {
        _service.Answers(body);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => _service.Client().CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, failure.Kind);
        Assert.True(failure.MayHaveActed);
    }

    [Fact]
    public async Task Neither_an_instance_nor_a_draft_shows_its_secrets_as_text()
    {
        var instance = await Read(Samples.Instance);

        Assert.Equal(Secrets.Token, instance.Token);
        Assert.DoesNotContain(Secrets.Token, $"{instance}", StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.Password, $"{Samples.Secretive}", StringComparison.Ordinal);
    }

    private async Task<Instance> Read(string json, string dialect = "your_mom")
    {
        _service.Answers(json);
        var client = _service.Client(options => options with { Dialect = ApiDialect.Find(dialect)! });
        return await client.CreateAsync(Samples.Request, cancellationToken: Cancel);
    }
}
