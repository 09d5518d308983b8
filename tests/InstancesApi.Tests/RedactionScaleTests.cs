// Redaction with all the secrets of a large deployment: every one is found, and a text costs what it costs with few.
using System.Globalization;
using System.Text;
using System.Text.Json;
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi.Tests;

public sealed class RedactionScaleTests
{
    private const int Many = 20_000;

    private static readonly string[] All = [.. Enumerable.Range(0, Many).Select(Secret)];

    // Among them some that begin as a text may go on and on.
    private static readonly Redactor s_many = Redactor([.. All, @"\\server\share", new string('a', 30) + "b", @"\\\\\n"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_of_many_secrets_is_found_however_it_is_spelt()
    {
        Func<string, string>[] spellings =
        [
            static secret => secret,
            static secret => JsonEncodedText.Encode(JsonEncodedText.Encode(secret).ToString()).ToString(),
            Uri.EscapeDataString,
            static secret => string.Concat(secret.Select(letter => $"\\u{(int)letter:x4}")),
            static secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ];

        Assert.All(All.Index(), secret =>
            Assert.Equal("is «[secret]»", s_many.Redact($"is «{spellings[secret.Index % spellings.Length](secret.Item)}»")));
    }

    [Fact]
    public void Each_of_many_secrets_is_found_within_the_base64_of_more() =>
        Assert.All(All.Index(), secret =>
        {
            var clean = s_many.Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{"user"[..(secret.Index % 3)]}:{secret.Item}!")));
            Assert.Contains("[secret]", clean, StringComparison.Ordinal);
            Assert.True(clean.Length < "[secret]".Length + 14, clean);
        });

    [Fact]
    public void A_text_takes_as_much_work_with_many_secrets_as_with_few()
    {
        var text = string.Concat(Enumerable.Repeat("The service refused messaging.sms.infobip.sender (+17777777777) of canary-4711-, ", 6));

        Assert.InRange(Steps(s_many, text), 1, 4 * Steps(Redactor(All[..10]), text));
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("%")]
    [InlineData("&")]
    [InlineData("+")]
    [InlineData("%5c")]
    [InlineData("%41")]
    [InlineData("\\u0061")]
    [InlineData("a")]
    [InlineData("canary-")]
    [InlineData("&#92;")]
    [InlineData("\\\\\\\\ServerX")]
    public void The_work_grows_with_the_text_alone(string part)
    {
        var once = string.Concat(Enumerable.Repeat(part, 2_000));

        var steps = Steps(s_many, once);

        // A little more than ten times as much for ten times the text, and never more than some hundreds for a letter.
        Assert.InRange(Steps(s_many, string.Concat(Enumerable.Repeat(once, 10))), steps, 11 * steps);
        Assert.InRange(steps, once.Length, 400L * once.Length);
    }

    [Fact]
    public void The_limit_ends_the_work_too() =>
        Assert.InRange(Steps(s_many, new string('\\', 1_000_000), limit: 1000), 1, 200_000);

    [Fact]
    public void A_secret_that_begins_as_others_do_is_found_in_whatever_order_they_came()
    {
        string[] secrets = ["1bcdef", "1bc", "1bcd", "1bcdefghi", "1bcx", "1b\ud83d\ude00", "1bcdef"];
        foreach (var order in secrets.Select((_, first) => secrets[first..].Concat(secrets[..first])))
        {
            foreach (var redactor in new[] { Redactor([.. order]), Redactor([.. order.Reverse()]) })
            {
                Assert.Equal(
                    "[secret] [secret]e [secret]y [secret] [secret]gh [secret] 1b [secret]c",
                    redactor.Redact("1bc 1bcde 1bcy 1bcx 1bcdefgh 1bcdefghi 1b 1b\ud83d\ude00c"));
            }
        }
    }

    [Fact]
    public void Letters_that_are_none_are_no_obstacle() =>
        Assert.Equal("[secret] [secret] abc", Redactor(["abc\ud800", "abc\ud801", "abc\ud802", "abc\ud803"]).Redact("abc\ud802 abc\ud800 abc"));

    [Fact]
    public void A_short_secret_that_begins_within_a_touched_one_is_found() =>
        Assert.Equal(@"a\\x [secret] a\[secret]", Redactor([@"\\"]).Redact(@"a\\x \\ a\\\"));

    [Fact]
    public async Task What_a_thread_has_remembered_it_finds_while_others_remember_and_redact()
    {
        var redactor = new Redactor();

        // Threads share most secrets, so that one finds known what another has only just begun to add.
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (_, _) =>
        {
            await Task.Yield();
            for (var number = 0; number < 500; number++)
            {
                redactor.Remember(All[number]);
                Assert.Equal("[secret] [secret]", redactor.Redact($"{All[number]} {Convert.ToBase64String(Encoding.UTF8.GetBytes(All[number / 2]))}"));
            }
        });
    }

    private static string Secret(int number) => number % 2 == 0
        ? Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number * 7919 % 100_003:x5}/{number}")))
        : string.Create(CultureInfo.InvariantCulture, $"canary-{number}-\"ä\\ /+{number * 31}");

    private static Redactor Redactor(params string[] secrets)
    {
        var redactor = new Redactor();
        redactor.Remember(secrets);
        return redactor;
    }

    private static long Steps(Redactor redactor, string text, int limit = int.MaxValue)
    {
        var before = redactor.Steps;
        redactor.Redact(text, limit: limit);
        return redactor.Steps - before;
    }
}
