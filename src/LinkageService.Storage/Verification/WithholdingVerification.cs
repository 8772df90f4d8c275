using LinkageService.Storage.Runs;

namespace LinkageService.Storage.Verification;

/// <summary>Whether what is taken from the payments of each run is what the audit log has the digest of.</summary>
internal static class WithholdingVerification
{
    /// <summary>The version of the tables that has them first.</summary>
    public const long Since = 10;

    public static async Task RunAsync(Session session, FindingList findings, CancellationToken cancellation)
    {
        if (await Migrator.VersionAsync(session) < Since)
        {
            return;
        }

        var wanted = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        await foreach (var row in session.RowsAsync(
            $"SELECT subject, after_digest FROM audit WHERE subject LIKE '{WithholdingStore.Prefix}%' ORDER BY seq"))
        {
            wanted[(row[0] as string ?? "")[WithholdingStore.Prefix.Length..]] = row[1] as byte[];
        }

        await foreach (var row in session.RowsAsync("SELECT DISTINCT run_id FROM run_withholding ORDER BY run_id"))
        {
            wanted.TryAdd(row[0] as string ?? "", null);
        }

        foreach (var (run, digest) in wanted.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var found = await DigestAsync(session, run);
            if (digest is null || !digest.AsSpan().SequenceEqual(found))
            {
                findings.Add(WithholdingStore.SubjectOf(run),
                    "代扣和抵扣的明细与审计日志记下的摘要不符", "what is withheld and set off is not what the audit log has the digest of");
            }
        }
    }

    // A value of a type that is never written is no reason to stop.
    private static async Task<byte[]> DigestAsync(Session session, string run)
    {
        try
        {
            return WithholdingStore.DigestOf(await WithholdingStore.OfAsync(session, run));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or InvalidCastException)
        {
            return [];
        }
    }
}
