// A plugin that is killed in the middle of a create, and what the next run makes of what it left.
using System.Diagnostics;
using InfoBip.Rehearsal;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

public sealed class KillTests
{
    private static readonly Dictionary<string, Fault[]> s_points = new()
    {
        ["before the request"] = [new Fault { Kind = FaultKind.Delay, Method = "GET" }],
        ["while the request is on the way"] = [new Fault { Kind = FaultKind.Delay, Method = "POST" }],
        ["after the work, before the answer"] = [new Fault { Kind = FaultKind.DelayAfter, Method = "POST" }],
        ["in the middle of the answer"] = [new Fault { Kind = FaultKind.DelayInBody, Method = "POST" }],
        ["during the look-up"] = [new Fault { Kind = FaultKind.CutAfter, Method = "POST" }, new Fault { Kind = FaultKind.Delay, Method = "GET", Skip = 1 }],
    };

    public static TheoryData<string, int> Points { get; } = new()
    {
        { "before the request", 0 },
        { "while the request is on the way", 0 },
        { "after the work, before the answer", 1 },
        { "in the middle of the answer", 1 },
        { "during the look-up", 1 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task The_next_run_names_what_a_killed_plugin_left_and_the_command_that_takes_it_over(string point, int left)
    {
        await using var killed = await Wired.OpenAsync();
        foreach (var fault in s_points[point])
        {
            killed.Sandbox.Faults.Order(fault);
        }

        var creating = killed.CreateAsync(Wired.Inputs());
        var kind = s_points[point][^1].Kind;
        await killed.Sandbox.WaitForRequestAsync(request => request.Fault == kind, TestContext.Current.CancellationToken);
        Process.GetProcessById(killed.Plugin.ProcessId).Kill();
        await Failures.OfAsync(creating);
        await killed.Sandbox.WaitForRequestAsync(request => request.Fault == kind && request.Done, TestContext.Current.CancellationToken);
        Assert.Equal(left, killed.Sandbox.Instances.Count);

        await using var next = await Wired.OpenAsync(new Wiring { BaseUrl = _ => killed.Sandbox.BaseUrl("your_mom") });
        var made = await next.CreateAsync(Wired.Inputs());

        Assert.Equal(left + 1, killed.Sandbox.Instances.Count);
        Assert.Equal($"{killed.Sandbox.Instances[^1].Id}", made.Id);
        if (left == 1)
        {
            var id = killed.Sandbox.Instances[0].Id;
            var note = (await next.FirstNote.WaitAsync(TestContext.Current.CancellationToken)).Message;
            Assert.Contains($"instances named 'sms' already ({id})", note, StringComparison.Ordinal);
            Assert.Contains($"`pulumi import infobip:index:InfoBipInstance <resource name> {id}`", note, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_killed_plugin_left_is_taken_over_by_an_import_instead_of_a_second_create()
    {
        await using var killed = await Wired.OpenAsync();
        killed.Sandbox.Faults.Order(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var creating = killed.CreateAsync(Wired.NamedInputs());
        await killed.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        Process.GetProcessById(killed.Plugin.ProcessId).Kill();
        await Failures.OfAsync(creating);
        var left = Assert.Single(killed.Sandbox.Instances);

        await using var next = await Wired.OpenAsync(new Wiring { BaseUrl = _ => killed.Sandbox.BaseUrl("your_mom") });
        var imported = await next.ReadAsync($"{left.Id}");

        Assert.Equal($"{left.Id}", imported.Id);
        Assert.Equal(left.Token, Wire.Reveal(imported.Properties.Fields["token"]).StringValue);
        Assert.Single(killed.Sandbox.Instances);
    }
}
