// Tokens and request ids that follow from the seed.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InfoBip.Sandbox;

/// <summary>Makes what the service would draw at random, the same for the same seed and number.</summary>
internal static class DeterministicIds
{
    /// <summary>A token of 32 bytes in base64: 44 characters that end in <c>=</c>.</summary>
    public static string Token(int seed, long id) => Convert.ToBase64String(Hash("token", seed, id));

    /// <summary>A request id of 24 hexadecimal digits, as in the published error bodies.</summary>
    public static string RequestId(int seed, long number) => Convert.ToHexStringLower(Hash("request", seed, number).AsSpan(0, 12));

    private static byte[] Hash(string what, int seed, long number) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what}:{seed}:{number}")));
}
