// The instance resource and the functions with a real client before a sandbox, and the engine's part of a deployment.
using System.Collections.Concurrent;
using System.Globalization;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Support;

internal sealed class ResourceFixture : IAsyncDisposable
{
    private readonly InstancesClient _client;

    private ResourceFixture(SandboxServer sandbox, InstanceDefinition definition)
    {
        Sandbox = sandbox;
        _client = new InstancesClient(
            new InstancesClientOptions { BaseUrl = sandbox.BaseUrl("your_mom"), UserSecret = "user-secret", OrganizationSecret = "organization-secret", MaxRetries = 0 });
        var api = new ApiInvoker(definition, () => _client);
        Resource = new InstanceResource(definition, api, () => PendingCreates);
        Get = new GetInfoBipInstance(definition, api);
        GetAll = new GetInfoBipInstances(definition, api);
    }

    public SandboxServer Sandbox { get; }

    /// <summary>The pending creates; nothing is kept unless a test sets another store.</summary>
    public PendingCreateStore PendingCreates { get; set; } = PendingCreateStore.None;

    public InstanceResource Resource { get; }

    public GetInfoBipInstance Get { get; }

    public GetInfoBipInstances GetAll { get; }

    public Notes Log { get; } = new();

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

    public static async Task<ResourceFixture> StartAsync(InstanceDefinition? definition = null) =>
        new(await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken), definition ?? Some.Definition);

    public void Inject(Fault fault) => Sandbox.Faults.Inject(fault);

    /// <summary>Changes an instance behind the provider's back.</summary>
    public void Edit(string id, Action<SandboxInstance> change) => Sandbox.Edit(long.Parse(id, CultureInfo.InvariantCulture), change);

    public Operation Operation(CancellationToken? cancelled = null) =>
        new(new ResourceIdentity(Some.Urn, "sms"), null, Log, cancelled ?? TestContext.Current.CancellationToken);

    /// <summary>How a call runs that is about no resource.</summary>
    public Operation LookUp() => Operation() with { Resource = new ResourceIdentity(string.Empty, GetInfoBipInstance.FunctionToken) };

    public Task<CreatedResource> CreateAsync(PropertyMap inputs) => Resource.CreateAsync(inputs, Operation());

    public Task<PropertyMap> UpdateAsync(CreatedResource created, PropertyMap olds, PropertyMap news, params string[] ignored) =>
        Resource.UpdateAsync(new UpdateCall(created.Id, created.State, olds, news, Some.Paths(ignored)), Operation());

    public Task<ReadResource?> ReadAsync(string id, PropertyMap? inputs = null, PropertyMap? state = null) =>
        Resource.ReadAsync(new ReadCall(id, inputs, state), Operation());

    public Task DeleteAsync(CreatedResource created) => Resource.DeleteAsync(created.Id, created.State, Operation());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>What the user sees, as severity and text.</summary>
    internal sealed class Notes : IResourceLog
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        public Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false)
        {
            Assert.Equal(Some.Urn, urn);
            Texts.Enqueue($"{severity}: {message}");
            return Task.CompletedTask;
        }
    }
}
