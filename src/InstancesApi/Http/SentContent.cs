// A JSON body that knows whether any of it may have left.
using System.Net;
using System.Net.Http.Headers;

namespace InfoBip.InstancesApi.Http;

/// <summary>
/// The body of one attempt. It is asked for its bytes only once there is a connection, so a body that was never asked for
/// means a request that the service never saw.
/// </summary>
internal sealed class SentContent : HttpContent
{
    private readonly byte[] _body;

    public SentContent(byte[] body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
