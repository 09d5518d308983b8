// An id belongs to a service and an account: what is kept of them, and what is refused where they differ.
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class OriginTests : SandboxTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs;

    private static readonly PropertyMap News = Inputs.With("sender", "\"new\"");

    [Fact]
    public async Task A_state_holds_the_address_and_a_fingerprint_of_the_account_and_neither_secret()
    {
        var created = await Service.CreateAsync(Inputs);
        var origin = Origin.In(created.State);
        Assert.Equal(Service.Address, origin?.Address);
        Assert.Matches("^[0-9a-f]{8}$", origin?.Account);

        Service.Connect(Service.Sandbox, userSecret: "another-secret");
        Assert.NotEqual(origin?.Account, Origin.In((await Service.ReadAsync(created.Id, Inputs, created.State))!.State)?.Account);
        Assert.Null(Origin.In(created.State.Without(Origin.Output)));
    }

    [Fact]
    public async Task Where_nothing_moved_nothing_is_asked()
    {
        var created = await Service.CreateAsync(Inputs);
        _ = Service.Sent;
        await Service.DiffAsync(created, Inputs, News);
        await Service.UpdateAsync(created, Inputs, News);
        await Service.DeleteAsync(created);
        Assert.Equal([$"PATCH /instances/{created.Id}", $"DELETE /instances/{created.Id}"], Service.Sent);
    }

    /// <summary>The other dialect is another address of the same service.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task The_same_instance_at_another_address_is_proved_by_one_read_and_recorded_there(bool tokenIsMasked)
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Connect(Service.Sandbox, "element");
        var token = Service.Held.Token;
        Service.Rewrite(tokenIsMasked ? body => body.Replace(token, "********", StringComparison.Ordinal) : null);
        _ = Service.Sent;
        await Service.DiffAsync(created, Inputs, Inputs);
        Assert.Equal([$"GET /instances/{created.Id}"], Service.Sent);

        var state = await Service.UpdateAsync(created, Inputs, Inputs);
        Assert.Equal([$"GET /instances/{created.Id}"], Service.Sent);
        Assert.Equal(Service.Address, Origin.In(state)?.Address);
        Assert.Equal(Service.Address, Origin.In((await Service.ReadAsync(created.Id, Inputs, created.State))!.State)?.Address);

        _ = Service.Sent;
        await Service.DeleteAsync(new CreatedResource(created.Id, state));
        Assert.Equal([$"DELETE /instances/{created.Id}"], Service.Sent);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Another_instance_or_none_of_the_id_at_another_address_is_refused_with_both_addresses(bool exists)
    {
        var created = await Service.CreateAsync(Inputs);
        var before = Service.Address;
        await using var other = await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        if (exists)
        {
            other.Edit(other.Add("orders", configuration: Some.Definition.Draft(Inputs).Configuration).Id, held => held.Token = "another-token");
        }

        Service.Connect(other);
        await AssertRefusedAsync("comparing", () => Service.DiffAsync(created, Inputs, Inputs));
        await AssertRefusedAsync("reading", () => Service.ReadAsync(created.Id, Inputs, created.State));
        await AssertRefusedAsync("updating", () => Service.UpdateAsync(created, Inputs, News));
        await AssertRefusedAsync("deleting", () => Service.DeleteAsync(created));
        Assert.All(other.Requests, request => Assert.Equal("GET", request.Method));

        async Task AssertRefusedAsync(string attempt, Func<Task> call)
        {
            var failure = await Assert.ThrowsAsync<ResourceException>(call);
            Assert.Equal(InstanceErrors.OtherOrigin, failure.Code);
            Assert.Equal(Advice.OtherInstance(new(Purpose.Read, $"{attempt} InfoBip instance {created.Id}"), before, Service.Address, ResourceFixture.AddressSource), failure.Message);
        }
    }

    [Fact]
    public async Task What_another_account_does_not_see_is_not_gone()
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Sandbox.Remove(Service.Held.Id);
        Service.Connect(Service.Sandbox, userSecret: "another-secret");
        Func<Task>[] calls = [() => Service.ReadAsync(created.Id, Inputs, created.State), () => Service.UpdateAsync(created, Inputs, News), () => Service.DeleteAsync(created)];
        foreach (var call in calls)
        {
            Assert.Equal(InstanceErrors.OtherAccount, (await Assert.ThrowsAsync<ResourceException>(call)).Code);
        }

        Service.Connect(Service.Sandbox);
        Assert.Null(await Service.ReadAsync(created.Id, Inputs, created.State));
    }

    [Fact]
    public async Task What_another_account_does_not_see_is_not_gone_where_the_service_returns_no_token_either()
    {
        var created = await Service.CreateAsync(Inputs);
        var token = Service.Held.Token;
        Service.Rewrite(body => body.Replace(token, "********", StringComparison.Ordinal));
        var imported = await Service.ReadAsync(created.Id);
        Service.Rewrite(null);
        Service.Sandbox.Remove(Service.Held.Id);
        Service.Connect(Service.Sandbox, userSecret: "another-secret");
        Assert.Equal(InstanceErrors.OtherAccount, (await Assert.ThrowsAsync<ResourceException>(() => Service.ReadAsync(created.Id, imported!.Inputs, imported.State))).Code);
        Service.Connect(Service.Sandbox);
        Assert.Null(await Service.ReadAsync(created.Id, imported!.Inputs, imported.State));
    }

    [Fact]
    public async Task A_state_without_an_origin_is_proved_once_before_its_instance_is_changed()
    {
        var created = await Service.CreateAsync(Inputs);
        var old = created with { State = created.State.Without(Origin.Output) };
        _ = Service.Sent;
        await Service.DiffAsync(old, Inputs, News);
        var state = await Service.UpdateAsync(old, Inputs, News);
        Assert.Equal([$"GET /instances/{created.Id}", $"PATCH /instances/{created.Id}"], Service.Sent);
        Assert.Equal(Service.Address, Origin.In(state)?.Address);

        await Service.DeleteAsync(old);
        Assert.Equal([$"GET /instances/{created.Id}", $"DELETE /instances/{created.Id}"], Service.Sent);
        await Service.DeleteAsync(old);
        Assert.Equal(InstanceErrors.NotFound, (await Assert.ThrowsAsync<ResourceException>(() => Service.UpdateAsync(old, Inputs, News))).Code);
    }

    /// <summary>Where neither side has a token, the name and what never changes have to do.</summary>
    [Theory]
    [InlineData("token", "another", false)]
    [InlineData("name", "another", false), InlineData("createdDate", "2020-01-01T00:00:00Z", false), InlineData("name", " orders ", true)]
    public async Task A_state_without_an_origin_that_is_another_instances_changes_nothing(string output, string value, bool same)
    {
        var created = await Service.CreateAsync(Inputs);
        var state = created.State.Without(Origin.Output);
        var old = created with { State = output == "token" ? state.With(output, WireJson.Secret(value)) : state.Without("token").With(output, PropertyValue.Of(value)) };
        if (same)
        {
            await Service.DeleteAsync(old);
            return;
        }

        Assert.Equal(InstanceErrors.OtherOrigin, (await Assert.ThrowsAsync<ResourceException>(() => Service.DeleteAsync(old))).Code);
        Assert.Equal(created.Id, InstanceDefinition.IdText(Service.Held.Id));
    }
}
