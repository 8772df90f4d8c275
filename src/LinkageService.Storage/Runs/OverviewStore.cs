namespace LinkageService.Storage.Runs;

/// <summary>
/// What a first look at some organisations needs of their runs: those of two years, and of any year those that somebody still
/// has to act on. A fixed number of reads, however many organisations and years there are.
/// </summary>
public static class OverviewStore
{
    private const string InTime = $"""
        (run.year IN (@year, @year - 1)
            OR run.state IN ('{RunStates.Draft}', '{RunStates.Submitted}', '{RunStates.Disclosed}', '{RunStates.Approved}',
                '{RunStates.Paid}'))
        """;

    /// <summary>The runs, those made first first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organizations">Whose.</param>
    /// <param name="year">The later of the two years.</param>
    public static Task<IReadOnlyList<RunHeadRow>> RunsAsync(Session session, string[] organizations, long year) =>
        session.ListAsync<RunHeadRow>(
            $"""
             SELECT id AS Id, organization_id AS OrganizationId, kind AS Kind, corrects AS Corrects, year AS Year, scheme_id AS SchemeId,
                 scheme_version AS SchemeVersion, state AS State, maker AS Maker, progress AS Progress,
                 created_at AS CreatedAt, updated_at AS UpdatedAt
             FROM run WHERE {session.IsOneOf("run.organization_id", nameof(organizations))} AND {InTime} ORDER BY id
             """,
            new { organizations, year });

    /// <summary>What the households of those runs get.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organizations">Whose.</param>
    /// <param name="year">The later of the two years.</param>
    public static Task<IReadOnlyList<RunBenefitRow>> BenefitsAsync(Session session, string[] organizations, long year) =>
        session.ListAsync<RunBenefitRow>(
            $"""
             SELECT run_id AS RunId, benefit AS Benefit, run_benefit.households AS Households, amount_fen AS AmountFen,
                 registered_households AS RegisteredHouseholds, registered_amount_fen AS RegisteredAmountFen
             FROM run_benefit JOIN run ON run.id = run_benefit.run_id
             WHERE {session.IsOneOf("run.organization_id", nameof(organizations))} AND {InTime}
             ORDER BY run_id, benefit
             """,
            new { organizations, year });

    /// <summary>The results of runs, as they are stored.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="runs">Their ids.</param>
    public static Task<IReadOnlyList<RunResultRow>> ResultsAsync(Session session, string[] runs) =>
        session.ListAsync<RunResultRow>(
            $"SELECT id AS RunId, result AS Result FROM run WHERE {session.IsOneOf("id", nameof(runs))}", new { runs });

    /// <summary>What the runs of some years give, those that were cancelled left out; by organisation, year and run.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organizations">Whose.</param>
    /// <param name="first">The first year.</param>
    /// <param name="last">The last year.</param>
    public static async Task<IReadOnlyList<RunOfYearRow>> YearsAsync(Session session, string[] organizations, long first, long last)
    {
        // Read as they come: without rows SQLite does not know the types of what is computed.
        var found = new List<RunOfYearRow>();
        await foreach (var row in session.RowsAsync(
            $"""
             SELECT run.id, organization_id, year, kind, state, record_date, known_at, roster, run.households,
                 CAST(COALESCE(SUM(run_benefit.amount_fen), 0) AS BIGINT)
             FROM run LEFT JOIN run_benefit ON run_benefit.run_id = run.id
             WHERE {session.IsOneOf("run.organization_id", nameof(organizations))} AND year BETWEEN @first AND @last
                 AND state <> '{RunStates.Cancelled}'
             GROUP BY run.id, organization_id, year, kind, state, record_date, known_at, roster, run.households
             ORDER BY organization_id, year, run.id
             """,
            new { organizations, first, last }))
        {
            found.Add(new RunOfYearRow(
                (string)row[0]!, (string)row[1]!, (long)row[2]!, (string)row[3]!, (string)row[4]!, (string)row[5]!, (long)row[6]!,
                (string)row[7]!, (long)row[8]!, (long)row[9]!));
        }

        return found;
    }

    /// <summary>The run of each objection that has no answer yet.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="runs">Against which runs.</param>
    public static Task<IReadOnlyList<string>> OpenObjectionsAsync(Session session, string[] runs) =>
        session.ListAsync<string>(
            $"SELECT run_id FROM objection WHERE {session.IsOneOf("run_id", nameof(runs))} AND resolution IS NULL", new { runs });
}

/// <summary>What lists need of a run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="Kind"><see cref="RunKinds"/>.</param>
/// <param name="Corrects">The run a correction belongs to.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="State"><see cref="RunStates"/>.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="Progress">JSON: who did what in its life, and when.</param>
/// <param name="CreatedAt">When it was made, in microseconds.</param>
/// <param name="UpdatedAt">When it was last changed, in microseconds.</param>
public sealed record RunHeadRow(
    string Id, string OrganizationId, string Kind, string? Corrects, long Year, string SchemeId, long SchemeVersion, string State,
    string Maker, string Progress, long CreatedAt, long UpdatedAt);

/// <summary>The result of a run, as it is stored.</summary>
/// <param name="RunId">Whose.</param>
/// <param name="Result">JSON.</param>
public sealed record RunResultRow(string RunId, string Result);

/// <summary>What a run gives to its year.</summary>
/// <param name="Id">The run.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Kind"><see cref="RunKinds"/>.</param>
/// <param name="State"><see cref="RunStates"/>.</param>
/// <param name="RecordDate">The date of its roster, yyyy-MM-dd.</param>
/// <param name="KnownAt">Facts known at this moment were used, in microseconds.</param>
/// <param name="Roster"><see cref="RosterKinds"/>.</param>
/// <param name="Households">Households of its roster.</param>
/// <param name="AmountFen">What they get.</param>
public sealed record RunOfYearRow(
    string Id, string OrganizationId, long Year, string Kind, string State, string RecordDate, long KnownAt, string Roster,
    long Households, long AmountFen);
