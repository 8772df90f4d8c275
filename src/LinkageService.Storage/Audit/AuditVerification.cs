using System.Globalization;
using LinkageService.Engine.Proofs;

namespace LinkageService.Storage.Audit;

/// <summary>Walks the chain from the first entry to the last and notes every entry that does not fit.</summary>
public sealed class AuditVerification
{
    /// <summary>Faults that are kept; a chain with more is beyond counting.</summary>
    private const int MaxFaults = 100;

    private readonly List<Finding> _faults = [];

    private AuditVerification()
    {
    }

    /// <summary>Entries walked.</summary>
    public long Entries { get; private set; }

    /// <summary>The number of the last entry; 0 for none.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The hash of the last entry.</summary>
    public byte[] LastHash { get; private set; } = AuditChain.Start;

    /// <summary>What does not fit, the first bad entry first; empty when the chain holds.</summary>
    public IReadOnlyList<Finding> Faults => _faults;

    /// <summary>Walks the chain.</summary>
    /// <param name="session">One moment of the database.</param>
    /// <param name="kept">What was kept elsewhere and must be in the log; null for none.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public static async Task<AuditVerification> WalkAsync(
        Session session, KeptAuditHead? kept = null, CancellationToken cancellation = default)
    {
        var walk = new AuditVerification();
        var missing = (kept?.Entries ?? []).ToDictionary(entry => entry.Seq, entry => entry.Hash);
        var tree = new HashTree();
        await foreach (var row in session.RowsAsync(Tables.Audit.SelectSql + " ORDER BY seq"))
        {
            cancellation.ThrowIfCancellationRequested();
            walk.Take(row);
            if (missing.TryGetValue(walk.LastSeq, out var hash) && walk.LastHash.AsSpan().SequenceEqual(hash))
            {
                missing.Remove(walk.LastSeq);
            }

            if (tree.Count < kept?.Tree?.Size)
            {
                tree.Add(walk.LastHash);
            }
        }

        var isHead = false;
        await foreach (var head in session.RowsAsync("SELECT seq, hash FROM audit_head WHERE id = 1"))
        {
            isHead = head is [long seq, byte[] hash] && seq == walk.LastSeq && hash.AsSpan().SequenceEqual(walk.LastHash);
        }

        if (!isHead)
        {
            walk.Note("audit_head", "链头与最后一条不符", "the head of the chain is not its last entry");
        }

        walk.Compare(kept, missing.Keys.Order(), tree);
        return walk;
    }

    private void Compare(KeptAuditHead? kept, IEnumerable<long> missing, HashTree tree)
    {
        foreach (var seq in missing)
        {
            Note(Name(seq), "与另处保存的链头不符", "it is not the one whose hash was kept elsewhere");
        }

        if (kept?.Tree is { } root && (tree.Count != root.Size || !tree.Root().AsSpan().SequenceEqual(root.Root)))
        {
            Note(Name(root.Size), "到这一条为止的记录与另处保存的检查点不符", "the entries up to it are not those of the checkpoint kept elsewhere");
        }

        if (kept?.IsSound == false)
        {
            Note("head", "另处保存的证明自相矛盾：路径到不了它的树根", "the proof kept elsewhere contradicts itself: its path does not lead to its root");
        }
    }

    private static string Name(long seq) => "audit/" + seq.ToString(CultureInfo.InvariantCulture);

    private void Take(object?[] row)
    {
        Entries++;
        if (row[0] is not long seq || row[^1] is not byte[] hash || row[^2] is not byte[] previous)
        {
            Note(Name(LastSeq + 1), "内容不是审计记录", "its values are not those of an entry");
            return;
        }

        if (seq != LastSeq + 1)
        {
            Note(Name(LastSeq + 1), "这一条不见了", "the entry is missing");
        }
        else if (!previous.AsSpan().SequenceEqual(LastHash))
        {
            Note(Name(seq), "与前一条接不上", "it does not follow the entry before it");
        }
        else if (!Fits(row, hash))
        {
            Note(Name(seq), "内容与它的哈希不符", "its content does not fit its hash");
        }

        (LastSeq, LastHash) = (seq, hash);
    }

    private static bool Fits(object?[] row, byte[] hash)
    {
        try
        {
            return AuditChain.Hash(row).AsSpan().SequenceEqual(hash);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Note(string subject, string zh, string en)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(new Finding(subject, zh, en));
        }
    }
}
