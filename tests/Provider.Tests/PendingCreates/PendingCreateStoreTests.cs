// What is remembered of creates across the end of a plugin, and what damage to the files does.
using InfoBip.Provider.PendingCreates;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Provider.Tests.PendingCreates;

public sealed class PendingCreateStoreTests : IDisposable
{
    private const string Service = "https://api.example.com/your_moms/api-v2";
    private const string Provider = "urn:pulumi:dev::messaging::pulumi:providers:infobip::default";
    private const string Sms = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::sms";
    private const string Alerts = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::alerts";

    private readonly string _root = Directory.CreateTempSubdirectory("infobip-pending-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    private string Folder => Path.Combine(_root, "creates");

    private string[] Files => Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_create_that_was_begun_is_left_when_its_plugin_is_killed()
    {
        Kill(killed => killed.Begin(Sms, "sms", nameIsUnique: false, [12, 13]));
        using var next = Open();
        var left = Assert.Single(next.Left(Sms));
        Assert.Equal((Sms, Service, "sms", false, _time.GetUtcNow()), (left.Urn, left.Service, left.Name, left.NameIsUnique, left.At));
        Assert.Equal([12, 13], left.Before);
        Assert.Empty(next.Left(Alerts));
    }

    /// <summary>The engine may not have recorded it.</summary>
    [Fact]
    public void What_was_created_is_left_as_well_and_known_by_its_id_where_the_name_was_chosen()
    {
        Kill(killed => killed.Begin(Sms, "sms", nameIsUnique: false, []), killed => killed.Created(Sms, 14), BeginAlerts, killed => killed.Created(Alerts, 15));
        using var next = Open();
        Assert.Equal(14, Assert.Single(next.Left(Sms)).Id);
        Assert.Equal("alerts-0123abc", Assert.Single(next.Left(Alerts)).Name);
    }

    [Fact]
    public void A_create_that_is_over_leaves_nothing()
    {
        Kill(BeginSms, killed => killed.End(Sms));
        using var next = Open();
        Assert.Empty(next.Left(Sms));
        Assert.Empty(Files);
    }

    [Fact]
    public void An_end_in_order_leaves_only_what_is_still_under_way()
    {
        using (var store = Open())
        {
            BeginSms(store);
            BeginAlerts(store);
            store.Created(Alerts, 14);
            store.Close();
        }

        using var next = Open();
        Assert.Single(Files);
        Assert.Single(next.Left(Sms));
        Assert.Empty(next.Left(Alerts));
    }

    [Fact]
    public void An_end_in_order_after_creates_that_all_ended_leaves_no_file()
    {
        using var store = Open();
        BeginSms(store);
        Assert.Single(Files);
        store.Created(Sms, 14);
        store.Close();
        Assert.Empty(Files);
    }

    [Fact]
    public void A_plugin_that_creates_nothing_writes_no_file_and_no_folder()
    {
        using var store = Open();
        Assert.Empty(store.Left(Sms));
        store.Settle(Sms);
        store.End(Sms);
        store.Close();
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void What_is_settled_stays_settled_and_the_file_goes_with_the_last()
    {
        Kill(BeginSms, BeginAlerts);
        using (var next = Open())
        {
            next.Settle(Sms);
            Assert.Empty(next.Left(Sms));
            Assert.Single(next.Left(Alerts));
            Assert.Single(Files);
        }

        using var last = Open();
        Assert.Empty(last.Left(Sms));
        Assert.Single(last.Left(Alerts));
        last.Settle(Alerts);
        Assert.Empty(Files);
    }

    [Fact]
    public void The_file_of_a_running_plugin_is_left_alone()
    {
        using var alive = Open();
        BeginSms(alive);

        using var other = Open();
        Assert.Empty(other.Left(Sms));
        Assert.Single(Files);
    }

    [Fact]
    public async Task A_plugin_of_the_same_provider_that_is_ending_is_waited_for()
    {
        var dying = Open();
        BeginSms(dying);
        using var next = Open();
        Assert.Empty(next.Left(Sms));
        var waiting = next.UntilPredecessorEndsAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);

        dying.Dispose();

        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        await waiting;
        Assert.Single(next.Left(Sms));
    }

    [Fact]
    public async Task One_that_does_not_end_is_not_waited_for_longer_than_a_plugin_can_live_without_its_engine()
    {
        using var alive = Open();
        BeginSms(alive);
        using var next = Open();
        var waiting = next.UntilPredecessorEndsAsync();
        var began = _time.GetTimestamp();

        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        Assert.True(_time.GetElapsedTime(began) >= PendingCreateStore.LongestEnd);
        Assert.Empty(next.Left(Sms));
    }

    [Theory]
    [InlineData(Service, "urn:pulumi:dev::messaging::pulumi:providers:infobip::other")]
    [InlineData("https://api.example.org/elements/api-v2", Provider)]
    [InlineData(Service, "")]
    public void Plugins_of_other_providers_are_not_waited_for(string service, string provider)
    {
        using var alive = Open(service, provider);
        BeginSms(alive);
        using var next = Open(provider: provider.Length == 0 ? provider : Provider);
        Assert.True(next.UntilPredecessorEndsAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void Creates_at_another_service_belong_to_another_stack_and_stay()
    {
        using (var killed = Open("https://api.example.org/elements/api-v2"))
        {
            BeginSms(killed);
        }

        using var next = Open();
        Assert.Empty(next.Left(Sms));
        next.Settle(Sms);
        Assert.Single(Files);
    }

    [Theory]
    [InlineData("{\"create\":\"urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::alerts\",\"service\":\"https://api.exam")]
    [InlineData("{\"create\":17}"), InlineData("{\"over\":{}}"), InlineData("{\"over\":null}")]
    [InlineData("{\"made\":null,\"id\":12}")]
    [InlineData("{\"made\":\"urn\"}"), InlineData("[]"), InlineData("\0\0\0\0"), InlineData("")]
    public void A_line_that_cannot_be_read_hides_no_other(string broken)
    {
        Kill(BeginSms);

        File.AppendAllText(Assert.Single(Files), broken);
        using var next = Open();
        Assert.Single(next.Left(Sms));

        // Nor does it hide what is written behind it.
        next.Settle(Sms);
        Assert.Empty(Files);
    }

    [Fact]
    public void Members_that_a_later_version_adds_are_passed_over()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(
            Path.Combine(Folder, "1-a.journal"),
            $$"""{"create":"{{Sms}}","service":"{{Service}}","name":"sms","unique":false,"before":[],"at":"2026-11-26T12:00:00+00:00","account":"x"}""" + "\n");
        using var next = Open();
        Assert.Equal("sms", Assert.Single(next.Left(Sms)).Name);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_fails_no_create()
    {
        File.WriteAllText(Folder, "in the way");
        using var store = Open();
        BeginSms(store);
        store.Created(Sms, 14);
        store.End(Sms);
        Assert.Empty(store.Left(Sms));
        store.Close();
    }

    [Fact]
    public void Nothing_is_kept_where_there_is_no_folder()
    {
        using var store = new PendingCreateStore(null, Service, Provider, _time);
        BeginSms(store);
        Assert.Empty(store.Left(Sms));
        store.Close();
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Theory]
    [InlineData("off", "/engine", null)]
    [InlineData("/mine", "/engine", "/mine")]
    [InlineData("", "/engine", "/engine/infobip/creates")]
    [InlineData(null, "/engine", "/engine/infobip/creates")]
    public void The_folder_is_the_users_choice_or_lies_in_the_engines_home(string? chosen, string home, string? expected) =>
        Assert.Equal(
            expected?.Replace('/', Path.DirectorySeparatorChar),
            PendingCreateStore.Folder(name => name switch { "INFOBIP_JOURNAL" => chosen, "PULUMI_HOME" => home, _ => null })?.Replace('/', Path.DirectorySeparatorChar));

    [Fact]
    public void Without_an_engines_home_it_lies_in_the_users() =>
        Assert.Equal(
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi", "infobip", "creates"),
            PendingCreateStore.Folder(_ => null));

    private static void BeginSms(PendingCreateStore store) => store.Begin(Sms, "sms-0123abc", nameIsUnique: true, []);

    private static void BeginAlerts(PendingCreateStore store) => store.Begin(Alerts, "alerts-0123abc", nameIsUnique: true, []);

    /// <summary>A plugin that does something, and is killed before it ends in order.</summary>
    private void Kill(params ReadOnlySpan<Action<PendingCreateStore>> actions)
    {
        using var killed = Open();
        foreach (var action in actions)
        {
            action(killed);
        }
    }

    private PendingCreateStore Open(string service = Service, string provider = Provider) => new(Folder, service, provider, _time);
}
