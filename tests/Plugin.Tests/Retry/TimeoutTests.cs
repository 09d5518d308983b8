// CustomTimeouts limit the whole operation, requestTimeoutSeconds each attempt, and an error says which of them it was.
using Grpc.Core;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Retry;

public sealed class TimeoutTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Create", "POST", "IB4001", StatusCode.Unknown)]
    [InlineData("Read", "GET", "IB3012", StatusCode.DeadlineExceeded)]
    [InlineData("Update", "PATCH", "IB3012", StatusCode.DeadlineExceeded)]
    [InlineData("Delete", "DELETE", "IB3012", StatusCode.DeadlineExceeded)]
    public async Task The_operations_own_limit_ends_it_and_says_how_to_raise_it(string operation, string method, string code, StatusCode status)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var made = await plugin.CreateAsync(SampleResource.Inputs());
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method, Times = int.MaxValue });

        var failure = await Failures.OfAsync(CallAsync(plugin, made, operation, timeout: 0.5)).WaitAsync(s_patience, Cancel);

        Failures.AssertError(failure, code, "0.5 s", "customTimeouts");
        Assert.Equal(status, failure.StatusCode);
    }

    [Theory]
    [InlineData("Read", "GET", "1 s")]
    [InlineData("Update", "PATCH", "2 s")]
    [InlineData("Delete", "DELETE", "2 s")]
    public async Task Without_a_limit_of_the_operation_each_attempt_has_its_own(string operation, string method, string limit)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("requestTimeoutSeconds", 1)] });
        var made = await plugin.CreateAsync(SampleResource.Inputs());
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = method, Times = int.MaxValue });

        var failure = await Failures.OfAsync(CallAsync(plugin, made, operation, timeout: 0)).WaitAsync(s_patience, Cancel);

        Failures.AssertError(failure, "IB3012", limit, "requestTimeoutSeconds");
        Assert.DoesNotContain("customTimeouts", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_hangs_leaves_time_for_a_second_one_within_the_total()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 1)] });
        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        plugin.Sandbox.ClearRequests();
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET" });

        // Below the limit of an attempt, which is 30 s here.
        var read = await plugin.Client.ReadAsync(new ReadRequest { Id = made.Id, Urn = SampleResource.Urn, Type = SampleResource.Type, Timeout = 4 }, cancellationToken: Cancel);

        Assert.Equal(made.Id, read.Id);
        Assert.Equal(2, plugin.Sandbox.Requests.Count);
    }

    private static Task CallAsync(PluginFixture plugin, CreateResponse made, string operation, double timeout) => operation switch
    {
        "Create" => plugin.CreateAsync(SampleResource.InputsWithGeneratedName(), seconds: timeout),
        "Read" => plugin.Client.ReadAsync(new ReadRequest { Id = made.Id, Urn = SampleResource.Urn, Type = SampleResource.Type, Timeout = timeout }, cancellationToken: Cancel).ResponseAsync,
        "Update" => plugin.Client.UpdateAsync(
            new UpdateRequest { Id = made.Id, Urn = SampleResource.Urn, Type = SampleResource.Type, Olds = made.Properties, OldInputs = SampleResource.Inputs(), News = SampleResource.Inputs(("name", "other")), Timeout = timeout },
            cancellationToken: Cancel).ResponseAsync,
        _ => plugin.Client.DeleteAsync(new DeleteRequest { Id = made.Id, Urn = SampleResource.Urn, Type = SampleResource.Type, Properties = made.Properties, Timeout = timeout }, cancellationToken: Cancel).ResponseAsync,
    };
}
