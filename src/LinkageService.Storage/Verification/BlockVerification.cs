using System.Security.Cryptography;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Runs;

namespace LinkageService.Storage.Verification;

/// <summary>Compares every packed block, archived ones too, with its digest, and the blocks of a run with the digest in its row.</summary>
internal static class BlockVerification
{
    private const string RunSql = "SELECT id, households, blocks_digest FROM run ORDER BY id";

    private static readonly string BlockSql = Tables.RunBlock.SelectSql + " ORDER BY run_id, part, first_household";

    public static async Task RunAsync(Session session, FindingList findings, CancellationToken cancellation)
    {
        var runs = new Dictionary<string, RunHead>(StringComparer.Ordinal);
        await foreach (var row in session.RowsAsync(RunSql))
        {
            // Values of another type than was written: SQLite takes them.
            runs[row[0] as string ?? ""] = new RunHead(row[1] as long? ?? -1, row[2] as byte[] ?? []);
        }

        await CompareAsync(session, runs, findings, cancellation);
        foreach (var archive in await ArchiveStore.OutAsync(session))
        {
            await ArchiveAsync(session, archive, runs, findings, cancellation);
        }

        Missing(runs, findings);
    }

    /// <summary>What the blocks of these runs must be.</summary>
    public static Dictionary<string, RunHead> Heads(IEnumerable<ClosedRun> runs) =>
        runs.ToDictionary(run => run.Id, run => new RunHead(run.Households, run.BlocksDigest), StringComparer.Ordinal);

    /// <summary>Reads all blocks of a database or an archive, and takes the runs that have theirs out of the list.</summary>
    public static async Task CompareAsync(
        Session session, Dictionary<string, RunHead> runs, FindingList findings, CancellationToken cancellation)
    {
        using var blocks = new BlocksOfRun(runs, findings);
        await foreach (var row in session.RowsAsync(BlockSql))
        {
            cancellation.ThrowIfCancellationRequested();
            if (row is [string run, long part, string first, long households, byte[] payload, byte[] digest])
            {
                blocks.Add(new RunBlockRow(run, part, first, households, payload, digest));
            }
            else
            {
                findings.Add("run/" + row[0], "数据块的值不是写入时的类型", "a value of a block is not of the type it was written with");
            }
        }

        blocks.Finish();
    }

    /// <summary>Finds that the blocks of these runs are nowhere.</summary>
    public static void Missing(Dictionary<string, RunHead> runs, FindingList findings)
    {
        foreach (var run in runs.Keys.Order(StringComparer.Ordinal))
        {
            findings.Add("run/" + run, "这次核算的数据块不见了", "the blocks of the run are missing");
        }
    }

    private static async Task ArchiveAsync(
        Session session, ArchiveRow archive, Dictionary<string, RunHead> runs, FindingList findings, CancellationToken cancellation)
    {
        var own = new Dictionary<string, RunHead>(StringComparer.Ordinal);
        foreach (var run in await ArchiveStore.RunsAsync(session, archive.Id))
        {
            if (runs.Remove(run, out var head))
            {
                own[run] = head;
            }
            else
            {
                findings.Add("run/" + run, "明细已归档，库里却还有数据块", "its blocks are archived, and there are blocks of it here too");
            }
        }

        if (own.Count != archive.Runs)
        {
            findings.Add(archive.Subject, $"归档了 {archive.Runs} 笔核算，库里记着 {own.Count} 笔",
                $"{archive.Runs} runs were archived, {own.Count} are noted");
        }

        if (await session.Archives.FindAsync(archive) is not { } path)
        {
            findings.UnreadArchives[archive.FileName] = own.Count;
            return;
        }

        await using var file = await ArchiveFiles.OpenAsync(path);
        await CompareAsync(file.Session, own, findings, cancellation);
        Missing(own, findings);
    }

    /// <summary>What the blocks of a run must be.</summary>
    /// <param name="Households">How many households.</param>
    /// <param name="BlocksDigest">SHA-256 over the digests of the blocks.</param>
    internal sealed record RunHead(long Households, byte[] BlocksDigest);

    /// <summary>The blocks of one run after another.</summary>
    private sealed class BlocksOfRun(Dictionary<string, RunHead> runs, FindingList findings) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private string? _run;
        private long _households;

        public void Add(RunBlockRow block)
        {
            if (_run is not null && !string.Equals(block.RunId, _run, StringComparison.Ordinal))
            {
                Finish();
            }

            var digest = RunBlockRow.DigestOf(block.RunId, block.Part, block.FirstHousehold, block.Households, block.Payload);
            if (!digest.AsSpan().SequenceEqual(block.Digest))
            {
                findings.Add($"run/{block.RunId}", $"第 {block.Part} 部分从 {block.FirstHousehold} 起的数据块与它的摘要不符",
                    $"the block of part {block.Part} that begins with {block.FirstHousehold} does not fit its digest");
            }

            _run = block.RunId;
            _households += block.Part == RunParts.Calculation ? block.Households : 0;
            _hash.AppendData(block.Digest);
        }

        public void Finish()
        {
            var found = _hash.GetHashAndReset();
            if (_run is null)
            {
                return;
            }

            if (!runs.Remove(_run, out var run))
            {
                findings.Add("run/" + _run, "有数据块，没有这次核算", "there are blocks, but no such run");
            }
            else if (!found.AsSpan().SequenceEqual(run.BlocksDigest) || _households != run.Households)
            {
                findings.Add("run/" + _run, "数据块与这次核算的摘要或户数不符", "its blocks do not fit its digest or its households");
            }

            (_run, _households) = (null, 0);
        }

        public void Dispose() => _hash.Dispose();
    }
}
