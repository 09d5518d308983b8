// What the tests of creates share: a sandbox whose faults lose answers, and clients of it on a clock of the test's.
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests.Support;

/// <param name="keepsWaits">Whether the test itself passes each wait of the clients.</param>
public abstract class CreateTests(bool keepsWaits) : IAsyncLifetime
{
    private const string Sender = "messaging.sms.infobip.sender";

    private readonly List<InstancesClient> _clients = [];

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected SkippingTime Time { get; } = new(keepsWaits ? static _ => true : null);

    /// <summary>The clock of the sandbox, whose delays a test passes.</summary>
    private protected SkippingTime ServiceTime { get; } = new(static _ => true);

    private protected SandboxServer Sandbox { get; private set; } = null!;

    private protected InstancesClient Client => field ??= NewClient();

    private protected List<CreationProgress> Progress { get; } = [];

    private protected IEnumerable<long> Ids => Sandbox.Instances.Select(instance => instance.Id);

    /// <summary>The methods of the requests so far.</summary>
    private protected string Sent => string.Join(' ', Sandbox.Requests.Select(request => request.Method));

    private protected static InstanceDraft Draft => new(
        "infobip",
        [
            new(Sender, "+17777777777"),
            new("messaging.sms.infobip.username", "acme"),
            new("messaging.sms.infobip.password", "secret"),
            new("messaging.sms.infobip.callback.url", "https://www.example.com/auth"),
        ],
        "sms");

    public async ValueTask InitializeAsync() => Sandbox = await SandboxServer.StartAsync(new SandboxOptions { Time = ServiceTime }, Cancel);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected InstancesClient NewClient(int retries = 0, int atATime = 32)
    {
        var client = Clients.Of(
            Sandbox.BaseUrl("your_mom"),
            options => options with
            {
                UserSecret = "user",
                OrganizationSecret = "organization",
                MaxRetries = retries,
                MaxConcurrentRequests = atATime,
                RequestTimeout = TimeSpan.FromSeconds(10),
            },
            Time,
            static () => 0);
        _clients.Add(client);
        return client;
    }

    private protected InstanceCreation Creation(bool unique = true) => new(Draft, unique) { Waiting = Progress.Add };

    private protected Task<CreatedInstance> CreateAsync(InstanceCreation creation, double? deadline = null, CancellationToken? cancel = null) =>
        Client.CreateOnceAsync(creation, new CallOptions { Deadline = deadline is { } seconds ? TimeSpan.FromSeconds(seconds) : null }, cancel ?? Cancel);

    private protected Task<CreationInDoubtException> DoubtOf(InstanceCreation creation, double? deadline = null) =>
        Assert.ThrowsAsync<CreationInDoubtException>(() => CreateAsync(creation, deadline));

    private protected void Inject(FaultKind kind, int? status = null, string method = "POST", FaultBody body = FaultBody.Api, double? rate = null, double? seconds = null) =>
        Sandbox.Faults.Inject(new Fault
        {
            Kind = kind,
            StatusCode = status,
            Method = method,
            Body = body,
            Rate = rate,
            Duration = seconds is { } delay ? TimeSpan.FromSeconds(delay) : null,
        });

    /// <summary>Ends when the next request of the method has its fault: it is at the service, and what is to be done for it is done.</summary>
    private protected Task FaultyAsync(string method = "POST") =>
        Sandbox.WaitForRequestAsync(request => request.Method == method && request.Fault is not null, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

    /// <summary>Adds an instance as another made it; as the draft by default.</summary>
    private protected long Add(string name = "sms", string sender = "+17777777777") => Sandbox.Add(name, configuration: [new(Sender, sender)]).Id;

    private protected static bool HasSender(Instance instance) => instance.Configuration?[Sender] == "+17777777777";
}
