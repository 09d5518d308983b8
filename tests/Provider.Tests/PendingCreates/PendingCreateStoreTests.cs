// What is remembered of creates across the end of a plugin, and what damage to the files does.
using InfoBip.Provider.PendingCreates;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Provider.Tests.PendingCreates;

public sealed class PendingCreateStoreTests : IDisposable
{
    private const string Service = "https://api.example.com/your_moms/api-v2";
    private const string Provider = "urn:pulumi:dev::messaging::pulumi:providers:infobip::default";
    private const string State = "0f1e2d3c-aaaa-bbbb-cccc-000000000001";
    private const string OtherState = "0f1e2d3c-aaaa-bbbb-cccc-000000000002";
    private const string Sms = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::sms";
    private const string Alerts = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::alerts";

    private readonly string _top = Directory.CreateTempSubdirectory("infobip-pending-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    /// <summary>How a session ends.</summary>
    public enum End
    {
        Killed,
        Interrupted,
        InOrder,
    }

    private string Root => Path.Combine(_top, "creates");

    private string[] Files => Directory.Exists(Root) ? Directory.GetFiles(Root, "*", SearchOption.AllDirectories) : [];

    public void Dispose() => Directory.Delete(_top, recursive: true);

    [Fact]
    public void A_create_that_was_begun_is_left_when_its_plugin_is_killed()
    {
        var deadline = _time.GetUtcNow() + TimeSpan.FromMinutes(5);
        Session(End.Killed, store => store.Begin(Sms, "sms", nameIsUnique: false, [12, 13], deadline));
        using var next = Open();
        var left = Assert.Single(next.Of(Sms));
        Assert.Equal(
            (Sms, Service, "sms", false, _time.GetUtcNow(), deadline, (long?)null), (left.Urn, left.Service, left.Name, left.NameIsUnique, left.At, left.Deadline, left.Id));
        Assert.Equal([12, 13], left.Before);
        Assert.Empty(next.Of(Alerts));
    }

    [Theory]
    [InlineData(End.Killed, false), InlineData(End.Interrupted, false), InlineData(End.InOrder, true)]
    public void Only_an_end_in_order_marks_what_was_answered_as_probably_recorded_and_none_removes_it(End end, bool isProbablyRecorded)
    {
        Session(end, BeginAlerts, store => store.Answered(BeginSms(store), 14));
        using var next = Open();
        var sms = Assert.Single(next.Of(Sms));
        Assert.Equal((14L, isProbablyRecorded), (sms.Id, sms.IsProbablyRecorded));
        Assert.False(Assert.Single(next.Of(Alerts)).IsProbablyRecorded);
    }

    [Fact]
    public async Task A_plugin_that_creates_nothing_writes_no_file_and_no_folder()
    {
        using var store = Open();
        Assert.Empty(store.Of(Sms));
        Assert.Empty(store.TakeUnreported());
        Assert.Empty(await store.TakeLostAsync(Sms));
        store.Recorded(14);
        store.Interrupt();
        store.Close();
        Assert.Empty(Directory.GetFileSystemEntries(_top));
    }

    [Theory]
    [InlineData(End.Killed), InlineData(End.InOrder)]
    public void What_is_settled_in_its_own_session_is_left_to_none(End end)
    {
        Session(end, store => store.Settle(BeginSms(store)), store =>
        {
            store.Answered(BeginAlerts(store), 14);
            store.Recorded(14);
        });
        using var next = Open();
        Assert.Empty(next.Of(Sms));
        Assert.Empty(next.Of(Alerts));
        Assert.Equal(end == End.Killed ? 1 : 0, Files.Length);
    }

    [Fact]
    public void What_is_settled_later_stays_settled_and_the_file_goes_with_the_last()
    {
        Session(End.Killed, BeginSms, store => store.Answered(BeginAlerts(store), 14));
        using (var next = Open())
        {
            next.Settle(Assert.Single(next.Of(Sms)));
            Assert.Empty(next.Of(Sms));
            Assert.Single(Files);
        }

        using var last = Open();
        Assert.Empty(last.Of(Sms));
        last.Recorded(15);
        Assert.Single(last.Of(Alerts));
        last.Recorded(14);
        Assert.Empty(last.Of(Alerts));
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public void An_id_at_another_address_is_another_instances()
    {
        using (var elsewhere = Open(service: "https://api.example.org/elements/api-v2"))
        {
            elsewhere.Answered(BeginSms(elsewhere), 14);
        }

        using var next = Open();
        next.Recorded(14);
        Assert.Equal("https://api.example.org/elements/api-v2", Assert.Single(next.Of(Sms)).Service);
    }

    [Fact]
    public void What_is_adopted_is_this_sessions_and_is_left_with_its_id_when_that_is_killed()
    {
        Session(End.Killed, BeginSms);
        Session(End.Killed, store =>
        {
            store.Adopt(Assert.Single(store.Of(Sms)), 14);
            Assert.Equal(14, Assert.Single(store.Of(Sms)).Id);
            Assert.True(store.IsAdoptedHere(Sms, 14));
            Assert.False(store.IsAdoptedHere(Sms, 15) || store.IsAdoptedHere(Alerts, 14));
        });
        Assert.Single(Files);
        using var next = Open();
        Assert.Equal(14, Assert.Single(next.Of(Sms)).Id);
        Assert.False(next.IsAdoptedHere(Sms, 14));
    }

    [Fact]
    public void A_running_session_keeps_its_file_and_notes_for_itself_what_becomes_of_its_creates()
    {
        using var alive = Open();
        var running = BeginSms(alive);
        using var other = Open();
        var seen = Assert.Single(other.Of(Sms));
        Assert.True(seen.Session.IsOpen(seen.Number));
        BeginAlerts(other);
        other.Settle(seen);
        Assert.Equal(2, Files.Length);
        Assert.True(seen.Session.IsOpen(seen.Number));

        alive.Settle(running);
        Assert.False(seen.Session.IsOpen(seen.Number));
        Assert.True(running.Session.IsOpen(running.Number));
        alive.Close();
        Assert.Single(Files);
    }

    [Theory]
    [InlineData("{\"number\":2,\"urn\":\"urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::alerts\",\"service\":\"https://api.exam")]
    [InlineData("{\"number\":2,\"urn\":17}"), InlineData("{\"number\":\"x\"}"), InlineData("{\"number\":7,\"id\":1}"), InlineData("{\"number\":1,\"id\":null}")]
    [InlineData("{\"create\":\"urn\"}"), InlineData("[]"), InlineData("17"), InlineData("\0\0\0\0"), InlineData("")]
    public void A_line_that_cannot_be_read_hides_no_other(string broken)
    {
        Session(End.Killed, BeginSms);
        File.AppendAllText(Assert.Single(Files), broken);
        using var next = Open();
        var left = Assert.Single(next.Of(Sms));
        Assert.Null(left.Id);

        // Nor does it hide what is written behind it.
        next.Settle(left);
        Assert.Empty(Files);
    }

    [Fact]
    public void Members_that_a_later_version_adds_are_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(Root, State));
        File.WriteAllText(
            Path.Combine(Root, State, "a.creates"),
            $$$"""
            {"number":1,"urn":"{{{Sms}}}","service":"{{{Service}}}","name":null,"nameIsUnique":false,"before":[],"at":"2026-11-26T12:00:00+00:00","deadline":"2026-11-26T12:05:00+00:00","account":"x"}
            {"number":1,"paused":true}
            {"later":{}}
            """);
        using var next = Open();
        Assert.Null(Assert.Single(next.Of(Sms)).Name);
    }

