// The instance resource and the functions with a real client before a sandbox, and the engine's part of a deployment.
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Support;

internal sealed class ResourceFixture : IAsyncDisposable
{
    /// <summary>Where the address comes from, as messages say it.</summary>
    public const string AddressSource = "the setting infobip:baseUrl";

    /// <summary>The provider's URN.</summary>
    public const string ProviderUrn = "urn:pulumi:dev::shop::pulumi:providers:infobip::default";

    private readonly RewritingHandler _http = new();
    private readonly TimeProvider _time;
    private InstancesClient _client = null!;

    private ResourceFixture(SandboxServer sandbox, InstanceDefinition definition, TimeProvider? time)
    {
        (Sandbox, _time) = (sandbox, time ?? TimeProvider.System);
        Connect(sandbox);
        PendingCreates = new PendingCreateStore(null, null, string.Empty, _client.Address, _time);
        var api = new ApiInvoker(definition, () => _client);
        Resource = new InstanceResource(definition, api, () => AddressSource, () => PendingCreates, new FirstContact(api, () => ProviderUrn));
        Get = new GetInfoBipInstance(definition, api);
        GetAll = new GetInfoBipInstances(definition, api);
    }

    public SandboxServer Sandbox { get; }

    /// <summary>The pending creates; in no file unless a test sets another store.</summary>
    public PendingCreateStore PendingCreates { get; set; }

    public InstanceResource Resource { get; }

    public GetInfoBipInstance Get { get; }

    public GetInfoBipInstances GetAll { get; }

    public Notes Log { get; } = new();

    /// <summary>The address of the service.</summary>
    public string Address => _client.Address;

    /// <summary>The one instance that the service holds.</summary>
    public SandboxInstance Held => Assert.Single(Sandbox.Instances);

    /// <summary>The requests since the last look, as method and path below the base URL.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            string[] sent = [.. Sandbox.Requests.Select(request => $"{request.Method} {request.ApiPath}")];
            Sandbox.ClearRequests();
            return sent;
        }
    }

    public static async Task<ResourceFixture> StartAsync(InstanceDefinition? definition = null, TimeProvider? time = null) =>
        new(await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken), definition ?? Some.Definition, time);

    /// <summary>Other settings of the provider: another address, or another account.</summary>
    public void Connect(SandboxServer sandbox, string dialect = "your_mom", string userSecret = "user-secret")
    {
        _client?.Dispose();
        _client = new InstancesClient(
            new InstancesClientOptions
            {
                BaseUrl = sandbox.BaseUrl(dialect),
                Dialect = ApiDialect.Find(dialect)!,
                UserSecret = userSecret,
                OrganizationSecret = "organization-secret",
                MaxRetries = 0,
                RequestTimeout = TimeSpan.FromMinutes(10),
            },
            _time,
            handler: _http);
    }

    /// <summary>Has the service answer in its own way: from now on each body is changed on its way.</summary>
    public void Rewrite(Func<string, string>? change) => _http.Change = change;

    /// <summary>A message as the engine gets it.</summary>
    public string Redact(string text) => _client.Redact(text);

    public void Inject(Fault fault) => Sandbox.Faults.Inject(fault);

    /// <summary>Changes an instance behind the provider's back.</summary>
    public void Edit(string id, Action<SandboxInstance> change) => Sandbox.Edit(long.Parse(id, CultureInfo.InvariantCulture), change);

    public Operation Operation(CancellationToken? cancelled = null) =>
        new(new ResourceIdentity(Some.Urn, "sms"), null, Log, cancelled ?? TestContext.Current.CancellationToken, TestContext.Current.CancellationToken);

    /// <summary>How a call runs that is about no resource.</summary>
    public Operation LookUp() => Operation() with { Resource = new ResourceIdentity(string.Empty, GetInfoBipInstance.FunctionToken) };

    public Task<CreatedResource> CreateAsync(PropertyMap inputs) => Resource.CreateAsync(inputs, Operation());

    public Task<ResourceDiff> DiffAsync(CreatedResource created, PropertyMap olds, PropertyMap news) =>
        Resource.DiffAsync(new DiffCall(created.Id, created.State, olds, news, []), Operation());

    public Task<PropertyMap> UpdateAsync(CreatedResource created, PropertyMap olds, PropertyMap news) =>
        Resource.UpdateAsync(new UpdateCall(created.Id, created.State, olds, news), Operation());

    public Task<ReadResource?> ReadAsync(string id, PropertyMap? inputs = null, PropertyMap? state = null) =>
        Resource.ReadAsync(new ReadCall(id, inputs, state), Operation());

    public Task DeleteAsync(CreatedResource created) => Resource.DeleteAsync(created.Id, created.State, Operation());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        PendingCreates.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>What the user sees, as severity and text; status lines are kept apart.</summary>
    internal sealed class Notes : IResourceLog
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        /// <summary>The resource that everything is about.</summary>
        public string Urn { get; set; } = Some.Urn;

        /// <summary>Called with each status line.</summary>
        public Action<string>? Status { get; set; }

        public Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false)
        {
            Assert.Equal(Urn, urn);
            if (ephemeral)
            {
                Status?.Invoke(message);
            }
            else
            {
                Texts.Enqueue($"{severity}: {message}");
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>Connections whose answers a test may change.</summary>
    private sealed class RewritingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public Func<string, string>? Change { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (Change is { } change)
            {
                answer.Content = new StringContent(change(await answer.Content.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, "application/json");
            }

            return answer;
        }
    }
}
