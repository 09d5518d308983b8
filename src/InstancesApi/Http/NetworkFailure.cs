// KeyedLock an exception of the network into a failure, in words of our own: the exception's may quote what the peer sent.
using System.Net.Sockets;
using System.Security.Authentication;

namespace InfoBip.InstancesApi.Http;

internal static class NetworkFailure
{
    /// <param name="origin">Scheme, host and port of the service.</param>
    /// <param name="mayHaveActed">Whether the request may have reached the service, unless the exception tells that it did not.</param>
    /// <param name="exception">What the HTTP stack threw.</param>
    public static AttemptFailure Of(Exception exception, string origin, bool mayHaveActed) => exception switch
    {
        // The attempt's own limit and the caller's cancellation are told apart before this: what is left is the handler's.
        OperationCanceledException => NotConnected($"no connection to {origin} was made within {HttpStack.ConnectTimeout.TotalSeconds:0} s", null),
        HttpRequestException failure => Of(failure, origin, mayHaveActed),
        _ => Lost("the connection was lost before the answer was complete", mayHaveActed),
    };

    private static AttemptFailure Of(HttpRequestException failure, string origin, bool mayHaveActed) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => NotConnected($"the host of {origin} was not found", failure),
        HttpRequestError.ConnectionError => NotConnected(
            Within<SocketException>(failure) is { SocketErrorCode: var code } && code != SocketError.ConnectionRefused
                ? $"no connection to {origin} could be made ({code})"
                : $"the connection to {origin} was refused",
            failure),
        HttpRequestError.SecureConnectionError when Within<AuthenticationException>(failure) is not null =>
            new AttemptFailure(ApiFailure.TlsFailed, $"no secure connection to {origin} could be made") { Cause = failure },
        HttpRequestError.SecureConnectionError => NotConnected($"the connection to {origin} was closed while it was being secured", failure),
        HttpRequestError.ProxyTunnelError => NotConnected($"the proxy made no connection to {origin}", null),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded =>
            Lost($"the answer of {origin} was not valid HTTP", mayHaveActed),
        _ => Lost($"the connection to {origin} was lost before the answer was complete", mayHaveActed),
    };

    private static AttemptFailure NotConnected(string happened, Exception? cause) =>
        new(ApiFailure.ConnectionFailed, happened) { Cause = cause };

    private static AttemptFailure Lost(string happened, bool mayHaveActed) =>
        new(ApiFailure.ConnectionLost, happened) { MayHaveActed = mayHaveActed };

    private static T? Within<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}
