// How the resource and the functions ask the service.
using System.Globalization;
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Asks the service with an operation's wishes; what fails is told to the person at the terminal.</summary>
internal static class ApiInvoker
{
    /// <summary>Makes a call.</summary>
    /// <param name="client">Gives the client of the service; throws where the provider is not configured.</param>
    /// <param name="attempt">What is tried, for example <c>updating InfoBip instance 12</c>.</param>
    /// <param name="operation">How it runs.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ResourceException">It failed.</exception>
    public static async Task<T> AskAsync<T>(
        Func<InstancesClient> client, string attempt, Operation operation, Func<InstancesClient, CallOptions, CancellationToken, Task<T>> call)
    {
        try
        {
            return await call(client(), Options(operation), operation.Cancelled);
        }
        catch (InstancesApiException failure)
        {
            throw ServiceFailures.Tell(attempt, failure);
        }
    }

    /// <summary>The operation's wishes; waits are told in the resource's status line.</summary>
    public static CallOptions Options(Operation operation) => new()
    {
        Deadline = operation.Timeout,
        Waiting = wait => _ = operation.Log.WriteAsync(NoteSeverity.Info, wait.ToString(), operation.Resource.Urn, ephemeral: true),
    };

    /// <summary>The number that an id is.</summary>
    /// <exception cref="ResourceException">It is none.</exception>
    public static long Id(string id) => FindId(id) ?? throw new ResourceException(ErrorCode.BadId, $"'{id}' {NoId}.");

    /// <summary>The number that an id is; null for none.</summary>
    public static long? FindId(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is wrong with an id that is no number.</summary>
    public const string NoId = "is not the id of an InfoBip instance: ids are whole numbers, such as 12";

    /// <summary>An id as programs and the engine know it.</summary>
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
