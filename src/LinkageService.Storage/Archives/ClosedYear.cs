using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;

namespace LinkageService.Storage.Archives;

/// <summary>The runs of a year that may be archived.</summary>
internal static class ClosedYear
{
    private const int MaxNamed = 10;

    private const string OwedSql = $"""
        SELECT c.organization_id AS OrganizationId, c.household_id AS HouseholdId FROM carry c
        WHERE c.year = @year AND c.amount_fen <>
            COALESCE((SELECT SUM(s.amount_fen) FROM settlement s JOIN run r ON r.id = s.run_id
                WHERE s.household_id = c.household_id AND s.correction_run_id = c.correction_run_id
                    AND r.state <> '{RunStates.Cancelled}'), 0)
            + COALESCE((SELECT SUM(b.amount_fen) FROM balance_closing b
                WHERE b.household_id = c.household_id AND b.correction_run_id = c.correction_run_id), 0)
        ORDER BY 1, 2 LIMIT @limit
        """;

    /// <exception cref="ArchiveException">The year is not over for long enough.</exception>
    public static void RequireOld(long year, DateTimeOffset now)
    {
        // A new year begins in China first: for these hours the year before is still the running one.
        var last = now.UtcDateTime.Year - ArchiveFile.KeptYears - 1;
        if (year > last)
        {
            throw new ArchiveException(
                $"最近 {ArchiveFile.KeptYears} 个整年的核算留在数据库里，现在最多归档到 {last} 年",
                $"the last {ArchiveFile.KeptYears} whole years stay in the database: {last} is the latest that can be archived now");
        }
    }

    /// <summary>The runs of a year whose blocks are in the database, by id.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="year">Whose runs are to be moved.</param>
    /// <param name="lockSql">Ends the SELECT.</param>
    /// <exception cref="ArchiveException">There are none, one of them is not closed, or something of the year is still owed.</exception>
    public static async Task<IReadOnlyList<ClosedRun>> RequireAsync(Session session, long year, string lockSql = "")
    {
        if (await Migrator.VersionAsync(session) < ArchiveStore.Since)
        {
            throw new ArchiveException("数据库的表还是旧版，请先用这一版启动一次服务",
                "the tables are of an older version: start the service of this version once");
        }

        var runs = await session.ListAsync<ClosedRun>(
            "SELECT id AS Id, organization_id AS OrganizationId, state AS State, revision AS Revision, households AS Households, "
            + "blocks_digest AS BlocksDigest FROM run WHERE year = @year AND id NOT IN (SELECT run_id FROM archived_run) ORDER BY id"
            + lockSql, new { year });
        if (runs.Count == 0)
        {
            throw new ArchiveException($"数据库里没有 {year} 年的明细可归档", $"the database holds no blocks of runs of {year}");
        }

        var open = runs.Where(run => run.State is not (RunStates.Closed or RunStates.Cancelled)).ToArray();
        if (open.Length > 0)
        {
            var named = string.Join(", ", open.Take(MaxNamed).Select(run => $"{run.OrganizationId}/{run.Id} ({run.State})"));
            throw new ArchiveException(
                $"{year} 年还有 {open.Length} 笔核算没有结清或取消：{named}",
                $"{open.Length} runs of {year} are neither closed nor cancelled: {named}");
        }

        var owed = await session.ListAsync<OwedHousehold>(OwedSql, new { year, limit = (long)MaxNamed });
        return owed.Count == 0 ? runs : throw new ArchiveException(
            $"{year} 年的更正还有差额没有了结：{Named(owed)}", $"corrections of {year} left balances that are open: {Named(owed)}");
    }

    /// <summary>What the blocks of an archive must be.</summary>
    public static async Task<Dictionary<string, BlockVerification.RunHead>> HeadsAsync(Session session, string archive) =>
        BlockVerification.Heads(await session.ListAsync<ClosedRun>(
            "SELECT id AS Id, organization_id AS OrganizationId, state AS State, revision AS Revision, households AS Households, "
            + "blocks_digest AS BlocksDigest FROM run WHERE id IN (SELECT run_id FROM archived_run WHERE archive_id = @archive)",
            new { archive }));

    private static string Named(IEnumerable<OwedHousehold> owed) =>
        string.Join(", ", owed.Select(each => $"{each.OrganizationId}/{each.HouseholdId}"));

    private sealed record OwedHousehold(string OrganizationId, string HouseholdId);
}

/// <summary>A run that is to be archived.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="State"><see cref="RunStates"/>.</param>
/// <param name="Revision">Counts its changes.</param>
/// <param name="Households">Households of its roster.</param>
/// <param name="BlocksDigest">SHA-256 over the digests of its blocks.</param>
internal sealed record ClosedRun(
    string Id, string OrganizationId, string State, long Revision, long Households, byte[] BlocksDigest);
