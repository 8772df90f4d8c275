using System.Security.Cryptography;
using System.Text;

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

    internal byte[] SaltOf(string household) => Derive("linkage/proof/v1/salt", household)[..SaltLength];

    internal byte[] OrderOf(string household) => Derive("linkage/proof/v1/order", household);

    private byte[] Derive(string purpose, string household)
    {
        byte[] subject = [.. Encoding.ASCII.GetBytes(purpose), .. ProofBytes.Prefixed(household)];
        return HMACSHA256.HashData(_key, subject);
    }
}
