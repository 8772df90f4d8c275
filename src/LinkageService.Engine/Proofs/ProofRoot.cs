using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Engine.Proofs;

/// <summary>What a village publishes of a run: 32 bytes that fix every household, every amount and the totals.</summary>
/// <param name="Hash">32 bytes.</param>
/// <param name="Totals">Households and sums.</param>
public sealed record ProofRoot(byte[] Hash, ProofTotals Totals)
{
    private const int CodeRounds = 100_000;
    private const ulong CodeModulus = 1_000_000_000_000_000_000;

    /// <summary>
    /// Twenty digits for eyes and for reading aloud: eighteen out of the root, made slow to guess (PBKDF2-HMAC-SHA256, 100,000 rounds),
    /// and two check digits (ISO 7064 MOD 97-10), so that a slip of the tongue shows. Whoever makes the list can search for two lists
    /// of one code with some 2^48 trials; the evidence is the whole root, this is to find it.
    /// </summary>
    public string Code() => CodeOf(Hash);

    /// <summary>The hash as texts have it: <c>sha256:…</c>.</summary>
    public override string ToString() => "sha256:" + Convert.ToHexStringLower(Hash);

    internal static ProofRoot Of(byte[] context, ProofNode top)
    {
        using var bytes = new ProofBytes(ProofBytes.Root);
        bytes.Literal("linkage/proof/v1/root");
        bytes.Fixed(context);
        bytes.UInt32(top.Totals.Households);
        bytes.UInt64(top.Totals.DueFen);
        bytes.UInt64(top.Totals.OwedFen);
        bytes.Fixed(top.Hash);
        return new ProofRoot(bytes.Sum(), top.Totals);
    }

    /// <summary>The code of a root.</summary>
    /// <param name="root">32 bytes.</param>
    public static string CodeOf(ReadOnlySpan<byte> root)
    {
        var derived = Rfc2898DeriveBytes.Pbkdf2(
            root, Encoding.ASCII.GetBytes("linkage/proof/v1/code"), CodeRounds, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var number = (ulong)(new System.Numerics.BigInteger(derived, isUnsigned: true, isBigEndian: true) % CodeModulus);
        var check = 98 - (int)((UInt128)number * 100 % 97);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:D18}{check:D2}");
    }

    /// <summary>Whether twenty digits, with or without spaces, end with the right check digits.</summary>
    public static bool IsCode(string text)
    {
        var digits = text.Where(each => each != ' ').ToArray();
        return digits.Length == 20 && digits.All(char.IsAsciiDigit)
            && UInt128.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) % 97 == 1;
    }
}
