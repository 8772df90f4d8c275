using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Corrections;

/// <summary>
/// What an approval of a correction is bound to: SHA-256 over the run it corrects, the corrections paid before, the computation
/// made now, the policy, and every difference. Header lines in UTF-8, then ids, then each column as 64-bit little-endian.
/// </summary>
public static class CorrectionDigest
{
    private const int ChunkValues = 4096;

    /// <summary>The digest, as <c>sha256:…</c>.</summary>
    /// <param name="original">Digest of the run that is corrected.</param>
    /// <param name="earlier">Digests of the corrections of it that were paid before, oldest first.</param>
    /// <param name="recomputed">Digest of the calculation made now.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="delta">What changes.</param>
    public static string Of(string original, IEnumerable<string> earlier, string recomputed, CorrectionPolicy policy, RunBooks delta)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = new StringBuilder("linkage-correction-1\n").Append(original).Append('\n');
        foreach (var correction in earlier)
        {
            header.Append("after ").Append(correction).Append('\n');
        }

        header.Append(recomputed).Append('\n').Append(policy).Append('\n');
        foreach (var source in delta.Sources)
        {
            header.Append(CultureInfo.InvariantCulture, $"s {source.Name} {source.Amount}\n");
        }

        foreach (var fund in delta.Funds)
        {
            header.Append(CultureInfo.InvariantCulture, $"f {fund.Name} {fund.Amount} {(fund.IsCarried ? "carried" : "kept")}\n");
        }

        header.Append(CultureInfo.InvariantCulture, $"households {delta.Households.Count}\n");
        foreach (var household in delta.Households)
        {
            header.Append(household).Append('\n');
        }

        hash.AppendData(Encoding.UTF8.GetBytes(header.ToString()));
        Append(hash, delta.Registered);
        foreach (var step in delta.Steps)
        {
            hash.AppendData(Encoding.UTF8.GetBytes((step.IsRecord ? "record " : "step ") + step.Id + "\n"));
            Append(hash, step.Amounts.Span);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, GroupMask registered)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach (var bits in registered.Words)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, bits);
            hash.AppendData(word);
        }
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<long> values)
    {
        var bytes = new byte[ChunkValues * sizeof(long)];
        while (!values.IsEmpty)
        {
            var chunk = values[..Math.Min(ChunkValues, values.Length)];
            for (var at = 0; at < chunk.Length; at++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at * sizeof(long)), chunk[at]);
            }

            hash.AppendData(bytes, 0, chunk.Length * sizeof(long));
            values = values[chunk.Length..];
        }
    }
}