    [Fact]
    public void What_an_earlier_session_left_is_reported_once_and_stays_pending()
    {
        Session(End.InOrder, store => store.Answered(BeginAlerts(store), 14));
        Session(End.Killed, BeginSms);
        using (var next = Open())
        {
            Assert.Equal(Sms, Assert.Single(next.TakeUnreported()).Urn);
        }

        using var last = Open();
        Assert.Empty(last.TakeUnreported());
        Assert.Single(last.Of(Sms));
    }

    [Fact]
    public async Task What_a_lost_state_left_is_reported_once_after_a_day()
    {
        Session(End.InOrder, store => store.Answered(BeginAlerts(store), 14));
        Session(End.Killed, BeginSms);
        Assert.Empty(await LostToAsync(OtherState));

        _time.Advance(PendingCreateStore.LostAfter + TimeSpan.FromMinutes(1));
        Assert.Empty(await LostToAsync(State));
        Assert.Equal(Sms, Assert.Single(await LostToAsync(OtherState)).Urn);
        Assert.Empty(await LostToAsync(OtherState));
        using var own = Open();
        Assert.Single(own.Of(Sms));
    }

    [Fact]
    public async Task What_is_older_than_thirty_days_is_reported_and_pruned()
    {
        Session(End.Killed, BeginSms);
        Directory.CreateDirectory(Path.Combine(Root, "old"));
        File.WriteAllText(Path.Combine(Root, "old", "unreadable.creates"), "{}");
        Age();
        _time.Advance(PendingCreateStore.LongestKept - TimeSpan.FromMinutes(1));
        Assert.Single(await LostToAsync(OtherState));
        Assert.Equal(2, Files.Length);

        Age();
        _time.Advance(PendingCreateStore.LongestKept + TimeSpan.FromMinutes(1));
        Assert.Empty(await LostToAsync(OtherState));
        Assert.Empty(Directory.GetFileSystemEntries(Root));

        Session(End.Killed, BeginAlerts);
        Age();
        _time.Advance(PendingCreateStore.LongestKept + TimeSpan.FromMinutes(1));
        Assert.Equal(Alerts, Assert.Single(await LostToAsync(OtherState)).Urn);
        Assert.Empty(Files);
    }

    [Fact]
    public async Task The_own_states_creates_are_kept_however_old_they_are()
    {
        Session(End.Killed, BeginSms);
        Age();
        _time.Advance(10 * PendingCreateStore.LongestKept);
        await LostToAsync(State);
        using var own = Open();
        Assert.Single(own.Of(Sms));
    }

