// Whether the service answers at all, found out before a preview promises anything.
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// One small read for all resources of a session, where nothing else was sent before: wrong secrets end a preview, anything else is one warning. Source:
/// <c>docs/architecture.md</c>.
/// </summary>
/// <param name="api">How the service is called.</param>
/// <param name="providerUrn">The provider, which the notes stand beside.</param>
internal sealed class FirstContact(ApiInvoker api, Func<string> providerUrn)
{
    /// <summary>How long a preview waits for it. Source: <c>docs/architecture.md</c>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private InstancesClient? _asked;
    private Task<bool> _isRefused = Task.FromResult(false);

    /// <summary>Ends when the service has answered, or has not within the time that a preview waits.</summary>
    /// <exception cref="ResourceException">The service refuses the secrets, or the account.</exception>
    public async Task MadeAsync(Attempt attempt, Operation operation)
    {
        if (api.IsUntried && await Asked(operation).WaitAsync(operation.Cancelled))
        {
            throw ApiInvoker.Refused(attempt);
        }
    }

    private Task<bool> Asked(Operation operation)
    {
        lock (_gate)
        {
            if (_asked != api.Client)
            {
                (_asked, _isRefused) = (api.Client, AskAsync(api.Client, operation.Log));
            }

            return _isRefused;
        }
    }

    private async Task<bool> AskAsync(InstancesClient client, IResourceLog log)
    {
        try
        {
            await client.ListPageAsync(new InstanceQuery(PageSize: 1), options: new CallOptions { Deadline = Patience });
            return false;
        }
        catch (InstancesApiException failure)
        {
            var isRefusal = failure is { Speaker: ApiSpeaker.Service, Kind: ApiFailureKind.Unauthenticated or ApiFailureKind.Forbidden };
            await log.WriteAsync(isRefusal ? NoteSeverity.Error : NoteSeverity.Warning, Advice.FirstContact(failure, isRefusal), providerUrn());
            return isRefusal;
        }
    }
}
