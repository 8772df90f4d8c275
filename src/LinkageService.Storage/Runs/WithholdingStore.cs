using System.Security.Cryptography;
using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Runs;

/// <summary>What is taken from what households are paid with runs; written once, when a run is handed in.</summary>
public static class WithholdingStore
{
    private const string Columns = """
        run_id AS RunId, household_id AS HouseholdId, kind AS Kind, item AS Item, due_fen AS DueFen, income_fen AS IncomeFen,
        tax_fen AS TaxFen, withheld_fen AS WithheldFen
        """;

    /// <summary>All of a run, by household.</summary>
    public static Task<IReadOnlyList<WithholdingRow>> OfAsync(Session session, string run) => session.ListAsync<WithholdingRow>(
        $"SELECT {Columns} FROM run_withholding WHERE run_id = @run ORDER BY household_id, kind, item", new { run });

    /// <summary>Those of households from one id to another, both included.</summary>
    public static Task<IReadOnlyList<WithholdingRow>> OfAsync(Session session, string run, string first, string last) =>
        session.ListAsync<WithholdingRow>(
            $"""
             SELECT {Columns} FROM run_withholding WHERE run_id = @run AND household_id >= @first AND household_id <= @last
             ORDER BY household_id, kind, item
             """,
            new { run, first, last });

    /// <summary>Writes those of a run, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="run">The run.</param>
    /// <param name="rows">By household, kind and item.</param>
    /// <param name="details">JSON for the audit log.</param>
    /// <returns>The digest of them.</returns>
    public static async Task<byte[]> WriteAsync(WriteSession session, RunRow run, IReadOnlyList<WithholdingRow> rows, string details)
    {
        await session.InsertManyAsync(Tables.RunWithholding, [.. rows.Select(row => row.Values())]);
        var digest = DigestOf(rows);
        session.Audit(new AuditDraft("run.withhold", SubjectOf(run.Id), run.OrganizationId) { After = digest, Details = details });
        return digest;
    }

    /// <summary>The name in the audit log of what a run takes.</summary>
    public static string SubjectOf(string run) => Prefix + run;

    /// <summary>What the audit log calls them begins with this.</summary>
    public const string Prefix = "withholding/";

    /// <summary>SHA-256 over the digests of rows, in their order.</summary>
    public static byte[] DigestOf(IEnumerable<WithholdingRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(row.RowDigest());
        }

        return hash.GetHashAndReset();
    }
}
