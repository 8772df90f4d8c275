using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Runs;

/// <summary>What paid corrections leave to later runs, and what of it those runs settled.</summary>
public static class CarryStore
{
    private const string CarrySql = """
        SELECT household_id AS HouseholdId, correction_run_id AS CorrectionRunId, year AS Year, amount_fen AS AmountFen
        FROM carry WHERE organization_id = @organization AND year < @year
        ORDER BY household_id, year, correction_run_id
        """;

    // What a cancelled run settled is open again.
    private const string SettledSql = $"""
        SELECT s.run_id AS RunId, s.household_id AS HouseholdId, s.correction_run_id AS CorrectionRunId, s.amount_fen AS AmountFen
        FROM settlement s JOIN run r ON r.id = s.run_id
        WHERE r.organization_id = @organization AND r.state <> '{RunStates.Cancelled}' AND s.run_id <> @except
        """;

    private const string SettlementColumns = """
        run_id AS RunId, household_id AS HouseholdId, correction_run_id AS CorrectionRunId, amount_fen AS AmountFen
        """;

    /// <summary>Whether anything was ever carried by an organisation.</summary>
    public static async Task<bool> AnyAsync(Session session, string organization) => await session.FirstAsync<string>(
        "SELECT correction_run_id FROM carry WHERE organization_id = @organization LIMIT 1", new { organization }) is not null;

    /// <summary>What is open of years before <paramref name="year"/>, by household; rows of zero are settled.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="year">Of years before it.</param>
    /// <param name="except">A run whose settlements do not count, because they are made anew; empty for none.</param>
    public static async Task<IReadOnlyList<CarryRow>> OpenAsync(Session session, string organization, long year, string except = "") =>
        (await BalancesAsync(session, organization, year, except)).Select(balance => new CarryRow(
            balance.HouseholdId, balance.CorrectionRunId, balance.Year, balance.OpenFen)).ToArray();

    /// <summary>What corrections left of years before <paramref name="year"/>, and what became of it, by household and year.</summary>
    public static async Task<IReadOnlyList<BalanceRow>> BalancesAsync(
        Session session, string organization, long year = long.MaxValue, string except = "")
    {
        // Plain reads: SQLite gives a computed column of no rows no type.
        var carried = await session.ListAsync<CarryRow>(CarrySql, new { organization, year });
        if (carried.Count == 0)
        {
            return [];
        }

        var settled = (await session.ListAsync<SettlementRow>(SettledSql, new { organization, except }))
            .ToLookup(row => (row.HouseholdId, row.CorrectionRunId), row => row.AmountFen);
        var closings = (await ClosingsAsync(session, organization)).ToLookup(row => (row.HouseholdId, row.CorrectionRunId));
        return carried.Select(row => new BalanceRow(
            row.HouseholdId, row.CorrectionRunId, row.Year, row.AmountFen,
            settled[(row.HouseholdId, row.CorrectionRunId)].Sum(), [.. closings[(row.HouseholdId, row.CorrectionRunId)]])).ToArray();
    }

    /// <summary>What was closed without a run, by household, oldest first.</summary>
    public static Task<IReadOnlyList<BalanceClosingRow>> ClosingsAsync(Session session, string organization) =>
        session.ListAsync<BalanceClosingRow>(
            """
            SELECT id AS Id, organization_id AS OrganizationId, household_id AS HouseholdId, correction_run_id AS CorrectionRunId,
                amount_fen AS AmountFen, reason AS Reason, closed_by AS ClosedBy, closed_at AS ClosedAt
            FROM balance_closing WHERE organization_id = @organization ORDER BY household_id, correction_run_id, id
            """,
            new { organization });

    /// <summary>Closes a balance, or a part of it, and tells the audit log.</summary>
    /// <param name="session">The change; it holds the organisation.</param>
    /// <param name="row">What is closed.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task CloseAsync(WriteSession session, BalanceClosingRow row, string details)
    {
        await session.InsertAsync(Tables.BalanceClosing, row.Id, row.OrganizationId, row.HouseholdId, row.CorrectionRunId,
            row.AmountFen, row.Reason, row.ClosedBy, row.ClosedAt);
        session.Audit(new AuditDraft("balance.close", "balance/" + row.Id, row.OrganizationId)
        {
            After = row.RowDigest(),
            Details = details,
        });
    }

    /// <summary>Notes what a correction leaves to later runs.</summary>
    public static async Task AppendAsync(WriteSession session, string organization, IEnumerable<CarryRow> rows)
    {
        foreach (var row in rows)
        {
            await session.InsertAsync(
                Tables.Carry, organization, row.HouseholdId, row.CorrectionRunId, row.Year, row.AmountFen);
        }
    }

    /// <summary>What a run settles, by household and correction.</summary>
    public static Task<IReadOnlyList<SettlementRow>> SettlementsAsync(Session session, string run) => session.ListAsync<SettlementRow>(
        $"SELECT {SettlementColumns} FROM settlement WHERE run_id = @run ORDER BY household_id, correction_run_id", new { run });

    /// <summary>What a run settles with households from one id to another, both included.</summary>
    public static Task<IReadOnlyList<SettlementRow>> SettlementsAsync(Session session, string run, string first, string last) =>
        session.ListAsync<SettlementRow>(
            $"""
             SELECT {SettlementColumns} FROM settlement WHERE run_id = @run AND household_id >= @first AND household_id <= @last
             ORDER BY household_id, correction_run_id
             """,
            new { run, first, last });
}

/// <summary>What a correction leaves to later runs for a household.</summary>
/// <param name="HouseholdId">The household that is owed or owes.</param>
/// <param name="CorrectionRunId">The run of the correction that left it.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="AmountFen">Positive is owed to the household, negative is to be recovered.</param>
public sealed record CarryRow(string HouseholdId, string CorrectionRunId, long Year, long AmountFen);

/// <summary>What a correction left for a household, and what became of it.</summary>
/// <param name="HouseholdId">The household that is owed or owes.</param>
/// <param name="CorrectionRunId">The run of the correction that left it.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="CarriedFen">What it left: positive is owed to the household, negative is to be recovered.</param>
/// <param name="SettledFen">What runs that were not cancelled settle of it.</param>
/// <param name="Closings">What of it was closed without a run.</param>
public sealed record BalanceRow(
    string HouseholdId, string CorrectionRunId, long Year, long CarriedFen, long SettledFen, IReadOnlyList<BalanceClosingRow> Closings)
{
    /// <summary>What of it was closed without a run.</summary>
    public long ClosedFen => Closings.Sum(closing => closing.AmountFen);

    /// <summary>What is left of it.</summary>
    public long OpenFen => CarriedFen - SettledFen - ClosedFen;
}

/// <summary>A balance closed without a run.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="OrganizationId">The organisation that owes or is owed.</param>
/// <param name="HouseholdId">The household on the other side.</param>
/// <param name="CorrectionRunId">The run of the correction that left it.</param>
/// <param name="AmountFen">What of it, with its sign.</param>
/// <param name="Reason">How it was paid outside, with the receipt, or which decision gave it up; 1 to 500 characters.</param>
/// <param name="ClosedBy">The approver who closed it.</param>
/// <param name="ClosedAt">When, in microseconds.</param>
public sealed record BalanceClosingRow(
    string Id, string OrganizationId, string HouseholdId, string CorrectionRunId, long AmountFen, string Reason, string ClosedBy,
    long ClosedAt)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.BalanceClosing.Digest(
        Id, OrganizationId, HouseholdId, CorrectionRunId, AmountFen, Reason, ClosedBy, ClosedAt);
}
