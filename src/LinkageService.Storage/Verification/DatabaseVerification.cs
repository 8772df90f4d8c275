using System.Globalization;
using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Verification;

/// <summary>Whether everything stored is as it was written: pages, tables, audit chain, and each row against its last entry.</summary>
public static class DatabaseVerification
{
    /// <summary>Looks at everything in one moment of the database.</summary>
    /// <param name="session">One moment: of a snapshot.</param>
    /// <param name="kept">What was kept of the audit log elsewhere; null for none.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many audit entries there are.</returns>
    public static async Task<long> RunAsync(
        Session session, KeptAuditHead? kept, FindingList findings, CancellationToken cancellation = default)
    {
        await VerifyFileAsync(session, findings);
        await VerifyVersionAsync(session, findings);
        var chain = await AuditVerification.WalkAsync(session, kept, cancellation);
        findings.AddRange(chain.Faults);
        cancellation.ThrowIfCancellationRequested();
        await SubjectVerification.RunAsync(session, findings);
        cancellation.ThrowIfCancellationRequested();
        await FactVerification.RunAsync(session, findings);
        await SpellingVerification.RunAsync(session, findings);
        cancellation.ThrowIfCancellationRequested();
        await BlockVerification.RunAsync(session, findings, cancellation);
        await PaymentVerification.RunAsync(session, findings, cancellation);
        await WithholdingVerification.RunAsync(session, findings, cancellation);
        return chain.Entries;
    }

    // PostgreSQL looks after its pages itself: data checksums, pg_amcheck.
    private static async Task VerifyFileAsync(Session session, FindingList findings)
    {
        if (session.IsPostgres)
        {
            return;
        }

        foreach (var fault in await session.ListAsync<string>("PRAGMA integrity_check"))
        {
            if (fault is not "ok")
            {
                findings.Add("file", "数据库文件损坏：" + fault, "the database file is damaged: " + fault);
            }
        }
    }

    private static async Task VerifyVersionAsync(Session session, FindingList findings)
    {
        var versions = await session.ListAsync<long>("SELECT version FROM schema_version ORDER BY version");
        // One that was not opened by this service yet is behind, which is no damage.
        if (versions.Count is 0 || versions.Count > Migrator.Latest
            || !versions.SequenceEqual(Enumerable.Range(1, versions.Count).Select(version => (long)version)))
        {
            var got = string.Join(", ", versions.Select(version => version.ToString(CultureInfo.InvariantCulture)));
            findings.Add("schema_version", $"表结构版本为 {got}，应为 1 到 {Migrator.Latest}",
                $"the tables are at version {got}, 1 to {Migrator.Latest} are wanted");
        }
    }
}
