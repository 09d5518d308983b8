// Encryption of the secrets in a stack's file.
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace InfoBip.EngineSimulator;

/// <summary>Encrypts texts with AES-GCM under a key derived from a passphrase.</summary>
internal sealed class SecretBox
{
    private const int SaltSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;

    /// <summary>What OWASP's password storage page asks of PBKDF2 with SHA-256.</summary>
    private const int Rounds = 600_000;

    private const string Probe = "engine simulator";

    /// <summary>Deriving a key is slow by design; one process derives each only once.</summary>
    private static readonly ConcurrentDictionary<(string Salt, string Passphrase), byte[]> Keys = new();

    private readonly byte[] _key;

    private SecretBox(string salt, string passphrase)
    {
        Salt = salt;
        _key = Keys.GetOrAdd((salt, passphrase), static parts => Rfc2898DeriveBytes.Pbkdf2(
            parts.Passphrase, Convert.FromBase64String(parts.Salt), Rounds, HashAlgorithmName.SHA256, KeySize));
    }

    public string Salt { get; }

    /// <summary>A box with a salt of its own.</summary>
    public static SecretBox Create(string passphrase) => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltSize)), passphrase);

    /// <summary>The box that made a probe.</summary>
    /// <exception cref="InvalidDataException">The passphrase is another one.</exception>
    public static SecretBox Open(string salt, string probe, string passphrase)
    {
        var box = new SecretBox(salt, passphrase);
        try
        {
            box.Decrypt(probe);
            return box;
        }
        catch (CryptographicException error)
        {
            throw new InvalidDataException(
                "The state was encrypted with another passphrase; set PULUMI_CONFIG_PASSPHRASE to the one that was used.", error);
        }
    }

    /// <summary>A text that only the right passphrase opens.</summary>
    public string MakeProbe() => Encrypt(Probe);

    public string Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + TagSize + plain.Length];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize));
        return $"v1:{Convert.ToBase64String(box)}";
    }

    public string Decrypt(string text)
    {
        var bytes = Convert.FromBase64String(text["v1:".Length..]);
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain);
        return Encoding.UTF8.GetString(plain);
    }
}
