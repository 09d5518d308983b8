// Cancel ends what runs, wherever it is, refuses what comes, and loses nothing that was made.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class CancelTests
{
    /// <summary>Far below the injected delays, which are endless or a minute.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Create")]
    [InlineData("Read")]
    [InlineData("Delete")]
    public async Task A_call_that_waits_for_its_next_attempt_ends(string operation)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 5)] });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromHours(1), Times = int.MaxValue });
        Task call = operation switch
        {
            "Create" => plugin.CreateAsync(SampleResource.InputsWithGeneratedName()),
            "Read" => plugin.ReadAsync("12"),
            _ => plugin.DeleteAsync("12"),
        };
        await plugin.FirstNote.WaitAsync(s_patience, Cancel);

        await CancelAsync(plugin);

        Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call).WaitAsync(s_patience, Cancel)).StatusCode);
        Assert.Single(plugin.Sandbox.Requests);
    }

    [Theory]
    [InlineData(FaultKind.Delay)]
    [InlineData(FaultKind.DelayInBody)]
    public async Task A_read_whose_answer_does_not_come_ends(FaultKind kind)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        plugin.Sandbox.Faults.Inject(new Fault { Kind = kind, Method = "GET", Times = int.MaxValue });
        var call = plugin.ReadAsync(made.Id);
        await plugin.Sandbox.WaitForRequestAsync(request => request.Fault == kind, Cancel).WaitAsync(s_patience, Cancel);

        await CancelAsync(plugin);

        var failure = await Failures.OfAsync(call).WaitAsync(s_patience, Cancel);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Failures.AssertError(failure, "IB4006", "cancelled");
    }

    [Fact]
    public async Task A_create_that_was_acted_upon_comes_back_with_its_instance()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var call = plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        await plugin.Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel).WaitAsync(s_patience, Cancel);

        await CancelAsync(plugin);

        var instance = Assert.Single(plugin.Sandbox.Instances);
        var created = await call.WaitAsync(s_patience, Cancel);
        Assert.Equal($"{instance.Id}", created.Id);
        Assert.Equal(EngineSimulator.Wire.Secret(instance.Token), created.Properties.Fields["token"]);
    }

    [Fact]
    public async Task A_create_whose_outcome_cannot_be_found_out_says_so_and_how_to_go_on()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Times = int.MaxValue });
        var call = plugin.CreateAsync(SampleResource.InputsWithGeneratedName(), seconds: 2);
        await plugin.Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel).WaitAsync(s_patience, Cancel);

        await CancelAsync(plugin);

        var failure = await Failures.OfAsync(call).WaitAsync(s_patience, Cancel);
        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Failures.AssertError(failure, "IB4001", $"'{SampleResource.GeneratedName}'", "pulumi import infobip:index:InfoBipInstance");
    }

    [Fact]
    public async Task Calls_that_come_later_are_refused_without_a_request()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        await CancelAsync(plugin);

        foreach (var call in new Func<Task>[]
        {
            () => plugin.CheckConfigAsync(plugin.Settings),
            () => plugin.ConfigureAsync(plugin.Settings),
            () => plugin.CheckAsync(SampleResource.Inputs()),
            () => plugin.CreateAsync(SampleResource.Inputs()),
            () => plugin.ReadAsync("12"),
            () => plugin.UpdateAsync("12", SampleResource.Inputs(), SampleResource.Inputs(), SampleResource.Inputs(("name", "other"))),
            () => plugin.DeleteAsync("12"),
        })
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call()).WaitAsync(s_patience, Cancel)).StatusCode);
        }

        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task Hundreds_of_calls_end_together_and_Cancel_is_answered()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Times = int.MaxValue });
        var calls = Enumerable.Range(0, 300).Select(_ => plugin.ReadAsync("12")).ToList();
        await plugin.DelayedAsync("GET");

        await CancelAsync(plugin);

        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.Cancelled, (await Failures.OfAsync(call).WaitAsync(s_patience, Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task An_interrupt_during_a_wait_ends_the_process_in_order()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 5)] });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 429, RetryAfter = TimeSpan.FromHours(1), Times = int.MaxValue });
        var call = plugin.ReadAsync("12");
        await plugin.FirstNote.WaitAsync(s_patience, Cancel);

        plugin.Process.SendInterrupt();

        await Failures.OfAsync(call).WaitAsync(s_patience, Cancel);
        var closure = await plugin.Process.CloseAsync();
        Assert.Equal((false, 0), (closure.Killed, closure.ExitCode));
    }

    private static async Task CancelAsync(PluginFixture plugin) => await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel).ResponseAsync.WaitAsync(s_patience, Cancel);
}
