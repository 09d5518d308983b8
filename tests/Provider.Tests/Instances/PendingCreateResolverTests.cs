// What an earlier create left: adopted, reported, or passed over, and never created twice.
using InfoBip.InstancesApi;
using InfoBip.InstancesApi.Tests.Support;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class PendingCreateResolverTests : IAsyncLifetime
{
    private const string GeneratedName = "sms-0123abc";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string _root = Directory.CreateTempSubdirectory("infobip-pending-").FullName;
    private readonly SkippingTime _time = new();
    private ResourceFixture _service = null!;

    /// <summary>How the session of an earlier create ended.</summary>
    public enum End
    {
        Killed,
        Interrupted,
        InOrder,
    }

    private static PropertyMap Generated { get; } =
        Some.CheckedInputs.With("name", PropertyValue.Of(GeneratedName)).With(NameGenerator.Generated, PropertyValue.Of(GeneratedName));

    private static IEnumerable<KeyValuePair<string, string>> AsInProgram => Some.Definition.Draft(Some.CheckedInputs).Configuration;

    public async ValueTask InitializeAsync() => _service = await ResourceFixture.StartAsync(time: _time);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Under_a_generated_name_it_is_adopted_and_changed_to_what_the_program_says()
    {
        var left = _service.Sandbox.Add(GeneratedName);
        var pending = Leave(GeneratedName, nameIsUnique: true);

        var created = await _service.CreateAsync(Generated);

        Assert.Equal(InstanceDefinition.IdText(left.Id), created.Id);
        Assert.Equal("+17777777777", _service.Held.Configuration["messaging.sms.infobip.sender"]);
        Assert.DoesNotContain("POST /instances", _service.Sent);
        Assert.Equal([$"Info: {Advice.Resolved(pending, left.Id)}"], _service.Log.Texts);
        Assert.Equal(left.Id, Assert.Single(_service.PendingCreates.Of(Some.Urn)).Id);
    }

    [Fact]
    public async Task Under_a_chosen_name_it_is_adopted_where_it_is_as_the_program_says()
    {
        var left = _service.Sandbox.Add("orders", configuration: AsInProgram);
        Leave("orders");
        Assert.Equal(InstanceDefinition.IdText(left.Id), (await _service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.DoesNotContain("POST /instances", _service.Sent);
    }

    [Theory]
    [InlineData(false, 1), InlineData(true, 2)]
    public async Task Under_a_chosen_name_anything_else_is_reported_once_and_left(bool isAsInProgram, int count)
    {
        var left = Enumerable.Range(0, count)
            .Select(_ => _service.Sandbox.Add("orders", configuration: isAsInProgram ? AsInProgram : [KeyValuePair.Create("messaging.sms.infobip.sender", "+4912345")]).Id)
            .ToList();
        var pending = Leave("orders");

        var failure = await Assert.ThrowsAsync<ResourceException>(() => _service.CreateAsync(Some.CheckedInputs));

        Assert.Equal((InstanceErrors.LeftBehind, Advice.LeftBehind("sms", pending, left).Message), (failure.Code, failure.Message));
        Assert.DoesNotContain("POST /instances", _service.Sent);
        Assert.DoesNotContain(InstanceDefinition.IdOf((await _service.CreateAsync(Some.CheckedInputs)).Id), left);
    }

    [Fact]
    public async Task Of_several_under_a_generated_name_the_first_is_adopted_and_the_others_are_named()
    {
        var first = _service.Sandbox.Add(GeneratedName);
        var second = _service.Sandbox.Add(GeneratedName);
        var pending = Leave(GeneratedName, nameIsUnique: true);
        Assert.Equal(InstanceDefinition.IdText(first.Id), (await _service.CreateAsync(Generated)).Id);
        Assert.Equal([$"Warning: {Advice.Duplicates(GeneratedName, [second.Id])}", $"Info: {Advice.Resolved(pending, first.Id)}"], _service.Log.Texts);
    }

    [Fact]
    public async Task What_had_the_name_before_is_not_its_own()
    {
        var older = _service.Sandbox.Add("orders", configuration: AsInProgram);
        Leave("orders", before: older.Id);
        Assert.NotEqual(InstanceDefinition.IdText(older.Id), (await _service.CreateAsync(Some.CheckedInputs)).Id);
    }

    [Fact]
    public async Task A_name_that_is_secret_is_in_no_file_and_is_looked_for_as_the_program_has_it()
    {
        var secret = Some.CheckedInputs.With("name", WireJson.Secret("hush-hush"));
        Use();
        await _service.CreateAsync(secret);
        Assert.DoesNotContain(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("hush-hush", StringComparison.Ordinal));
        _service.PendingCreates.Recorded(_service.Held.Id);
        _service.Sandbox.Remove(_service.Held.Id);

        var left = _service.Sandbox.Add("hush-hush", configuration: AsInProgram);
        Leave(null);
        Assert.Equal(InstanceDefinition.IdText(left.Id), (await _service.CreateAsync(secret)).Id);
    }

    [Theory]
    [InlineData(End.Killed), InlineData(End.Interrupted)]
    public async Task What_was_answered_in_a_session_that_was_interrupted_or_killed_is_adopted_whatever_it_is_like(End end)
    {
        var left = _service.Sandbox.Add("renamed");
        Leave("orders", id: left.Id, end: end);
        Assert.Equal(InstanceDefinition.IdText(left.Id), (await _service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.Equal([$"GET /instances/{left.Id}", $"PATCH /instances/{left.Id}"], _service.Sent);
        Assert.Equal("orders", _service.Held.Name);
    }

    /// <summary>The state could not be written, or it is a forced replacement, which looks exactly like a first create.</summary>
    [Fact]
    public async Task What_was_answered_in_a_session_that_ended_in_order_is_named_once_and_not_adopted()
    {
        var left = _service.Sandbox.Add("renamed");
        var pending = Leave("orders", id: left.Id, end: End.InOrder);
        Assert.NotEqual(InstanceDefinition.IdText(left.Id), (await _service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.Equal([$"Warning: {Advice.ProbablyRecorded(pending, left.Id)}"], _service.Log.Texts);
        Assert.DoesNotContain(_service.PendingCreates.Of(Some.Urn), create => create.Id == left.Id);
    }

    [Theory]
    [InlineData(End.Killed), InlineData(End.InOrder)]
    public async Task What_was_answered_and_no_longer_exists_is_created_anew_without_a_word(End end)
    {
        Leave("orders", id: 999, end: end);
        await _service.CreateAsync(Some.CheckedInputs);
        Assert.Equal("orders", _service.Held.Name);
        Assert.Empty(_service.Log.Texts);
    }

    [Fact]
    public async Task What_disappears_while_it_is_adopted_is_created_anew()
    {
        var left = _service.Sandbox.Add("renamed");
        Leave("orders", id: left.Id);
        _service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 404, Method = "PATCH" });
        _service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 404, Method = "GET", Path = $"/instances/{left.Id}", Skip = 1 });
        Assert.NotEqual(InstanceDefinition.IdText(left.Id), (await _service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.DoesNotContain(_service.PendingCreates.Of(Some.Urn), create => create.Id == left.Id);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Before_the_deadline_of_the_earlier_create_is_over_nothing_is_sent_but_look_ups(bool appears)
    {
        Leave(GeneratedName, nameIsUnique: true, passed: Limit - TimeSpan.FromSeconds(2));
        var deadline = _time.GetUtcNow() + TimeSpan.FromSeconds(2);
        _service.Log.Status = _ =>
        {
            Assert.DoesNotContain(_service.Sandbox.Requests, request => request.Method == "POST");
            if (appears && _service.Sandbox.Instances.Count == 0)
            {
                _service.Sandbox.Add(GeneratedName);
            }
        };

        var created = await _service.CreateAsync(Generated);

        Assert.Equal(InstanceDefinition.IdText(_service.Held.Id), created.Id);
        Assert.Equal(!appears, _service.Sent.Contains("POST /instances"));
        Assert.True(appears || _time.GetUtcNow() >= deadline);
    }

    /// <summary>By the clock as it is now, the create begins in a year: it is looked for as long as it had itself, and not for a year.</summary>
    [Fact]
    public async Task A_clock_that_was_put_back_makes_no_create_wait_longer_than_the_earlier_one_had()
    {
        Leave(GeneratedName, nameIsUnique: true, passed: TimeSpan.Zero);
        _time.SetClock(_time.GetUtcNow().AddYears(-1));
        string? first = null;
        _service.Log.Status = text => first ??= text;

        await _service.CreateAsync(Generated);

        Assert.Equal(Advice.Waiting(new CreationProgress(CreationStage.LookUp, Limit)), first);
        Assert.Contains("POST /instances", _service.Sent);
    }

    [Fact]
    public async Task Of_two_earlier_creates_one_is_adopted_and_the_other_is_named()
    {
        var first = _service.Sandbox.Add("one");
        var second = _service.Sandbox.Add("two");
        Leave("orders", id: first.Id);
        Leave("orders", id: second.Id);
        var adopted = InstanceDefinition.IdOf((await _service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.True(adopted == first.Id || adopted == second.Id);
        Assert.Contains($"Warning: {Advice.Duplicates("orders", [adopted == first.Id ? second.Id : first.Id])}", _service.Log.Texts);
        Assert.Equal(adopted, Assert.Single(_service.PendingCreates.Of(Some.Urn)).Id);
    }

    [Fact]
    public async Task What_was_left_at_another_address_or_by_another_state_is_named_and_not_adopted()
    {
        var elsewhere = Leave("orders", service: "https://api.example.com/elements/api-v2");
        var lost = Leave("orders", state: "another-state", passed: TimeSpan.FromDays(2));
        _service.Sandbox.Add("orders", configuration: AsInProgram);
        Use();
        await _service.CreateAsync(Some.CheckedInputs);
        Assert.Contains("POST /instances", _service.Sent);
        Assert.Contains($"Warning: {Advice.LeftByOther(lost)}", _service.Log.Texts);
        Assert.Contains($"Warning: {Advice.LeftElsewhere(elsewhere, _service.Address)}", _service.Log.Texts);
    }

    [Fact]
    public async Task A_look_up_that_fails_creates_nothing_and_stays_pending()
    {
        Leave(GeneratedName, nameIsUnique: true);
        _service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET" });
        Assert.Equal(InstanceErrors.Forbidden, (await Assert.ThrowsAsync<ResourceException>(() => _service.CreateAsync(Generated))).Code);
        Assert.Single(_service.PendingCreates.Of(Some.Urn));
        Assert.Empty(_service.Sandbox.Instances);
    }

    [Fact]
    public async Task What_is_adopted_and_could_not_be_changed_is_recorded_all_the_same_with_what_is_still_to_be_sent()
    {
        var left = _service.Sandbox.Add(GeneratedName);
        Leave(GeneratedName, nameIsUnique: true);
        _service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Method = "PATCH" });
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => _service.CreateAsync(Generated));
        Assert.Equal((InstanceErrors.AdoptedNotUpdated, InstanceDefinition.IdText(left.Id)), (partial.Code, partial.Id));
        Assert.Equal(WireJson.Secret(left.Token), partial.State["token"]);
        Assert.Contains("password", Unsent.In(partial.State));
    }

    /// <summary>A forced replacement creates first and deletes the old one then: what was adopted is both.</summary>
    [Fact]
    public async Task What_this_session_adopted_is_not_deleted_by_it()
    {
        var left = _service.Sandbox.Add("renamed");
        Leave("orders", id: left.Id);
        var created = await _service.CreateAsync(Some.CheckedInputs);
        await _service.DeleteAsync(created);
        Assert.Equal(left.Id, _service.Held.Id);
        Assert.Contains($"Warning: {Advice.KeptAdopted(created.Id)}", _service.Log.Texts);

        Use();
        await _service.DeleteAsync(created);
        Assert.Empty(_service.Sandbox.Instances);
    }

    [Fact]
    public async Task A_create_stays_pending_with_its_id_until_a_later_call_brings_it()
    {
        foreach (var call in (Func<CreatedResource, Task>[])
            [
                created => _service.DiffAsync(created, Some.CheckedInputs, Some.CheckedInputs),
                created => _service.ReadAsync(created.Id, Some.CheckedInputs, created.State),
                created => _service.UpdateAsync(created, Some.CheckedInputs, Some.CheckedInputs),
                created => _service.DeleteAsync(created),
            ])
        {
            Use();
            var created = await _service.CreateAsync(Some.CheckedInputs);
            Use();
            var left = Assert.Single(_service.PendingCreates.Of(Some.Urn));
            Assert.Equal(("orders", false, InstanceDefinition.IdOf(created.Id)), (left.Name, left.NameIsUnique, left.Id));
            await call(created);
            Assert.Empty(_service.PendingCreates.Of(Some.Urn));
            Assert.Empty(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
        }
    }

    /// <summary>The session that adopted it was killed before it could note that the earlier create is settled.</summary>
    [Fact]
    public async Task What_two_earlier_creates_left_under_one_id_is_no_duplicate()
    {
        var left = _service.Sandbox.Add("renamed");
        Leave("orders", id: left.Id);
        Leave("orders", id: left.Id);
        Assert.Equal(InstanceDefinition.IdText(left.Id), (await _service.CreateAsync(Some.CheckedInputs)).Id);
        Assert.DoesNotContain(_service.Log.Texts, text => text.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Single(_service.PendingCreates.Of(Some.Urn));
    }

    [Fact]
    public async Task What_is_adopted_and_was_not_changed_by_the_service_is_recorded_with_what_is_still_to_be_sent()
    {
        var left = _service.Sandbox.Add("renamed", configuration: [KeyValuePair.Create("messaging.sms.infobip.sender", "+4912345")]);
        Leave("orders", id: left.Id);
        _service.Rewrite(answer => answer.Replace("+17777777777", "+4912345", StringComparison.Ordinal));
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => _service.CreateAsync(Some.CheckedInputs));
        Assert.Equal((InstanceErrors.NotApplied, InstanceDefinition.IdText(left.Id)), (partial.Code, partial.Id));
        Assert.Contains("sender", Unsent.In(partial.State));
    }

    /// <summary>The provider moved to an address where the same id is another resource's instance, which an interrupted create made.</summary>
    [Fact]
    public async Task An_id_of_another_address_settles_nothing()
    {
        var left = _service.Sandbox.Add("renamed");
        Leave("orders", id: left.Id);
        await using var elsewhere = await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var other = new CreatedResource(
            InstanceDefinition.IdText(left.Id),
            Some.CheckedInputs.With("token", WireJson.Secret("an0ther")).With(Origin.Output, PropertyValue.Of(PropertyMap.Empty.With("address", PropertyValue.Of(elsewhere.BaseUrl("your_mom").ToString())))));
        foreach (var call in (Func<Task>[])
            [
                () => _service.DiffAsync(other, Some.CheckedInputs, Some.CheckedInputs),
                () => _service.ReadAsync(other.Id, Some.CheckedInputs, other.State),
                () => _service.UpdateAsync(other, Some.CheckedInputs, Some.CheckedInputs),
                () => _service.DeleteAsync(other),
            ])
        {
            Assert.Equal(InstanceErrors.OtherOrigin, (await Assert.ThrowsAsync<ResourceException>(call)).Code);
            Assert.Single(_service.PendingCreates.Of(Some.Urn));
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_warning_and_fails_no_create()
    {
        Directory.Delete(_root);
        await File.WriteAllTextAsync(_root, "in the way", TestContext.Current.CancellationToken);
        Use();
        await _service.CreateAsync(Generated);
        await _service.CreateAsync(Some.CheckedInputs);
        Assert.Single(_service.Log.Texts, text => text.StartsWith($"Warning: {Advice.NotRecorded("|").Split('|')[0]}", StringComparison.Ordinal));
        File.Delete(_root);
        Directory.CreateDirectory(_root);
    }

    /// <summary>A create is begun by an earlier session; this one starts later.</summary>
    private PendingCreate Leave(
        string? name, bool nameIsUnique = false, long? before = null, long? id = null, End end = End.Killed, TimeSpan? passed = null, string? service = null, string state = "this-state")
    {
        using (var earlier = Open(state, service))
        {
            var create = earlier.Begin(Some.Urn, name, nameIsUnique, before is { } older ? [older] : [], _time.GetUtcNow() + Limit);
            if (id is { } created)
            {
                earlier.Answered(create, created);
            }

            if (end == End.Interrupted)
            {
                earlier.Interrupt();
            }

            if (end != End.Killed)
            {
                earlier.Close();
            }
        }

        _time.Advance(passed ?? Limit);
        Use(state);
        return _service.PendingCreates.Of(Some.Urn)[^1];
    }

    /// <summary>Another session begins.</summary>
    private void Use(string state = "this-state")
    {
        _service.PendingCreates.Dispose();
        _service.PendingCreates = Open(state);
    }

    private PendingCreateStore Open(string state, string? service = null) => new(_root, state, string.Empty, service ?? _service.Address, _time);
}
