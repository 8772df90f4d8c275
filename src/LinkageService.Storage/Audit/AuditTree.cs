using LinkageService.Engine.Proofs;

namespace LinkageService.Storage.Audit;

/// <summary>
/// The hash tree over the entries of the audit log, in their order: a leaf is the hash of an entry. Entries are never changed nor taken
/// out, so that the root over the first of them is the same for ever. Of every 1,024 entries the root is kept in memory once it was
/// computed, 32 bytes and a moment: an answer reads the entries since, and the 1,024 around the one that is proven. One for each database.
/// </summary>
public sealed class AuditTree
{
    /// <summary>How many entries are kept as one root: a power of two.</summary>
    public const int BlockEntries = 1024;

    private const int NameLength = 16;

    private readonly Lock _publishing = new();
    private Known _known = new([], []);

    /// <summary>How many entries there were at the end of a day: those before the first that was noted later.</summary>
    /// <param name="session">One moment of the database.</param>
    /// <param name="until">The end of the day, in microseconds; null for all there are.</param>
    public async Task<long> SizeAsync(Session session, long? until)
    {
        var last = (await AuditStore.HeadAsync(session))?.Seq ?? 0;
        if (until is null)
        {
            return last;
        }

        var blocks = (await KnownAsync(session, last / BlockEntries)).Blocks;
        var first = Array.FindIndex(blocks, block => block.LatestAt >= until);
        var (from, to) = first < 0
            ? ((long)blocks.Length * BlockEntries, long.MaxValue)
            : ((long)first * BlockEntries, (first + 1L) * BlockEntries);
        var later = await session.FirstAsync<long?>(
            "SELECT MIN(seq) FROM audit WHERE seq > @from AND seq <= @to AND at >= @until", new { from, to, until });
        return later is null ? last : later.Value - 1;
    }

    /// <summary>The root over the first entries.</summary>
    /// <param name="session">The moment of the database at which there were found to be so many.</param>
    /// <param name="size">Over how many.</param>
    /// <param name="proven">The number of the entry whose way to the root is wanted; null for none.</param>
    public async Task<AuditTreeHead> HeadAsync(Session session, long size, long? proven = null)
    {
        var (first, blocks) = await KnownAsync(session, size / BlockEntries);
        var tree = new HashTree(proven - 1);
        var whole = (int)Math.Min(blocks.Length, size / BlockEntries);
        for (var at = 0; at < whole; at++)
        {
            var start = (long)at * BlockEntries;
            if (proven > start && proven <= start + BlockEntries)
            {
                await AddAsync(session, tree, start, start + BlockEntries);
            }
            else
            {
                tree.AddWhole(blocks[at].Root, BlockEntries);
            }
        }

        await AddAsync(session, tree, (long)whole * BlockEntries, size);
        var (root, path) = tree.Close();
        var name = first.Length == 0 ? AuditChain.Start : first;
        return new AuditTreeHead(Convert.ToHexStringLower(name)[..NameLength], tree.Count, root) { Path = path };
    }

    private static async Task AddAsync(Session session, HashTree tree, long from, long to)
    {
        const string sql = "SELECT hash FROM audit WHERE seq > @from AND seq <= @to ORDER BY seq";
        await foreach (var row in session.RowsAsync(sql, new { from, to }))
        {
            tree.Add((byte[])row[0]!);
        }
    }

    // At least so many blocks, where the log has all their entries. What is known of a log with another first entry is not of this one.
    private async Task<Known> KnownAsync(Session session, long wanted)
    {
        var first = await session.FirstAsync<byte[]>("SELECT hash FROM audit WHERE seq = 1") ?? [];
        var known = Volatile.Read(ref _known);
        if (!known.First.AsSpan().SequenceEqual(first))
        {
            known = new Known(first, []);
        }

        if (known.Blocks.Length >= wanted || await ReadAsync(session, known.Blocks.Length, wanted) is not { Count: > 0 } added)
        {
            return known;
        }

        known = known with { Blocks = [.. known.Blocks, .. added] };
        lock (_publishing)
        {
            if (!_known.First.AsSpan().SequenceEqual(first) || _known.Blocks.Length < known.Blocks.Length)
            {
                _known = known;
            }
        }

        return known;
    }

    // Ends before a block that has not all its entries: the log was cut, and its verification says so.
    private static async Task<List<Block>> ReadAsync(Session session, int start, long end)
    {
        var (blocks, tree, latest) = (new List<Block>(), new HashTree(), long.MinValue);
        var (from, to) = ((long)start * BlockEntries, end * BlockEntries);
        await foreach (var row in session.RowsAsync(
            "SELECT hash, at, seq FROM audit WHERE seq > @from AND seq <= @to ORDER BY seq", new { from, to }))
        {
            if ((long)row[2]! != from + ((long)blocks.Count * BlockEntries) + tree.Count + 1)
            {
                break;
            }

            tree.Add((byte[])row[0]!);
            latest = Math.Max(latest, (long)row[1]!);
            if (tree.Count == BlockEntries)
            {
                blocks.Add(new Block(tree.Root(), latest));
                (tree, latest) = (new HashTree(), long.MinValue);
            }
        }

        return blocks;
    }

    private sealed record Block(byte[] Root, long LatestAt);

    private sealed record Known(byte[] First, Block[] Blocks);
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
