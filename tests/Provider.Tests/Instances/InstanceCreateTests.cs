// What the user reads while an instance lives: which operation failed, on what, and what happens next.
using System.Globalization;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceWordsTests
{
    private const string Quoted = "t0ken-of-an-earlier-run";

    private static readonly PropertyMap Inputs = Some.CheckedInputs.With("tags", PropertyValue.Of(["a"]));

    private static readonly PropertyMap State = Inputs.With("token", PropertyValue.Secret(PropertyValue.Of(Quoted)));

    [Fact]
    public async Task A_failed_operation_is_named_with_its_instance()
    {
        await using var service = await Service.StartAsync();
        service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.Status, StatusCode = 403, Rate = 1 });
        var made = new CreatedResource("12", State);

        Assert.StartsWith("creating InfoBip instance 'orders' failed: ", await FailAsync(service.CreateAsync(Inputs.With(InstanceProperties.GeneratedName, PropertyValue.Of("orders")))), StringComparison.Ordinal);
        Assert.StartsWith("reading InfoBip instance 12 failed: ", await FailAsync(service.ReadAsync("12", Inputs, State)), StringComparison.Ordinal);
        Assert.StartsWith("updating InfoBip instance 12 failed: ", await FailAsync(service.UpdateAsync(made, Inputs, Inputs.With("name", PropertyValue.Of("new")))), StringComparison.Ordinal);
        Assert.StartsWith("updating InfoBip instance 12 failed: ", await FailAsync(service.UpdateAsync(made, Inputs, Inputs.With("sender", PropertyValue.Of("new")), "tags")), StringComparison.Ordinal);
        Assert.StartsWith("deleting InfoBip instance 12 failed: ", await FailAsync(service.Resource.DeleteAsync("12", State, service.Operation())), StringComparison.Ordinal);
    }

    /// <summary>A new process has neither sent nor received the token or the password that its state holds.</summary>
    [Fact]
    public async Task What_the_service_quotes_of_a_state_is_not_repeated()
    {
        var made = new CreatedResource("12", State);
        Func<Service, Task>[] calls =
        [
            service => service.ReadAsync("12", Inputs, State),
            service => service.UpdateAsync(made, Inputs, Inputs.With("name", PropertyValue.Of("new"))),
            service => service.Resource.DeleteAsync("12", State, service.Operation()),
        ];
        foreach (var call in calls)
        {
            await using var service = await Service.StartAsync();
            service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.Status, StatusCode = 403, Message = $"Element {Quoted} of s3cret is locked" });
            var told = await FailAsync(call(service));
            Assert.Contains(" is locked", told, StringComparison.Ordinal);
            Assert.DoesNotContain(Quoted, told, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Changing_what_is_gone_says_how_to_take_note_of_it()
    {
        await using var service = await Service.StartAsync();
        var news = Inputs.Without("tags").With("sender", PropertyValue.Of("new"));
        Assert.Equal(
            "updating InfoBip instance 12 failed: the service has no such instance. Run `pulumi refresh` to take note of it.",
            await FailAsync(service.UpdateAsync(new CreatedResource("12", State), Inputs.Without("tags"), news)));
        Assert.Equal(["GET /instances/12"], service.Sent);
    }

    [Theory]
    [InlineData(true, "on", "PUT")]
    [InlineData(false, "off", "DELETE")]
    public async Task A_switch_that_failed_says_which_way_and_that_nothing_is_lost(bool enabled, string way, string method)
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs.With("enabled", PropertyValue.Of(!enabled)));
        service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.Status, StatusCode = 403, Path = "/instances/*/enabled", Method = method });

        var failure = await Assert.ThrowsAsync<PartiallyCreatedException>(() =>
            service.UpdateAsync(made, Inputs.With("enabled", PropertyValue.Of(!enabled)), Inputs.With("enabled", PropertyValue.Of(enabled))));

        Assert.Equal(ErrorCode.NotSwitched, failure.Code);
        Assert.StartsWith($"switching InfoBip instance {made.Id} {way} failed: {method} /instances/{made.Id}/enabled failed: 403 Forbidden", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("The instance itself is there and recorded: the next deployment switches it.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(made.State["token"], failure.State["token"]);
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task A_cancel_in_the_middle_of_a_switch_loses_nothing(bool enabled, string way)
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs.With("enabled", PropertyValue.Of(!enabled)));
        service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.Delay, Path = "/instances/*/enabled" });
        using var cancel = new CancellationTokenSource();
        var news = Inputs.With("enabled", PropertyValue.Of(enabled));

        var update = service.Resource.UpdateAsync(
            new UpdateCall(made.Id, made.State, Inputs.With("enabled", PropertyValue.Of(!enabled)), news, []), service.Operation(cancel.Token));
        await service.Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.Delay, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        var failure = await Assert.ThrowsAsync<PartiallyCreatedException>(() => update);
        Assert.Equal(
            $"InfoBip instance {made.Id} was not switched {way}: the deployment was cancelled. "
            + "The instance itself is there and recorded: the next deployment switches it.",
            failure.Message);
        Assert.Equal(made.Id, failure.Id);
    }

    [Fact]
    public async Task An_instance_that_is_not_valid_says_what_to_correct_also_when_it_is_read()
    {
        await using var service = await Service.StartAsync();
        var wrong = Inputs.With("password", PropertyValue.Secret(PropertyValue.Of("wrong")));
        var made = await Assert.ThrowsAsync<PartiallyCreatedException>(() => service.CreateAsync(wrong));
        var told = $"InfoBip instance {made.Id} exists, but the connector did not accept its credentials (valid: false). "
            + "Correct 'username' or 'password' and deploy again: the instance is repaired in place.";
        Assert.Equal(told, made.Message);
        Assert.Null(made.Inputs);

        var read = await Assert.ThrowsAsync<PartiallyCreatedException>(() => service.ReadAsync(made.Id, wrong, made.State));
        Assert.Equal(told, read.Message);
        Assert.Equal(wrong, read.Inputs);

        // Correcting something else leaves it as it is.
        var updated = await Assert.ThrowsAsync<PartiallyCreatedException>(() =>
            service.UpdateAsync(new CreatedResource(made.Id, made.State), wrong, wrong.With("sender", PropertyValue.Of("new"))));
        Assert.Equal(told, updated.Message);
    }

    [Fact]
    public async Task Namesakes_are_told_with_the_way_to_take_one_over()
    {
        await using var service = await Service.StartAsync();
        var first = service.Sandbox.Add("orders");
        var second = service.Sandbox.Add("orders");
        await service.CreateAsync(Inputs);
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Warning: The service has instances named 'orders' already ({first.Id}, {second.Id}); names may repeat there, and another one is made. "
                + $"To take an existing one over: `pulumi import infobip:index:InfoBipInstance <resource name> {first.Id}`"),
            service.Log.Texts);
    }

    [Fact]
    public async Task An_instance_that_was_found_again_is_told()
    {
        await using var service = await Service.StartAsync();
        service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        var made = await service.CreateAsync(Inputs);
        Assert.Contains(service.Log.Texts, note => note.StartsWith("Info: ", StringComparison.Ordinal) && note.Contains("was lost on the way", StringComparison.Ordinal) && note.Contains(made.Id, StringComparison.Ordinal));
    }

    /// <summary>The seed page's answer tells no tags.</summary>
    [Fact]
    public async Task Tags_that_were_taken_out_are_recorded_as_none_also_where_the_service_does_not_tell()
    {
        await using var service = await Service.StartAsync(new SandboxOptions { Answers = AnswerShape.Seed });
        var made = await service.CreateAsync(Inputs);
        var cleared = await service.UpdateAsync(made, Inputs, Some.CheckedInputs);
        Assert.Equal(PropertyValue.Of(Array.Empty<string>()), cleared["tags"]);
        Assert.Empty(Assert.Single(service.Sandbox.Instances).Tags);
    }

    private static async Task<string> FailAsync(Task call) => (await Assert.ThrowsAsync<ResourceException>(() => call)).Message;
}
