// Reads a body that may be endless, also after decompression.
using System.Buffers;

namespace InfoBip.InstancesApi.Http;

internal static class BoundedBody
{
    /// <summary>The most that is read of any body. Source: the design of this project.</summary>
    public const int Limit = 8 * 1024 * 1024;

    /// <summary>The body, or null where it is larger than <see cref="Limit"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > Limit)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (body.Length + count > Limit)
                {
                    return null;
                }

                body.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return body.ToArray();
    }
}