    [Fact]
    public async Task Equal_resources_of_other_states_never_meet()
    {
        Session(End.Killed, BeginSms);
        using var other = Open(OtherState);
        Assert.Empty(other.Of(Sms));
        Assert.Empty(other.TakeUnreported());
        Assert.Equal(Sms, Assert.Single(await other.TakeLostAsync(Sms)).Urn);
        Assert.Empty(await other.TakeLostAsync(Sms));
    }

    /// <summary>An old engine gives the provider no id.</summary>
    [Theory]
    [InlineData(Provider, Service, 1), InlineData(Provider + "2", Service, 0), InlineData(Provider, "https://api.example.org/elements/api-v2", 0)]
    public void Without_an_id_the_providers_urn_and_the_address_stand_in_for_it(string provider, string service, int count)
    {
        using (var killed = new PendingCreateStore(Root, null, Provider, Service, _time))
        {
            BeginSms(killed);
        }

        using var next = new PendingCreateStore(Root, null, provider, service, _time);
        Assert.Equal(count, next.Of(Sms).Count);
    }

    [Theory]
    [InlineData(State, true), InlineData("../../elsewhere", false), InlineData("a/b", false)]
    public void The_folder_is_named_by_the_id_and_never_lies_outside(string id, bool byItself)
    {
        using var store = Open(id);
        BeginSms(store);
        var folder = Path.GetDirectoryName(Assert.Single(Files))!;
        Assert.Equal(Root, Path.GetDirectoryName(folder));
        Assert.Equal(byItself, Path.GetFileName(folder) == id);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Files[0]));
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_fails_no_create_and_is_one_problem()
    {
        File.WriteAllText(Root, "in the way");
        using var store = Open();
        store.Answered(BeginSms(store), 14);
        BeginAlerts(store);
        Assert.NotNull(store.TakeProblem());
        Assert.Null(store.TakeProblem());
        Assert.Equal(14, Assert.Single(store.Of(Sms)).Id);
        Assert.Empty(await store.TakeLostAsync(Sms));
        store.Recorded(14);
        store.Close();
    }

    [Fact]
    public async Task Nothing_is_kept_where_there_is_no_folder_and_nothing_after_the_end()
    {
        using var nowhere = new PendingCreateStore(null, State, Provider, Service, _time);
        BeginSms(nowhere);
        Assert.Null(nowhere.TakeProblem());
        Assert.Empty(await nowhere.TakeLostAsync(Sms));
        nowhere.Close();

        using var over = Open();
        over.Close();
        BeginSms(over);
        Assert.Empty(Directory.GetFileSystemEntries(_top));
    }

    [Theory]
    [InlineData("off", "/engine", null)]
    [InlineData("/mine", "/engine", "/mine")]
    [InlineData("", "/engine", "/engine/infobip/creates")]
    [InlineData(null, "/engine", "/engine/infobip/creates")]
    public void The_folders_are_where_the_user_says_or_in_the_engines_home(string? chosen, string home, string? expected) =>
        Assert.Equal(
            expected?.Replace('/', Path.DirectorySeparatorChar),
            PendingCreateStore.Root(name => name switch { "INFOBIP_JOURNAL" => chosen, "PULUMI_HOME" => home, _ => null })?.Replace('/', Path.DirectorySeparatorChar));

    [Fact]
    public void Without_an_engines_home_they_are_in_the_users() =>
        Assert.Equal(
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi", "infobip", "creates"),
            PendingCreateStore.Root(_ => null));

    private PendingCreate BeginSms(PendingCreateStore store) => store.Begin(Sms, "sms-0123abc", nameIsUnique: true, [], _time.GetUtcNow());

    private PendingCreate BeginAlerts(PendingCreateStore store) => store.Begin(Alerts, "alerts-0123abc", nameIsUnique: true, [], _time.GetUtcNow());

    private void Session(End end, params ReadOnlySpan<Action<PendingCreateStore>> actions)
    {
        using var session = Open();
        foreach (var action in actions)
        {
            action(session);
        }

        if (end == End.Interrupted)
        {
            session.Interrupt();
        }

        if (end != End.Killed)
        {
            session.Close();
        }
    }

    private void Session(End end, Func<PendingCreateStore, PendingCreate> first, params ReadOnlySpan<Action<PendingCreateStore>> further) =>
        Session(end, [store => first(store), .. further]);

    private async Task<IReadOnlyList<PendingCreate>> LostToAsync(string state)
    {
        using var store = Open(state);
        return await store.TakeLostAsync("another resource");
    }

    /// <summary>The files were written when the injected clock says, not when this machine's does.</summary>
    private void Age()
    {
        foreach (var file in Files)
        {
            File.SetLastWriteTimeUtc(file, _time.GetUtcNow().UtcDateTime);
        }
    }

    private PendingCreateStore Open(string state = State, string service = Service) => new(Root, state, Provider, service, _time);
}
