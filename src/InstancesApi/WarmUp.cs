// What runs for the first time, before the first call has to wait for it.
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace InfoBip.InstancesApi;

/// <summary>The code of a create runs once ahead of the first one, which otherwise takes twice as long: <c>benchmarks/README.md</c>.</summary>
public static class WarmUp
{
    /// <summary>Creates an instance at a service that is there for this one request, on this machine. Nothing is sent anywhere else.</summary>
    /// <param name="hasCryptography">Whether this system has the library that cryptography needs: its first use ends the process where it is missing.</param>
    public static async Task RunAsync(bool hasCryptography)
    {
        if (hasCryptography)
        {
            _ = HMACSHA256.HashData([], []);
        }

        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        using var client = new InstancesClient(new InstancesClientOptions
        {
            BaseUrl = new Uri($"http://{service.LocalEndpoint}/warm-up"),
            UserSecret = "none",
            OrganizationSecret = "none",
            MaxRetries = 0,
        });
        var created = client.CreateOnceAsync(new InstanceCreation(new InstanceDraft("none", [KeyValuePair.Create("none", "none")], "none"), NameIsUnique: true));
        using var connection = await service.AcceptSocketAsync();
        await connection.ReceiveAsync(new byte[4096]);
        await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 37\r\n\r\n{\"id\":1,\"name\":\"none\",\"token\":\"none\"}"u8.ToArray());
        await created;
    }
}
