// What an interrupted create of an earlier deployment left: found again, and never created twice.
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using Microsoft.Extensions.Time.Testing;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class PendingCreateResolverTests : SandboxTests
{
    private const string GeneratedName = "sms-0123abc";

    private readonly string _folder = Directory.CreateTempSubdirectory("infobip-pending-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    private static PropertyMap Generated { get; } =
        Some.CheckedInputs.With("name", PropertyValue.Of(GeneratedName)).With(NameGenerator.Generated, PropertyValue.Of(GeneratedName));

    public override async ValueTask DisposeAsync()
    {
        Service.PendingCreates.Dispose();
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Under_a_generated_name_it_is_adopted_and_changed_to_what_the_program_says()
    {
        var left = Service.Sandbox.Add(GeneratedName);
        var pending = Interrupt(GeneratedName, nameIsUnique: true);

        var created = await Service.CreateAsync(Generated);

        Assert.Equal(InstanceDefinition.IdText(left.Id), created.Id);
        Assert.Equal("+17777777777", Service.Held.Configuration["messaging.sms.infobip.sender"]);
        Assert.DoesNotContain("POST /instances", Service.Sent);
        Assert.Equal([$"Info: {Advice.Resolved(pending, left.Id)}"], Service.Log.Texts);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Under_a_chosen_name_it_is_adopted_where_it_is_as_the_program_says()
    {
        var left = Service.Sandbox.Add("orders", configuration: Some.Definition.Draft(Some.CheckedInputs).Configuration);
        Interrupt("orders");
        Assert.Equal(InstanceDefinition.IdText(left.Id), (await Service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.DoesNotContain("POST /instances", Service.Sent);
    }

    [Theory]
    [InlineData("+4912345"), InlineData(null)]
    public async Task Under_a_chosen_name_anything_else_is_reported_once_and_left(string? sender)
    {
        var left = Service.Sandbox.Add("orders", configuration: sender is null ? [] : [KeyValuePair.Create("messaging.sms.infobip.sender", sender)]);
        var pending = Interrupt("orders");

        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Some.CheckedInputs));

        Assert.Equal((InstanceErrors.LeftBehind, Advice.LeftBehind("sms", pending, [left.Id]).Message), (failure.Code, failure.Message));
        Assert.DoesNotContain("POST /instances", Service.Sent);
        Assert.NotEqual(InstanceDefinition.IdText(left.Id), (await Service.CreateAsync(Some.CheckedInputs)).Id);
    }

    [Fact]
    public async Task Several_are_reported_once_and_left()
    {
        var first = Service.Sandbox.Add(GeneratedName);
        var second = Service.Sandbox.Add(GeneratedName);
        var pending = Interrupt(GeneratedName, nameIsUnique: true);
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Generated));
        Assert.Equal((InstanceErrors.LeftBehind, Advice.LeftBehind("sms", pending, [first.Id, second.Id]).Message), (failure.Code, failure.Message));
    }

    [Fact]
    public async Task What_had_the_name_before_is_not_its_own()
    {
        var older = Service.Sandbox.Add("orders", configuration: Some.Definition.Draft(Some.CheckedInputs).Configuration);
        Interrupt("orders", before: older.Id);
        Assert.NotEqual(InstanceDefinition.IdText(older.Id), (await Service.CreateAsync(Some.CheckedInputs)).Id);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task An_id_that_is_known_is_read_and_adopted_whatever_it_is_like()
    {
        var left = Service.Sandbox.Add("renamed");
        Interrupt("orders", id: left.Id);
        Assert.Equal(InstanceDefinition.IdText(left.Id), (await Service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.Equal([$"GET /instances/{left.Id}", $"PUT /instances/{left.Id}"], Service.Sent);
    }

    [Fact]
    public async Task An_id_that_no_longer_exists_is_created_anew()
    {
        Interrupt("orders", id: 999);
        await Service.CreateAsync(Some.CheckedInputs);
        Assert.Equal("orders", Service.Held.Name);
    }

    [Fact]
    public async Task A_look_up_that_fails_creates_nothing_and_stays_pending()
    {
        Interrupt(GeneratedName, nameIsUnique: true);
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET" });
        Assert.Equal(InstanceErrors.Forbidden, (await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Generated))).Code);
        Assert.Single(Service.PendingCreates.Left(Some.Urn));
        Assert.Empty(Service.Sandbox.Instances);
    }

    [Fact]
    public async Task What_is_adopted_and_could_not_be_changed_is_recorded_all_the_same()
    {
        var left = Service.Sandbox.Add(GeneratedName);
        Interrupt(GeneratedName, nameIsUnique: true);
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Method = "PUT" });
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.CreateAsync(Generated));
        Assert.Equal((InstanceErrors.AdoptedNotUpdated, InstanceDefinition.IdText(left.Id)), (partial.Code, partial.Id));
        Assert.Equal(WireJson.Secret(left.Token), partial.State["token"]);
    }

    [Fact]
    public async Task A_create_is_recorded_while_it_runs_and_with_its_id_where_the_name_was_chosen()
    {
        Service.PendingCreates = Open();
        var created = await Service.CreateAsync(Some.CheckedInputs);
        Service.PendingCreates.Dispose();
        using var next = Open();
        var left = Assert.Single(next.Left(Some.Urn));
        Assert.Equal(("orders", false, InstanceDefinition.IdOf(created.Id)), (left.Name, left.NameIsUnique, left.Id));
    }

    [Fact]
    public async Task A_create_that_was_refused_or_whose_name_is_secret_is_not_recorded()
    {
        Service.PendingCreates = Open();
        await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Some.CheckedInputs.Without("sender")));
        await Service.CreateAsync(Some.CheckedInputs.With("name", WireJson.Secret("hush-hush")));
        Service.PendingCreates.Dispose();
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), file => File.ReadAllText(file).Contains("hush-hush", StringComparison.Ordinal));
        using var next = Open();
        Assert.Empty(next.Left(Some.Urn));
    }

    /// <summary>The engine has recorded the resource, so the interrupted create is over, or left something under another name.</summary>
    [Theory]
    [InlineData("orders", false), InlineData("other", true)]
    public async Task A_later_call_settles_it_and_warns_of_another_name(string name, bool warns)
    {
        var created = await Service.CreateAsync(Some.CheckedInputs);
        Func<Task>[] calls =
        [
            () => Service.Resource.DiffAsync(new DiffCall(created.State, Some.CheckedInputs, Some.CheckedInputs, []), Service.Operation()),
            () => Service.ReadAsync(created.Id, Some.CheckedInputs, created.State),
            () => Service.UpdateAsync(created, Some.CheckedInputs, Some.CheckedInputs),
            () => Service.DeleteAsync(created),
        ];
        foreach (var call in calls)
        {
            var pending = Interrupt(name);
            Service.Log.Texts.Clear();
            await call();
            Assert.Equal(warns ? [$"Warning: {Advice.MayHaveLeft(pending)}"] : [], Service.Log.Texts);
            AssertNothingIsLeft();
        }
    }

    /// <summary>A create is begun by a plugin that is killed; this plugin starts long after it.</summary>
    private PendingCreate Interrupt(string name, bool nameIsUnique = false, long? before = null, long? id = null)
    {
        using (var killed = Open())
        {
            killed.Begin(Some.Urn, name, nameIsUnique, before is { } older ? [older] : []);
            if (id is { } created)
            {
                killed.Created(Some.Urn, created);
            }
        }

        _time.Advance(TimeSpan.FromHours(1));
        Service.PendingCreates.Dispose();
        Service.PendingCreates = Open();
        return Assert.Single(Service.PendingCreates.Left(Some.Urn));
    }

    private void AssertNothingIsLeft() => Assert.Empty(Service.PendingCreates.Left(Some.Urn));

    private PendingCreateStore Open() => new(_folder, "https://api.example.com", string.Empty, _time);
}
