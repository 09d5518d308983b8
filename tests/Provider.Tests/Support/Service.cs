// The instance resource with a real client before a real service on localhost, and the engine's part of a deployment.
using System.Collections.Concurrent;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Sandbox;

namespace InfoBip.Provider.Tests.Support;

internal sealed class Service : IAsyncDisposable
{
    private readonly InstancesClient _client;

    private Service(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        _client = new InstancesClient(
            new InstancesClientOptions { BaseUrl = sandbox.BaseUrl("your_mom"), UserSecret = "user-secret", OrganizationSecret = "organization-secret", MaxRetries = 0 });
        Resource = new InfoBipInstanceResource(() => _client, () => Journal);
        Get = new GetInfoBipInstance(() => _client);
    }

    public SandboxServer Sandbox { get; }

    /// <summary>The journal of creates; one that keeps nothing unless a test gives another.</summary>
    public CreateJournal Journal { get; set; } = CreateJournal.None;

    public InfoBipInstanceResource Resource { get; }

    public GetInfoBipInstance Get { get; }

    public Notes Log { get; } = new();

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

    public static async Task<Service> StartAsync(SandboxOptions? options = null) =>
        new(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));

    public Operation Operation(CancellationToken? cancelled = null) =>
        new(new ResourceIdentity(Some.Urn, "sms"), null, Log, cancelled ?? TestContext.Current.CancellationToken);

    /// <summary>How a call runs that is about no resource.</summary>
    public Operation LookUp() => Operation() with { Resource = new ResourceIdentity(string.Empty, GetInfoBipInstance.FunctionToken) };

    public Task<CreatedResource> CreateAsync(PropertyMap inputs) => Resource.CreateAsync(inputs, Operation());

    public Task<PropertyMap> UpdateAsync(CreatedResource made, PropertyMap olds, PropertyMap news, params string[] ignored) =>
        Resource.UpdateAsync(new UpdateCall(made.Id, made.State, olds, news, Some.Paths(ignored)), Operation());

    public Task<ReadResource?> ReadAsync(string id, PropertyMap? inputs = null, PropertyMap? state = null) =>
        Resource.ReadAsync(new ReadCall(id, inputs, state), Operation());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>What the user was told, as severity and text.</summary>
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
