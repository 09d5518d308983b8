// Ctrl-C while the request that creates an instance is on the way.
using InfoBip.Sandbox;

namespace InfoBip.Cli.Tests;

public sealed class InterruptTests(InstalledPlugin plugin)
{
    [Fact]
    public async Task A_create_that_is_interrupted_leaves_one_instance_which_the_next_up_has()
    {
        PulumiCommand.Require();
        PulumiCommand.RequireShell();
        HeldClock clock = new();
        await using var stack = await CliStack.OpenAsync(plugin, Repository.Read("examples/yaml/Pulumi.yaml"), time: clock);
        stack.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Duration = TimeSpan.FromHours(1), Method = "POST" });

        var interrupted = await stack.UpUntilInterruptedAsync(
            () => stack.Sandbox.WaitForRequestAsync(request => request.Method == "POST", TestContext.Current.CancellationToken),
            cancelling: clock.Release);

        Assert.True(interrupted.ExitCode != 0, interrupted.Text);
        var left = Assert.Single(stack.Sandbox.Instances);
        Assert.Equal("customer-texts-dev", left.Name);

        await stack.UpAsync();
        Assert.Equal(2, stack.Sandbox.Instances.Count);
        Assert.Equal(2, stack.Sandbox.Requests.Count(request => request.Method == "POST"));
        Assert.Equal($"{left.Id}", await stack.OutputAsync("id"));
        await stack.MustBeQuietAsync();
        await stack.MustAsync("destroy", "--yes", "--skip-preview");
        Assert.Empty(stack.Sandbox.Instances);
    }

    /// <summary>A clock whose timers fire when it is released, and at once from then on.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<ITimer> _held = [];
        private bool _released;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                var timer = base.CreateTimer(callback, state, _released ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
                _held.Add(timer);
                return timer;
            }
        }

        public void Release()
        {
            lock (_lock)
            {
                _released = true;
                _held.ForEach(timer => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
            }
        }
    }
}
