using System.Security.Cryptography;

namespace LinkageService.Storage.Runs;

/// <summary>Up to 512 neighbouring households of a run, packed.</summary>
/// <param name="RunId">Whose.</param>
/// <param name="Part"><see cref="RunParts"/>.</param>
/// <param name="FirstHousehold">The smallest id in it.</param>
/// <param name="Households">How many.</param>
/// <param name="Payload">The bytes: see <c>docs/decisions/0005-packed-statement-blocks.md</c>.</param>
/// <param name="Digest">SHA-256 over the other values.</param>
public sealed record RunBlockRow(string RunId, long Part, string FirstHousehold, long Households, byte[] Payload, byte[] Digest)
{
    /// <summary>What <see cref="Digest"/> must be.</summary>
    public static byte[] DigestOf(string runId, long part, string firstHousehold, long households, byte[] payload) =>
        Tables.RunBlock.Digest(runId, part, firstHousehold, households, payload, null);

    /// <summary>SHA-256 over the digests of all blocks of a run, by part and first household.</summary>
    public static byte[] DigestOf(IEnumerable<RunBlockRow> blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in blocks)
        {
            hash.AppendData(block.Digest);
        }

        return hash.GetHashAndReset();
    }
}
