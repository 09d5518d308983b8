// A create creates one instance, whatever happens to its answer.
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests;

public sealed class CreateOnceTests : IAsyncLifetime
{
    private SandboxServer _sandbox = null!;
    private InstancesClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _client = Client(maxRetries: 3);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sandbox.DisposeAsync();
    }

    public static TheoryData<Fault> LostAnswers =>
    [
        new Fault { Kind = FaultKind.CutAfter, Method = "POST" },
        new Fault { Kind = FaultKind.CutInBody, Method = "POST" },
        new Fault { Kind = FaultKind.StatusAfter, StatusCode = 500, Method = "POST" },
        new Fault { Kind = FaultKind.StatusAfter, StatusCode = 502, Body = FaultBody.Html, Method = "POST" },
        new Fault { Kind = FaultKind.StatusAfter, StatusCode = 504, Body = FaultBody.Empty, Method = "POST" },
        new Fault { Kind = FaultKind.StatusAfter, StatusCode = 503, RetryAfter = TimeSpan.Zero, Method = "POST" },
        new Fault { Kind = FaultKind.StatusAfter, StatusCode = 409, Method = "POST" },
        new Fault { Kind = FaultKind.BrokenBody, Method = "POST" },
        new Fault { Kind = FaultKind.EmptyBody, Method = "POST" },
        new Fault { Kind = FaultKind.HugeBody, Megabytes = 9, Method = "POST" },
    ];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_lost_answer_is_looked_up_and_the_instance_adopted(Fault fault)
    {
        _sandbox.Faults.Inject(fault);
        var created = await CreateAsync();
        Assert.True(created.Adopted);
        var made = Assert.Single(_sandbox.Instances);
        Assert.Equal((made.Id, made.Token), (created.Instance.Id, created.Instance.Token));
        Assert.Single(_sandbox.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_that_gets_the_name_meanwhile_is_not_adopted(bool patched)
    {
        var other = _sandbox.Add("other");
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        using var cancel = new CancellationTokenSource();
        var request = Request with { Name = "sms" };
        var creating = _client.CreateOnceAsync(request, nameIsUnique: false, cancellationToken: cancel.Token);
        await _sandbox.WaitForRequestAsync(sent => sent.Method == "POST", TestContext.Current.CancellationToken);

        var renaming = patched
            ? _client.PatchAsync(other.Id, new InstancePatch("sms"), cancellationToken: TestContext.Current.CancellationToken)
            : _client.ReplaceAsync(other.Id, request, renames: true, cancellationToken: TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        var created = await creating;
        Assert.True(created.Adopted);
        Assert.NotEqual(other.Id, created.Instance.Id);
        Assert.Equal("sms", (await renaming).Name);
        var calls = _sandbox.Requests.Select(sent => sent.Method).ToList();
        Assert.True(calls.IndexOf(patched ? "PATCH" : "PUT") > calls.LastIndexOf("GET"), string.Join(' ', calls));
    }

    [Theory]
    [InlineData(FaultKind.CutBefore, null, "POST GET GET POST GET")]
    [InlineData(FaultKind.Status, 500, "POST GET POST GET")]
    [InlineData(FaultKind.Status, 502, "POST GET GET POST GET")]
    [InlineData(FaultKind.Status, 503, "POST GET GET POST GET")]
    public async Task A_lost_request_is_sent_again_between_look_ups(FaultKind kind, int? status, string requests)
    {
        _sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = status, Method = "POST" });
        var created = await CreateAsync();
        Assert.False(created.Adopted);
        Assert.Single(_sandbox.Instances);
        Assert.Equal(requests, string.Join(' ', _sandbox.Requests.Select(request => request.Method)));
    }

    [Fact]
    public async Task A_conflict_that_created_nothing_is_reported_and_not_retried()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 409, Method = "POST" });
        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => CreateAsync());
        Assert.Equal(ApiFailureKind.Conflict, failure.Kind);
        Assert.False(failure.MayHaveActed);
        Assert.Equal(["POST", "GET"], _sandbox.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_service_that_loses_every_request_fails_the_create_when_the_retries_are_used_up()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST", Rate = 1 });
        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => CreateAsync());
        Assert.Equal(ApiFailureKind.ConnectionLost, failure.Kind);
        Assert.False(failure.MayHaveActed);
        Assert.Equal(4, _sandbox.Requests.Count(request => request.Method == "POST"));
        Assert.Empty(_sandbox.Instances);
    }

    [Fact]
    public async Task Instances_that_have_a_chosen_name_before_are_reported_and_never_adopted()
    {
        var before = _sandbox.Add("sms");
        _sandbox.Add("sms", "sendgrid");
        _sandbox.Add("sms and more");
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        var reported = new List<long>();
        var created = await CreateAsync(unique: false, sameName: reported.AddRange);
        Assert.Equal([before.Id], reported);
        Assert.True(created.Adopted);
        Assert.Equal(_sandbox.Instances[^1].Id, created.Instance.Id);
        Assert.Equal(4, _sandbox.Instances.Count);
    }

    [Fact]
    public async Task Instances_that_have_a_chosen_name_before_are_not_adopted_when_the_request_was_lost()
    {
        var before = _sandbox.Add("sms");
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
        var created = await CreateAsync(unique: false);
        Assert.NotEqual(before.Id, created.Instance.Id);
        Assert.Equal(2, _sandbox.Instances.Count);
    }

    [Fact]
    public async Task Several_new_instances_of_the_name_leave_the_create_in_doubt()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        _sandbox.Add("sms");
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => CreateAsync(unique: true));
        Assert.Equal(_sandbox.Instances.Select(instance => instance.Id), doubt.Candidates.Order());
        Assert.Single(_sandbox.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_look_up_that_fails_leaves_the_doubt_and_sends_nothing_more()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Method = "GET", Rate = 1 });
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => CreateAsync());
        Assert.Empty(doubt.Candidates);
        Assert.Contains("500", doubt.LookUpFailure, StringComparison.Ordinal);
        Assert.Single(_sandbox.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Creates_of_one_chosen_name_at_once_create_as_many_instances_and_mix_none_up()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST", Times = 5 });
        var created = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync(unique: false)));
        Assert.Equal(10, _sandbox.Instances.Count);
        Assert.Equal(_sandbox.Instances.Select(instance => instance.Id), created.Select(one => one.Instance.Id).Order());
        Assert.Equal(5, created.Count(one => one.Adopted));
    }

    [Fact]
    public async Task A_cancelled_create_is_looked_up_and_what_it_created_is_adopted()
    {
        using var cancel = new CancellationTokenSource();
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var creating = _client.CreateOnceAsync(Request, nameIsUnique: true, cancellationToken: cancel.Token);
        await _sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        var created = await creating;
        Assert.True(created.Adopted);
        Assert.Equal(Assert.Single(_sandbox.Instances).Id, created.Instance.Id);
    }

    [Fact]
    public async Task A_cancelled_create_that_created_nothing_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "POST" });
        var creating = _client.CreateOnceAsync(Request, nameIsUnique: true, cancellationToken: cancel.Token);
        await _sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        Assert.Empty(_sandbox.Instances);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_while_it_waits_for_its_turn_asks_nothing()
    {
        using var cancel = new CancellationTokenSource();
        using var narrow = Client(maxRetries: 3, atATime: 1);
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET" });
        var reading = narrow.GetAsync(12, cancellationToken: TestContext.Current.CancellationToken);
        await _sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        var creating = narrow.CreateOnceAsync(Request, nameIsUnique: true, cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        Assert.Single(_sandbox.Requests);
        Assert.False(reading.IsCompleted);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_duplicate_of_a_late_request_is_removed_under_a_generated_name_and_reported_under_a_chosen_one(bool unique, int instances)
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
        SandboxInstance? duplicate = null;
        using var late = new SecondPost(() => duplicate = _sandbox.Add("sms"));
        using var client = Client(maxRetries: 3, handler: late);
        var created = await client.CreateOnceAsync(Request, unique, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(instances, _sandbox.Instances.Count);
        Assert.Contains(_sandbox.Instances, instance => instance.Id == created.Instance.Id);
        Assert.Equal(unique ? [duplicate!.Id] : [], created.RemovedDuplicates);
        Assert.Equal(unique ? [] : [duplicate!.Id], created.RemainingDuplicates);
    }

    [Fact]
    public async Task A_duplicate_that_cannot_be_removed_is_reported()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "DELETE" });
        SandboxInstance? duplicate = null;
        using var late = new SecondPost(() => duplicate = _sandbox.Add("sms"));
        using var client = Client(maxRetries: 3, handler: late);
        var created = await client.CreateOnceAsync(Request, nameIsUnique: true, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([duplicate!.Id], created.RemainingDuplicates);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_create_that_is_called_again_after_a_doubt_finds_what_the_first_created_and_nothing_older(bool unique)
    {
        if (!unique)
        {
            _sandbox.Add("sms");
        }

        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Skip = unique ? 0 : 1 });
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => CreateAsync(unique));
        var created = await _client.CreateOnceAsync(Request, unique, doubt, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(created.Adopted);
        Assert.Equal(_sandbox.Instances[^1].Id, created.Instance.Id);
        Assert.Single(_sandbox.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_create_that_is_called_again_after_a_doubt_leaves_alone_what_another_created_under_the_name_meanwhile()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Method = "POST" });
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Skip = 1 });
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => CreateAsync(unique: false));
        var others = await CreateAsync(unique: false);
        var created = await _client.CreateOnceAsync(Request, nameIsUnique: false, doubt, cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(others.Instance.Id, created.Instance.Id);
        Assert.Equal(2, _sandbox.Instances.Count);
    }

    [Fact]
    public async Task A_create_that_is_called_again_after_a_doubt_creates_one_where_the_first_created_none()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET" });
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => CreateAsync());
        var created = await _client.CreateOnceAsync(Request, nameIsUnique: true, doubt, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Assert.Single(_sandbox.Instances).Id, created.Instance.Id);
    }

    [Fact]
    public async Task A_create_without_a_name_stays_in_doubt()
    {
        _sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(
            () => _client.CreateOnceAsync(Request with { Name = null }, nameIsUnique: false, cancellationToken: TestContext.Current.CancellationToken));
        Assert.NotNull(doubt.LookUpFailure);
    }

    private static InstanceDraft Request => new(
        "infobip",
        [
            new("messaging.sms.infobip.sender", "+17777777777"),
            new("messaging.sms.infobip.username", "acme"),
            new("messaging.sms.infobip.password", "secret"),
            new("messaging.sms.infobip.callback.url", "https://www.example.com/auth"),
        ],
        "sms");

    // No waits: the random part of every one of them is nothing.
    private InstancesClient Client(int maxRetries, int atATime = 32, HttpMessageHandler? handler = null) => new(
        new InstancesClientOptions
        {
            BaseUrl = _sandbox.BaseUrl("your_mom"),
            UserSecret = "user",
            OrganizationSecret = "organization",
            MaxRetries = maxRetries,
            MaxConcurrentRequests = atATime,
        },
        random: () => 0,
        handler: handler);

    private Task<CreatedInstance> CreateAsync(bool unique = true, Action<IReadOnlyList<long>>? sameName = null) =>
        _client.CreateOnceAsync(Request, unique, earlier: null, sameName, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Lets something happen when the second POST sets out, which no look-up before it can have seen.</summary>
    private sealed class SecondPost(Action happens) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _posts;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post && ++_posts == 2)
            {
                happens();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
