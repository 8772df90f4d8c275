using System.Security.Cryptography;
using LinkageService.Storage.Payments;

namespace LinkageService.Storage.Verification;

/// <summary>Compares every line of payments with its digest, and the lines of a run with the digest in its envelope.</summary>
internal static class PaymentVerification
{
    /// <summary>The version of the tables that has them first.</summary>
    public const long Since = 5;

    private static readonly string AttemptSql = Tables.PaymentAttempt.SelectSql + " ORDER BY run_id, household_id, attempt";

    private static readonly string UnmatchedSql = Tables.PaymentUnmatched.SelectSql + " ORDER BY run_id, id";

    public static async Task RunAsync(Session session, FindingList findings, CancellationToken cancellation)
    {
        if (await Migrator.VersionAsync(session) < Since)
        {
            return;
        }

        foreach (var (table, sql, keys) in new[] { (Tables.PaymentAttempt, AttemptSql, 3), (Tables.PaymentUnmatched, UnmatchedSql, 2) })
        {
            await foreach (var row in session.RowsAsync(sql))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!IsAsWritten(table, row))
                {
                    var key = string.Join(' ', row.Take(keys).Skip(1));
                    findings.Add(PaymentEnvelopeRow.SubjectOf(row[0] as string ?? ""),
                        $"{table.Name} 的 {key} 与它的摘要不符", $"{key} of {table.Name} does not fit its digest");
                }
            }
        }

        var runs = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var row in session.RowsAsync("SELECT run_id, lines_digest FROM payment_envelope ORDER BY run_id"))
        {
            runs[row[0] as string ?? ""] = row[1] as byte[] ?? [];
        }

        await foreach (var row in session.RowsAsync("""
            SELECT run_id FROM payment_attempt UNION SELECT run_id FROM payment_unmatched ORDER BY 1
            """))
        {
            runs.TryAdd(row[0] as string ?? "", []);
        }

        foreach (var (run, digest) in runs)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = await PaymentStore.LinesDigestAsync(session, run);
            if (!digest.AsSpan().SequenceEqual(found))
            {
                findings.Add(PaymentEnvelopeRow.SubjectOf(run),
                    "发放明细与这次核算登记的摘要不符", "the lines are not those that the envelope of the run was written with");
            }
        }
    }

    private static bool IsAsWritten(Table table, object?[] row)
    {
        var digest = row[^1] as byte[];
        row[^1] = null;
        try
        {
            return digest is not null && CryptographicOperations.FixedTimeEquals(digest, table.Digest(row));
        }
        catch (ArgumentException)
        {
            // A value of a type that is never written.
            return false;
        }
    }
}
