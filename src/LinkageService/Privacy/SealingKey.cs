using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Privacy;

/// <summary>One key of the key file, with all that is derived from it.</summary>
internal sealed class SealingKey : IDisposable
{
    /// <summary>Bytes that name a key within what it sealed.</summary>
    public const int IdBytes = 5;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _lookupKey;
    private readonly byte[] _nonceKey;
    private readonly ThreadLocal<AesGcm> _cipher;

    public SealingKey(byte[] key)
    {
        Bytes = key;
        Check = Convert.ToHexStringLower(HMACSHA256.HashData(Derive(key, "linkage key check"), "linkage"u8));
        IdValue = HMACSHA256.HashData(Derive(key, "linkage key id"), "linkage"u8)[..IdBytes];
        Id = Convert.ToHexStringLower(IdValue);
        _lookupKey = Derive(key, "linkage lookup");
        _nonceKey = Derive(key, "linkage renewal nonce");
        var encryptionKey = Derive(key, "linkage private numbers");
        _cipher = new ThreadLocal<AesGcm>(() => new AesGcm(encryptionKey, TagBytes), trackAllValues: true);
    }

    /// <summary>As the key file has it.</summary>
    public byte[] Bytes { get; }

    /// <summary>What a database notes of it: tells nothing of the key.</summary>
    public string Check { get; }

    /// <summary>Its name for people: ten hexadecimal digits, which tell nothing of it.</summary>
    public string Id { get; }

    /// <summary>The same as bytes.</summary>
    public byte[] IdValue { get; }

    /// <summary>Encrypts under a random nonce.</summary>
    /// <param name="plain">What.</param>
    /// <param name="owner">Whose: elsewhere it does not open.</param>
    public byte[] Seal(byte[] plain, byte[] owner) => Seal(plain, owner, RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>
    /// Encrypts what was sealed with an earlier key. The same text becomes the same text, so that facts which say the same go on doing so;
    /// the nonce is that of this text alone.
    /// </summary>
    /// <param name="plain">What.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="was">The text as it was sealed.</param>
    public byte[] SealAgain(byte[] plain, byte[] owner, string was) => Seal(
        plain, owner, HMACSHA256.HashData(_nonceKey, (byte[])[.. owner, 0, .. Encoding.UTF8.GetBytes(was), 0, .. plain])[..NonceBytes]);

    /// <summary>Opens what this key sealed.</summary>
    /// <exception cref="CryptographicException">It was changed, is another's, or sealed with another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> body, byte[] owner)
    {
        if (body.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("A stored private number is cut off.");
        }

        var plain = new byte[body.Length - NonceBytes - TagBytes];
        _cipher.Value!.Decrypt(body[..NonceBytes], body[NonceBytes..^TagBytes], body[^TagBytes..], plain, owner);
        return plain;
    }

    /// <summary>A keyed hash.</summary>
    public byte[] Hash(string text) => HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cipher in _cipher.Values)
        {
            cipher.Dispose();
        }

        _cipher.Dispose();
    }

    private byte[] Seal(byte[] plain, byte[] owner, byte[] nonce)
    {
        var body = new byte[NonceBytes + plain.Length + TagBytes];
        nonce.CopyTo(body, 0);
        _cipher.Value!.Encrypt(
            nonce, plain, body.AsSpan(NonceBytes, plain.Length), body.AsSpan(NonceBytes + plain.Length), owner);
        return body;
    }

    private static byte[] Derive(byte[] key, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, key.Length, info: Encoding.UTF8.GetBytes(use));
}
