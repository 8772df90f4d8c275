using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Engine.Proofs;

/// <summary>
/// The compact form for QR codes: a byte (1 a notice, 2 a household with its statement, 3 one with its hash only), the run, the root and
/// its totals, then the household and its path; numbers in groups of seven bits, the digest as its 32 bytes. Written as Base32 (RFC
/// 4648, upper case, no padding), which a QR code holds in its denser alphanumeric mode and an address in its path.
/// </summary>
public static class ProofPack
{
    private const byte Notice = 1;
    private const byte WithStatement = 2;
    private const byte WithHash = 3;
    private const int Hash = 32;
    private const int LongestPath = 31;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string DigestPrefix = "sha256:";

    /// <summary>What a notice carries: the run, its root and the totals.</summary>
    /// <exception cref="ArgumentException">A text takes more than 65,535 bytes, or the digest is none.</exception>
    public static string Pack(ProofRun run, ProofRoot root)
    {
        using var stream = new MemoryStream();
        WriteHead(stream, Notice, run, root);
        return ToBase32(stream.ToArray());
    }

    /// <summary>What a slip carries.</summary>
    /// <param name="proof">The household's proof.</param>
    /// <param name="statement">What the slip says; null to carry its hash only, which takes 32 bytes.</param>
    /// <exception cref="ArgumentException">The statement is not the one that was proven.</exception>
    public static string Pack(HouseholdProof proof, ProofStatement? statement)
    {
        var bytes = statement?.ToBytes();
        if (bytes is not null && !SHA256.HashData(bytes).AsSpan().SequenceEqual(proof.Leaf.StatementHash))
        {
            throw new ArgumentException("The statement is not the one the leaf was made of.", nameof(statement));
        }

        using var stream = new MemoryStream();
        WriteHead(stream, bytes is null ? WithHash : WithStatement, proof.Run, proof.Root);
        WriteNumber(stream, proof.Index);
        stream.Write(ProofBytes.Prefixed(proof.Leaf.Household));
        WriteNumber(stream, proof.Leaf.DueFen);
        WriteNumber(stream, proof.Leaf.OwedFen);
        stream.Write(proof.Salt);
        if (bytes is null)
        {
            stream.Write(proof.Leaf.StatementHash);
        }
        else
        {
            WriteNumber(stream, bytes.Length);
            stream.Write(bytes);
        }

        WriteNumber(stream, proof.Path.Count);
        foreach (var node in proof.Path)
        {
            stream.Write(node.Hash);
            WriteTotals(stream, node.Totals);
        }

        return ToBase32(stream.ToArray());
    }

    /// <summary>Reads either; null where a character or a byte is not what <see cref="Pack(ProofRun, ProofRoot)"/> writes.</summary>
    public static UnpackedProof? Read(string text)
    {
        if (FromBase32(text) is not { } bytes)
        {
            return null;
        }

        var reader = new ProofReader(bytes);
        var kind = reader.Byte();
        var run = new ProofRun(
            reader.Text(), reader.Text(), (int)Math.Min(reader.Number(), int.MaxValue), reader.Text(),
            DigestPrefix + Convert.ToHexStringLower(reader.Fixed(Hash)));
        var root = new ProofRoot(reader.Fixed(Hash), ReadTotals(ref reader));
        if (kind == Notice)
        {
            return reader.IsAtEnd ? new UnpackedProof(run, root, Proof: null, Statement: null) : null;
        }

        if (kind is not (WithStatement or WithHash))
        {
            return null;
        }

        var index = (int)Math.Min(reader.Number(), int.MaxValue);
        var (household, due, owed) = (reader.Text(), reader.Number(), reader.Number());
        var salt = reader.Fixed(ProofKey.SaltLength);
        var bytesOfStatement = kind == WithHash ? null : reader.Fixed((int)Math.Min(reader.Number(), bytes.Length));
        var hash = bytesOfStatement is null ? reader.Fixed(Hash) : SHA256.HashData(bytesOfStatement);
        var path = new List<ProofNode>();
        for (var left = reader.Number(); left > 0 && path.Count <= LongestPath && reader.IsGood; left--)
        {
            path.Add(new ProofNode(reader.Fixed(Hash), ReadTotals(ref reader)));
        }

        var statement = bytesOfStatement is null ? null : ProofStatement.Read(bytesOfStatement);
        return !reader.IsAtEnd || (bytesOfStatement is not null && statement is null) ? null : new UnpackedProof(
            run, root, new HouseholdProof(run, root, index, new ProofLeaf(household, due, owed, hash), salt, path), statement);
    }

    private static void WriteHead(Stream stream, byte kind, ProofRun run, ProofRoot root)
    {
        if (!run.Digest.StartsWith(DigestPrefix, StringComparison.Ordinal) || run.Digest.Length != DigestPrefix.Length + (2 * Hash))
        {
            throw new ArgumentException("The digest of a run is sha256: and 64 hexadecimal digits.", nameof(run));
        }

        stream.WriteByte(kind);
        stream.Write(ProofBytes.Prefixed(run.Organization));
        stream.Write(ProofBytes.Prefixed(run.Run));
        WriteNumber(stream, run.Year);
        stream.Write(ProofBytes.Prefixed(run.Scheme));
        stream.Write(Convert.FromHexString(run.Digest.AsSpan(DigestPrefix.Length)));
        stream.Write(root.Hash);
        WriteTotals(stream, root.Totals);
    }

    private static void WriteTotals(Stream stream, ProofTotals totals)
    {
        WriteNumber(stream, totals.Households);
        WriteNumber(stream, totals.DueFen);
        WriteNumber(stream, totals.OwedFen);
    }

    private static ProofTotals ReadTotals(ref ProofReader reader)
    {
        var (households, due, owed) = (reader.Number(), reader.Number(), reader.Number());
        return new ProofTotals((int)Math.Min(households, int.MaxValue), due, owed);
    }

    private static void WriteNumber(Stream stream, long value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            stream.WriteByte((byte)((value & 0x7F) | 0x80));
        }

        stream.WriteByte((byte)value);
    }

    private static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(((bytes.Length * 8) + 4) / 5);
        var (bits, count) = (0, 0);
        foreach (var each in bytes)
        {
            (bits, count) = ((bits << 8) | each, count + 8);
            for (; count >= 5; count -= 5)
            {
                text.Append(Alphabet[(bits >> (count - 5)) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count > 0 ? text.Append(Alphabet[(bits << (5 - count)) & 31]).ToString() : text.ToString();
    }

    private static byte[]? FromBase32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var each in text)
        {
            var value = Alphabet.IndexOf(each, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            (bits, count) = ((bits << 5) | value, count + 5);
            if (count >= 8)
            {
                bytes.Add((byte)(bits >> (count - 8)));
                count -= 8;
                bits &= (1 << count) - 1;
            }
        }

        return count < 5 && bits == 0 ? [.. bytes] : null;
    }
}
