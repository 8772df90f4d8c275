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
        WHERE r.organization_id = @organization AND r.state <> '{RunStates.Cancelled}'
        """;

    private const string SettlementColumns = """
        run_id AS RunId, household_id AS HouseholdId, correction_run_id AS CorrectionRunId, amount_fen AS AmountFen
        """;

    /// <summary>Whether anything was ever carried by an organisation.</summary>
    public static async Task<bool> AnyAsync(Session session, string organization) => await session.FirstAsync<string>(
        "SELECT correction_run_id FROM carry WHERE organization_id = @organization LIMIT 1", new { organization }) is not null;

    /// <summary>What is open of years before <paramref name="year"/>, by household; rows of zero are settled.</summary>
    public static async Task<IReadOnlyList<CarryRow>> OpenAsync(Session session, string organization, long year)
    {
        // Two plain reads: SQLite gives a computed column of no rows no type.
        var carried = await session.ListAsync<CarryRow>(CarrySql, new { organization, year });
        var settled = (carried.Count == 0 ? [] : await session.ListAsync<SettlementRow>(SettledSql, new { organization }))
            .ToLookup(row => (row.HouseholdId, row.CorrectionRunId), row => row.AmountFen);
        return carried.Select(row => row with
        {
            AmountFen = row.AmountFen - settled[(row.HouseholdId, row.CorrectionRunId)].Sum(),
        }).ToArray();
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
/// <param name="HouseholdId">The household.</param>
/// <param name="CorrectionRunId">The correction.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="AmountFen">Positive is owed to the household, negative is to be recovered.</param>
public sealed record CarryRow(string HouseholdId, string CorrectionRunId, long Year, long AmountFen);
