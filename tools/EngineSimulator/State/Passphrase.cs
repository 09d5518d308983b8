// Secrets in files, encrypted as the real CLI does it with a passphrase: its own files open here, and these there.
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace InfoBip.EngineSimulator;

/// <summary>Encrypts texts under a key of a passphrase and a salt.</summary>
internal sealed class Passphrase
{
    public const string Variable = "PULUMI_CONFIG_PASSPHRASE";
    private const int Rounds = 1_000_000;
    private const int TagSize = 16;
    private const string Probe = "pulumi";

    /// <summary>Deriving a key is slow by design; a process derives each only once.</summary>
    private static readonly ConcurrentDictionary<string, Passphrase> s_new = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string Salt, string Phrase), byte[]> s_keys = new();
    private readonly byte[] _key;

    private Passphrase(string salt, string phrase) => _key = s_keys.GetOrAdd(
        (salt, phrase), static parts => Rfc2898DeriveBytes.Pbkdf2(parts.Phrase, Convert.FromBase64String(parts.Salt), Rounds, HashAlgorithmName.SHA256, 32));

    /// <summary>The salt, and a text that only the right passphrase opens.</summary>
    public string Salt { get; private init; } = "";

    /// <summary>The passphrase of the environment, which may be empty.</summary>
    public static string OfEnvironment() => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidDataException($"passphrase must be set with {Variable}; it may be empty");

    public static Passphrase Create(string phrase) => s_new.GetOrAdd(phrase, static phrase =>
    {
        var salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(8));
        return new Passphrase(salt, phrase) { Salt = $"v1:{salt}:{new Passphrase(salt, phrase).Encrypt(Probe)}" };
    });

    public static Passphrase Open(string salt, string phrase)
    {
        var parts = salt.Split(':', 3);
        var opened = new Passphrase(parts[1], phrase) { Salt = salt };
        try
        {
            return opened.Decrypt(parts[2]) == Probe ? opened : throw new CryptographicException();
        }
        catch (CryptographicException error)
        {
            throw new InvalidDataException($"incorrect passphrase: set {Variable} to the one that the stack was made with", error);
        }
    }

    public string Encrypt(string text)
    {
        var (nonce, plain) = (RandomNumberGenerator.GetBytes(12), Encoding.UTF8.GetBytes(text));
        var box = new byte[plain.Length + TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(box)}";
    }

    public string Decrypt(string text)
    {
        var parts = text.Split(':');
        var box = Convert.FromBase64String(parts[2]);
        var plain = new byte[box.Length - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(Convert.FromBase64String(parts[1]), box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), plain);
        return Encoding.UTF8.GetString(plain);
    }
}
