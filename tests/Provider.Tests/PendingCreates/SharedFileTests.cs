// What becomes of pending creates whose files several sessions read and write at once.
using InfoBip.Provider.PendingCreates;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Provider.Tests.PendingCreates;

public sealed class SharedFileTests : IDisposable
{
    private const string Service = "https://api.example.com/your_moms/api-v2";
    private const string Urn = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::sms";

    private readonly string _root = Directory.CreateTempSubdirectory("infobip-shared-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    private string TheFile => Assert.Single(Directory.GetFiles(_root, "*", SearchOption.AllDirectories));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Absence of the instance is believed before the deadline only where the session itself noted that its create is over.</summary>
    [Fact]
    public void A_create_is_open_while_its_file_cannot_be_read()
    {
        Left(1);
        using var next = Open();
        var left = Assert.Single(next.Of(Urn + 0));
        using (Locked())
        {
            Assert.True(left.Session.IsOpen(left.Number));
        }

        File.Delete(TheFile);
        Assert.False(left.Session.IsOpen(left.Number));
    }

    [Fact]
    public async Task A_file_that_another_session_writes_to_is_read_once_it_has()
    {
        Left(1);
        var writing = Locked();
        using var next = Open();
        var reading = Task.Run(() => next.Of(Urn + 0), TestContext.Current.CancellationToken);
        await Task.Yield();
        await writing.DisposeAsync();
        Assert.Single(await reading);
    }

    [Fact]
    public async Task What_is_settled_while_others_read_the_file_stays_settled()
    {
        Left(50);
        using var ends = new CancellationTokenSource();
        var reading = Task.Run(
            () =>
            {
                while (!ends.IsCancellationRequested)
                {
                    using var other = Open();
                    other.Of(Urn);
                }
            },
            TestContext.Current.CancellationToken);
        using (var next = Open())
        {
            for (var number = 0; number < 49; number++)
            {
                next.Settle(Assert.Single(next.Of(Urn + number)));
            }
        }

        await ends.CancelAsync();
        await reading;
        using var last = Open();
        Assert.Equal([49], Enumerable.Range(0, 50).Where(number => last.Of(Urn + number).Count > 0));
    }

    [Fact]
    public void A_file_is_kept_for_what_its_session_began_after_it_was_read()
    {
        using var running = Open();
        Begin(running, 0);
        using var next = Open();
        var left = Assert.Single(next.Of(Urn + 0));
        Begin(running, 1);
        running.Dispose();
        next.Settle(left);
        using var last = Open();
        Assert.Empty(last.Of(Urn + 0));
        Assert.Single(last.Of(Urn + 1));
    }

    /// <summary>Two stacks of equal names in two backends, deployed at once.</summary>
    [Fact]
    public async Task What_a_session_of_another_state_is_creating_is_not_reported_as_left()
    {
        using (var running = Open("another-state"))
        {
            Begin(running, 0);
            using var own = Open();
            Assert.Empty(await own.TakeLostAsync(Urn + 0));
        }

        using var next = Open();
        Assert.Single(await next.TakeLostAsync(Urn + 0));
    }

    /// <summary>As in <c>INFOBIP_JOURNAL=$TMPDIR/creates</c>, where the system's own folder ends with a slash.</summary>
    [Fact]
    public async Task However_the_folder_is_spelled_the_own_states_creates_are_not_anothers()
    {
        Left(1);
        using var own = new PendingCreateStore(PendingCreateStore.Root(_ => $"{_root}//."), "this-state", string.Empty, Service, _time);
        Assert.Single(own.Of(Urn + 0));
        Assert.Empty(await own.TakeLostAsync(Urn + 0));
    }

    /// <summary>The plugin's version is another one since, and with it the id of the default provider; the engine's state holds the instance all the same.</summary>
    [Fact]
    public async Task What_a_deployment_of_this_state_brings_is_not_reported_as_lost()
    {
        using (var interrupted = Open("before-the-upgrade"))
        {
            interrupted.Answered(Begin(interrupted, 0), 14);
        }

        _time.Advance(2 * PendingCreateStore.LostAfter);
        for (var deployment = 0; deployment < 5; deployment++)
        {
            using var own = Open("after-the-upgrade");
            Assert.Empty(await own.TakeLostAsync(Urn + 1));
            own.Recorded(14);
            own.Close();
        }

        Assert.Empty(Directory.GetFiles(_root, "*", SearchOption.AllDirectories));
    }

    /// <summary>A folder that takes no new file, as one whose permission is gone does; here its path is too long for the name that a session's file would have.</summary>
    [Fact]
    public void What_is_adopted_by_a_session_that_can_record_nothing_stays_recorded_by_the_one_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux's longest path is known here.");
        const string InRoot = "/this-state/a.creates";
        const int Longest = 4094;
        Left(1);
        var file = TheFile;
        var root = _root;
        while (Longest - root.Length - InRoot.Length is > 0 and var room)
        {
            root += "/" + new string('d', Math.Min(200, room));
        }

        Directory.CreateDirectory(root + "/this-state");
        File.Move(file, root + InRoot);

        using (var killed = Open(root: root))
        {
            killed.Adopt(Assert.Single(killed.Of(Urn + 0)), 14);
            Assert.NotNull(killed.TakeProblem());
        }

        using (var next = Open(root: root))
        {
            Assert.Equal(14, Assert.Single(next.Of(Urn + 0)).Id);
            next.Recorded(14);
            Assert.Empty(next.Of(Urn + 0));
        }

        Assert.False(File.Exists(root + InRoot));
    }

    private void Left(int count)
    {
        using var killed = Open();
        for (var number = 0; number < count; number++)
        {
            Begin(killed, number);
        }
    }

    private PendingCreate Begin(PendingCreateStore store, int number) => store.Begin(Urn + number, "sms-0123abc", nameIsUnique: true, [], _time.GetUtcNow());

    /// <summary>The file as another process has it that adds a line.</summary>
    private FileStream Locked() => new(TheFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private PendingCreateStore Open(string state = "this-state", string? root = null) => new(root ?? _root, state, string.Empty, Service, _time);
}
