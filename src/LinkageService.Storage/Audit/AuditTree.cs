using LinkageService.Engine.Proofs;

namespace LinkageService.Storage.Audit;

/// <summary>
/// The hash tree over the entries of the audit log, in their order: a leaf is the hash of an entry. Entries are never changed nor taken
/// out, so that the root over the first of them is the same for ever.
/// </summary>
public static class AuditTree
{
    private const int NameLength = 16;

    /// <summary>How many entries there were at the end of a day: those before the first that was noted later.</summary>
    /// <param name="session">One moment of the database.</param>
    /// <param name="until">The end of the day, in microseconds; null for all there are.</param>
    public static async Task<long> SizeAsync(Session session, long? until) =>
        until is not null && await session.FirstAsync<long?>("SELECT MIN(seq) FROM audit WHERE at >= @until", new { until }) is { } later
            ? later - 1
            : (await AuditStore.HeadAsync(session))?.Seq ?? 0;

    /// <summary>The root over the first entries.</summary>
    /// <param name="session">The moment of the database at which there were found to be so many.</param>
    /// <param name="size">Over how many.</param>
    /// <param name="proven">The number of the entry whose way to the root is wanted; null for none.</param>
    public static async Task<AuditTreeHead> HeadAsync(Session session, long size, long? proven = null)
    {
        var tree = new HashTree(proven - 1);
        await foreach (var row in session.RowsAsync("SELECT hash FROM audit WHERE seq <= @size ORDER BY seq", new { size }))
        {
            tree.Add((byte[])row[0]!);
        }

        var first = await session.FirstAsync<byte[]>("SELECT hash FROM audit WHERE seq = 1") ?? AuditChain.Start;
        var (root, path) = tree.Close();
        return new AuditTreeHead(Convert.ToHexStringLower(first)[..NameLength], tree.Count, root) { Path = path };
    }
}

/// <summary>The root of the tree over the first entries.</summary>
/// <param name="Log">Which log it is of: the beginning of the hash of its first entry, which no other log has.</param>
/// <param name="Size">How many entries are under it.</param>
/// <param name="Root">32 bytes.</param>
public sealed record AuditTreeHead(string Log, long Size, byte[] Root)
{
    /// <summary>The siblings on the way of the proven entry, the lowest first.</summary>
    public IReadOnlyList<byte[]> Path { get; init; } = [];
}

/// <summary>What somebody kept of the log elsewhere, and what the log must still have.</summary>
public sealed record KeptAuditHead
{
    /// <summary>Entries with their hashes.</summary>
    public IReadOnlyList<(long Seq, byte[] Hash)> Entries { get; init; } = [];

    /// <summary>The root over its first entries; null for none.</summary>
    public (long Size, byte[] Root)? Tree { get; init; }

    /// <summary>Whether what was kept agrees with itself: an entry with a way that leads to the root.</summary>
    public bool IsSound { get; init; } = true;

    /// <summary>A head as it was answered.</summary>
    public static KeptAuditHead Of(AuditHeadEntry head) => new() { Entries = [(head.Seq, head.Hash)] };
}
