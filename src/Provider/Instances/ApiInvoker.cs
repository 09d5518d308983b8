// How the resource and the functions call the service.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Calls the service within an operation; a failure becomes the message for the person at the terminal.</summary>
/// <param name="definition">The table, whose inputs the messages name.</param>
/// <param name="client">The client of the service; null where the provider is not configured.</param>
internal sealed class ApiInvoker(InstanceDefinition definition, Func<InstancesClient?> client)
{
    // What the service made of this client's secrets so far. A session has one account, so one answer is the answer to all.
    private volatile InstancesClient? _accepted;
    private InstancesClient? _refused;

    /// <summary>The client, for calls whose failures are not just a message.</summary>
    /// <exception cref="ResourceException">The provider was not configured.</exception>
    public InstancesClient Client => client() ?? throw new ResourceException(HostErrors.NotConfigured, Advice.NotConfigured);

    /// <summary>Whether there is something to find out about the service: in a preview, settings that are not known yet leave a provider without any.</summary>
    public bool IsUntried => client() is { } used && used != _accepted;

    /// <summary>Makes a call.</summary>
    /// <param name="attempt">What is done.</param>
    /// <param name="operation">How it runs.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ResourceException">It failed.</exception>
    public async Task<T> InvokeAsync<T>(Attempt attempt, Operation operation, Func<InstancesClient, CallOptions, CancellationToken, Task<T>> call)
    {
        RefuseWhatCannotSucceed(attempt);
        try
        {
            var answer = await call(Client, Options(operation), operation.Cancelled);
            Accepted();
            return answer;
        }
        catch (InstancesApiException failure)
        {
            throw Failed(attempt, failure);
        }
        catch (CallCancelledException cancelled) when (cancelled.MayHaveActed)
        {
            throw new ResourceException(HostErrors.Cancelled, Advice.CancelledUnderWay(attempt), cancelled);
        }
    }

    /// <summary>The service has accepted a call.</summary>
    public void Accepted() => _accepted = Client;

    /// <summary>The message of a failed call. Once the secrets are refused, nothing else is tried with them, and one message is enough.</summary>
    public ResourceException Failed(Attempt attempt, InstancesApiException failure)
    {
        var isRefusal = failure is { Kind: ApiFailureKind.Unauthenticated, Speaker: ApiSpeaker.Service };
        return isRefusal && Interlocked.Exchange(ref _refused, Client) == Client ? Refused(attempt) : Advice.For(attempt, failure, definition.Labels);
    }

    /// <summary>Fails at once where the service has refused the secrets before.</summary>
    /// <exception cref="ResourceException">It has.</exception>
    public void RefuseWhatCannotSucceed(Attempt attempt)
    {
        if (Volatile.Read(ref _refused) is { } refused && refused == Client)
        {
            throw Refused(attempt);
        }
    }

    /// <summary>The short message for all but the first.</summary>
    public static ResourceException Refused(Attempt attempt) => new(InstanceErrors.Unauthenticated, Advice.Refused(attempt));

    /// <summary>The service may quote any secret of an instance in its messages, also to a process that has not met it before.</summary>
    public void Remember(params ReadOnlySpan<PropertyMap?> maps)
    {
        foreach (var map in maps)
        {
            client()?.Remember(map?.SecretTexts ?? []);
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
