// A policy changes inputs after their check, and the engine never checks them again.
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Check;

public sealed class PolicyTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly Dictionary<string, (string Input, object? Value)> s_changes = new()
    {
        ["tags as a map"] = ("tags", new Dictionary<string, object?> { ["team"] = "sms" }),
        ["no URL"] = ("callbackUrl", "www.example.com"),
        ["a number"] = ("sender", 491570000007d),
        ["an exponent"] = ("sender", "+4.91570000007e+11"),
        ["an unknown input"] = ("tag", "sms"),
        ["the mask"] = ("password", Wire.Secret("********")),
    };

    public static TheoryData<string> Changes { get; } = [.. s_changes.Keys];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_check_would_refuse_is_refused_before_anything_is_sent_and_noted_in_a_diff(string what)
    {
        var created = await shared.Plugin.CreateAsync(SampleResource.Inputs());
        var changed = SampleResource.Inputs(s_changes[what]);
        shared.Plugin.Sandbox.ClearRequests();
        shared.Plugin.Notes.Clear();

        Failures.AssertError(await Failures.OfAsync(shared.Plugin.CreateAsync(changed, preview: true)), "IB2017", s_changes[what].Input);
        Failures.AssertError(await Failures.OfAsync(shared.Plugin.CreateAsync(changed)), "IB2017", s_changes[what].Input);
        Failures.AssertError(await Failures.OfAsync(shared.Plugin.UpdateAsync(created.Id, created.Properties, SampleResource.Inputs(), changed)), "IB2017", s_changes[what].Input);
        await shared.Plugin.DiffAsync(created.Properties, SampleResource.Inputs(), changed);

        Assert.Contains(shared.Plugin.Notes, note => note.Severity == LogSeverity.Warning && note.Message.Contains($"'{s_changes[what].Input}'", StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Plugin.Sandbox.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task What_is_recorded_already_is_not_refused_again()
    {
        var inputs = SampleResource.Inputs(("callbackUrl", "www.example.com"));
        var created = await shared.Plugin.CreateAsync(SampleResource.Inputs());
        shared.Plugin.Notes.Clear();
        var state = created.Properties.Clone();
        state.Fields["callbackUrl"] = Wire.Of("www.example.com");

        await shared.Plugin.DiffAsync(state, inputs, SampleResource.Inputs(("callbackUrl", "www.example.com"), ("tags", new[] { "a" })));
        await shared.Plugin.UpdateAsync(created.Id, state, inputs, SampleResource.Inputs(("callbackUrl", "www.example.com"), ("tags", new[] { "a" })));

        Assert.DoesNotContain(shared.Plugin.Notes, note => note.Severity == LogSeverity.Warning);
    }

    /// <summary>The remediation <c>{...props, tags}</c> loses the mark of every secret.</summary>
    [Fact]
    public async Task A_password_that_lost_its_mark_is_marked_in_every_answer_and_a_warning_says_how_to_keep_it()
    {
        var plain = SampleResource.Inputs(("password", "cAnArY-word"), ("tags", new[] { "by-policy" }));
        shared.Plugin.Notes.Clear();

        var preview = await shared.Plugin.CreateAsync(plain, preview: true);
        var created = await shared.Plugin.CreateAsync(plain);
        await shared.Plugin.DiffAsync(created.Properties, SampleResource.Inputs(), plain);

        Assert.All(new[] { preview.Properties, created.Properties }, state => Assert.True(Wire.IsSecret(state.Fields["password"])));
        var warnings = shared.Plugin.Notes.Where(note => note.Message.Contains("no longer marked", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.All(warnings, note => Assert.Equal((LogSeverity.Warning, SampleResource.Urn), (note.Severity, note.Urn)));
        Assert.All(warnings, note => Assert.Contains("`props.tags = …", note.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Plugin.Notes, note => note.Message.Contains("cAnArY", StringComparison.Ordinal));
    }
}
