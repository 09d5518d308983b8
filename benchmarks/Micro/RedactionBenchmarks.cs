// How long redaction takes, by how many secrets are known: it is to be the same for a handful and for a large deployment.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using InfoBip.InstancesApi;

namespace InfoBip.MicroBenchmarks;

[MemoryDiagnoser]
[ShortRunJob]
public class RedactionBenchmarks
{
    private readonly StringBuilder _text = new("The service refused the instance with the token ");
    private string[] _secrets = [];
    private InstancesClient _client = Client();
    private string _error = "";

    /// <summary>Half of them tokens, the others passwords that begin alike.</summary>
    [Params(10, 1_000, 20_000)]
    public int Known { get; set; }

    [GlobalSetup]
    public void Remember()
    {
        _secrets = [.. Enumerable.Range(0, Known).Select(number => number % 2 == 0
            ? Convert.ToBase64String(SHA256.HashData(BitConverter.GetBytes(number)))
            : string.Create(CultureInfo.InvariantCulture, $"Password-{number:x6}-{number * 7919}"))];
        _text.Append(_secrets[4]);
        while (_text.Length < 500)
        {
            _text.Append(", see messaging.sms.infobip.sender (+17777777777) in https://www.example.com/docs?page=4");
        }

        _error = _text.ToString(0, 500);
        _client = Client();
        _client.Remember(_secrets);
    }

    [GlobalCleanup]
    public void Close() => _client.Dispose();

    [Benchmark(Description = "redact an error of 500 letters")]
    public string Redact() => _client.Redact(_error);

    [Benchmark(Description = "remember all, which are known")]
    public void RememberAgain() => _client.Remember(_secrets);

    [Benchmark(Description = "remember all anew and redact one letter")]
    public string RememberAnew()
    {
        using var client = Client();
        client.Remember(_secrets);
        return client.Redact("x");
    }

    private static InstancesClient Client() => new(new InstancesClientOptions { UserSecret = "user-secret", OrganizationSecret = "organization-secret" });
}
