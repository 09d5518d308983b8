// The table of retries.
using System.Net;
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Tests;

public sealed class RetryDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    // For each failure: whether a read, a change and a create are sent again, after the first attempt and after the second.
    [Theory]
    [InlineData(ApiFailureKind.TooManyRequests, 429, "read change create", "read change create")]
    [InlineData(ApiFailureKind.ConnectionFailed, 0, "read change create", "read change create")]
    [InlineData(ApiFailureKind.ServerError, 408, "read change", "read change")]
    [InlineData(ApiFailureKind.ServerError, 500, "read change", "read change")]
    [InlineData(ApiFailureKind.ServerError, 502, "read change", "read change")]
    [InlineData(ApiFailureKind.ServerError, 503, "read change", "read change")]
    [InlineData(ApiFailureKind.ServerError, 504, "read change", "read change")]
    [InlineData(ApiFailureKind.ServerError, 501, "", "")]
    [InlineData(ApiFailureKind.ServerError, 505, "", "")]
    [InlineData(ApiFailureKind.ConnectionLost, 0, "read change", "read change")]
    [InlineData(ApiFailureKind.TimedOut, 0, "read change", "read change")]
    [InlineData(ApiFailureKind.UnreadableAnswer, 200, "read", "")]
    [InlineData(ApiFailureKind.TlsFailed, 0, "", "")]
    [InlineData(ApiFailureKind.InvalidRequest, 400, "", "")]
    [InlineData(ApiFailureKind.Unauthenticated, 401, "", "")]
    [InlineData(ApiFailureKind.Forbidden, 403, "", "")]
    [InlineData(ApiFailureKind.NotFound, 404, "", "")]
    [InlineData(ApiFailureKind.WrongAddress, 404, "", "")]
    [InlineData(ApiFailureKind.Conflict, 409, "", "")]
    [InlineData(ApiFailureKind.Redirected, 302, "", "")]
    public void What_is_sent_again(ApiFailureKind failure, int status, string afterFirst, string afterSecond)
    {
        Assert.Equal(afterFirst, SentAgain(1));
        Assert.Equal(afterSecond, SentAgain(2));

        string SentAgain(int attempt) => string.Join(' ', Enum.GetValues<CallKind>()
            .Where(kind => RetryDecision.Of(Question(failure, status) with { Call = kind, Attempt = attempt }) is RetryDecision.RetryAfter)
            .Select(kind => $"{kind}".ToLowerInvariant()));
    }

    [Theory, InlineData(500), InlineData(502), InlineData(503), InlineData(504)]
    public void A_create_is_not_repeated_blindly_even_where_the_service_asks_for_it(int status) =>
        Assert.Equal(
            new RetryDecision.GiveUp(GiveUpReason.NotRetried),
            RetryDecision.Of(Question(ApiFailureKind.ServerError, status) with { Call = CallKind.Create, Hint = new RetryHint(TimeSpan.FromSeconds(3)) }));

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(3, 1)]
    [InlineData(6, 8)]
    [InlineData(7, 10)]
    [InlineData(500, 10)]
    public void The_wait_doubles_up_to_20_seconds_and_half_of_it_is_chance_here(int attempt, double seconds) =>
        Assert.Equal(
            new RetryDecision.RetryAfter(TimeSpan.FromSeconds(seconds)),
            RetryDecision.Of(Question(ApiFailureKind.TooManyRequests, 429) with { Attempt = attempt, MaxRetries = 1000, Random = 0.5 }));

    [Theory, InlineData(0), InlineData(0.999)]
    public void A_wait_that_the_service_asks_for_knows_no_chance(double random) =>
        Assert.Equal(new RetryDecision.RetryAfter(TimeSpan.FromSeconds(7)), Asked(new RetryHint(TimeSpan.FromSeconds(7)), random));

    [Fact]
    public void A_wait_that_the_service_asks_for_ends_after_a_minute() =>
        Assert.Equal(new RetryDecision.RetryAfter(TimeSpan.FromSeconds(60)), Asked(new RetryHint(TimeSpan.FromHours(2))));

    [Fact]
    public void A_date_counts_from_the_date_of_the_answer() =>
        Assert.Equal(
            new RetryDecision.RetryAfter(TimeSpan.FromSeconds(9)),
            Asked(new RetryHint(Date: Now.AddHours(1).AddSeconds(9), AnsweredAt: Now.AddHours(1))));

    [Fact]
    public void A_date_counts_from_now_where_the_answer_has_none() =>
        Assert.Equal(new RetryDecision.RetryAfter(TimeSpan.FromSeconds(9)), Asked(new RetryHint(Date: Now.AddSeconds(9))));

    [Fact]
    public void A_date_that_is_past_means_at_once() =>
        Assert.Equal(new RetryDecision.RetryAfter(TimeSpan.Zero), Asked(new RetryHint(Date: Now.AddSeconds(-9))));

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(5, 6, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    public void There_is_an_end_to_attempts(int maxRetries, int attempt, bool again) =>
        Assert.Equal(
            again ? new RetryDecision.RetryAfter(TimeSpan.Zero) : new RetryDecision.GiveUp(GiveUpReason.NoMoreAttempts),
            RetryDecision.Of(Question(ApiFailureKind.TooManyRequests, 429) with { MaxRetries = maxRetries, Attempt = attempt }));

    [Theory]
    [InlineData(6.9, false)]
    [InlineData(7, false)]
    [InlineData(7.1, true)]
    public void A_wait_that_would_pass_the_deadline_is_not_begun(double remaining, bool again) =>
        Assert.Equal(
            again ? new RetryDecision.RetryAfter(TimeSpan.FromSeconds(7)) : new RetryDecision.GiveUp(GiveUpReason.DeadlineFirst, TimeSpan.FromSeconds(7)),
            RetryDecision.Of(Question(ApiFailureKind.TooManyRequests, 429) with
            {
                Hint = new RetryHint(TimeSpan.FromSeconds(7)),
                Remaining = TimeSpan.FromSeconds(remaining),
            }));

    private static RetryDecision Asked(RetryHint hint, double random = 0) =>
        RetryDecision.Of(Question(ApiFailureKind.TooManyRequests, 429) with { Hint = hint, Random = random });

    private static RetryQuestion Question(ApiFailureKind failure, int status) => new()
    {
        Call = CallKind.Read,
        Failure = failure,
        Status = status == 0 ? null : (HttpStatusCode)status,
        Attempt = 1,
        MaxRetries = 5,
        Now = Now,
        Random = 0,
    };
}
