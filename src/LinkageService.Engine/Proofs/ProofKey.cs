using System.Security.Cryptography;

namespace LinkageService.Engine.Proofs;

/// <summary>
/// The one secret of a run's proofs: 32 random bytes. Each household's salt and its place in the tree come from it, so that nothing is
/// kept for a household, a neighbour in the tree is no neighbour in the list, and an amount cannot be guessed from a hash. Destroying
/// it makes no further proof possible; printed ones stay valid.
/// </summary>
public sealed class ProofKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    internal const int SaltLength = 16;

    private readonly byte[] _key;

    /// <param name="key">32 bytes.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public ProofKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
        {
            throw new ArgumentException("A key of proofs has 32 bytes.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>A new one, out of the machine's random numbers.</summary>
    public static byte[] Make() => RandomNumberGenerator.GetBytes(Length);

    /// <summary>What comes of the key for the households of a run: to be used by one thread.</summary>
    internal Derivation Derive() => new(_key);

    /// <summary>HMAC-SHA-256 of what a household's salt or place is for and its id.</summary>
    internal sealed class Derivation(byte[] key) : IDisposable
    {
        // Keyed once for all households of a run.
        private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

        public byte[] SaltOf(string household) => Of("linkage/proof/v1/salt", household)[..SaltLength];

        public byte[] OrderOf(string household) => Of("linkage/proof/v1/order", household);

        public void Dispose() => _hash.Dispose();

        private byte[] Of(string purpose, string household)
        {
            using var subject = new ProofBytes();
            subject.Literal(purpose);
            subject.Text(household);
            return subject.Sum(_hash);
        }
    }
}
