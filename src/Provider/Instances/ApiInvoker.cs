// How the resource and the functions call the service.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Calls the service within an operation; a failure becomes the message for the person at the terminal.</summary>
/// <param name="definition">The table, whose inputs the messages name.</param>
/// <param name="client">The client of the service; throws where the provider is not configured.</param>
internal sealed class ApiInvoker(InstanceDefinition definition, Func<InstancesClient> client)
{
    /// <summary>The client, for calls whose failures are not just a message.</summary>
    public InstancesClient Client => client();

    /// <summary>Makes a call.</summary>
    /// <param name="attempt">What is done, for example <c>updating InfoBip instance 12</c>.</param>
    /// <param name="operation">How it runs.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ResourceException">It failed.</exception>
    public async Task<T> InvokeAsync<T>(string attempt, Operation operation, Func<InstancesClient, CallOptions, CancellationToken, Task<T>> call)
    {
        try
        {
            return await call(Client, Options(operation), operation.Cancelled);
        }
        catch (InstancesApiException failure)
        {
            throw Advice.For(attempt, failure, definition.Labels);
        }
    }

    /// <summary>The service may quote any secret of an instance in its messages, also to a process that has not met it before.</summary>
    public void Remember(params ReadOnlySpan<PropertyMap?> maps)
    {
        foreach (var map in maps)
        {
            Client.Remember(map?.SecretTexts ?? []);
        }
    }

    /// <summary>The operation's limits; waits show in the resource's status line.</summary>
    public static CallOptions Options(Operation operation) => new()
    {
        Deadline = operation.Timeout,
        Waiting = wait => Show(operation, wait.ToString()),
    };

    /// <summary>Shows what a call waits for in the resource's status line.</summary>
    public static void Show(Operation operation, string status) => _ = operation.Log.WriteAsync(NoteSeverity.Info, status, operation.Resource.Urn, ephemeral: true);
}
