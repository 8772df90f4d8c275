using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Runs;

/// <summary>Debts that are set off against what runs pay.</summary>
public static class SetOffStore
{
    private const string Columns = """
        id AS Id, run_id AS RunId, household_id AS HouseholdId, amount_fen AS AmountFen, reason AS Reason, consented_on AS ConsentedOn,
        consented_by AS ConsentedBy, document AS Document, recorded_by AS RecordedBy, recorded_at AS RecordedAt,
        removed_by AS RemovedBy, removed_at AS RemovedAt
        """;

    /// <summary>All of a run, those taken back too, oldest first.</summary>
    public static Task<IReadOnlyList<SetOffRow>> ListAsync(Session session, string run) =>
        session.ListAsync<SetOffRow>($"SELECT {Columns} FROM set_off WHERE run_id = @run ORDER BY id", new { run });

    /// <summary>Notes one, or that it was taken back, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="organization">Whose run it is.</param>
    /// <param name="before">As it stands; null for a new one.</param>
    /// <param name="after">As it will be.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task WriteAsync(WriteSession session, string organization, SetOffRow? before, SetOffRow after, string details)
    {
        await session.UpsertAsync(Tables.SetOff, after.Values());
        session.Audit(new AuditDraft(before is null ? "set_off.record" : "set_off.withdraw", SetOffRow.Prefix + after.Id, organization)
        {
            Before = before?.RowDigest(), After = after.RowDigest(), Details = details,
        });
    }
}
