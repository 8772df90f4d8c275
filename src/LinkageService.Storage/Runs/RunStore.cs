using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Runs;

/// <summary>Runs: written whole, read by key and cursor.</summary>
public static class RunStore
{
    private const string Columns = """
        id AS Id, organization_id AS OrganizationId, kind AS Kind, corrects AS Corrects, policy AS Policy, year AS Year,
        record_date AS RecordDate, known_at AS KnownAt, roster AS Roster, scheme_id AS SchemeId, scheme_version AS SchemeVersion,
        scheme_digest AS SchemeDigest, terms AS Terms, result AS Result, digest AS Digest, households AS Households,
        blocks_digest AS BlocksDigest, state AS State, revision AS Revision, maker AS Maker, progress AS Progress,
        created_at AS CreatedAt, updated_at AS UpdatedAt
        """;

    private const string Standing = $"state IN ('{RunStates.Approved}', '{RunStates.Paid}', '{RunStates.Closed}')";

    private const string UpdateSql = """
        UPDATE run SET state = @state, revision = @revision, progress = @progress, updated_at = @updated_at
        WHERE id = @id AND revision = @was
        """;

    private static readonly string[] UpdateColumns = ["state", "revision", "progress", "updated_at", "id", "was"];

    /// <summary>Claims the key of a request.</summary>
    /// <returns>Null when it is claimed now; else the request that has it.</returns>
    public static async Task<IdempotencyRow?> ClaimAsync(WriteSession session, IdempotencyRow row)
    {
        var inserted = await session.InsertNewAsync(
            Tables.Idempotency, row.Scope, row.IdempotencyKey, row.RequestDigest, row.RunId, row.CreatedAt);
        return inserted == 1 ? null : await FindKeyAsync(session, row.Scope, row.IdempotencyKey);
    }

    /// <summary>The request that has a key, or null.</summary>
    public static Task<IdempotencyRow?> FindKeyAsync(Session session, string scope, string key) => session.FirstAsync<IdempotencyRow>(
        """
        SELECT scope AS Scope, idempotency_key AS IdempotencyKey, request_digest AS RequestDigest, run_id AS RunId,
               created_at AS CreatedAt
        FROM idempotency WHERE scope = @scope AND idempotency_key = @key
        """,
        new { scope, key });

    /// <summary>Writes a new run with everything that belongs to it, and tells the audit log.</summary>
    /// <param name="session">The change.</param>
    /// <param name="run">Packed already.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task AppendAsync(WriteSession session, NewRun run, string details = "{}")
    {
        await session.InsertAsync(Tables.Run, run.Row.Values());
        await AppendPartsAsync(session, run);
        session.Audit(new AuditDraft("run.create", RunRow.SubjectOf(run.Row.Id), run.Row.OrganizationId)
        {
            After = run.Row.RowDigest(),
            Details = details,
        });
    }

    /// <summary>Writes a draft anew with everything that belongs to it, and tells the audit log.</summary>
    /// <param name="session">The change; it holds the run.</param>
    /// <param name="before">As it stands.</param>
    /// <param name="after">Packed already, under the same id.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task ReplaceAsync(WriteSession session, RunRow before, NewRun after, string details)
    {
        foreach (var table in new[] { "run_block", "run_benefit", "settlement" })
        {
            await session.DeferPreparedAsync($"DELETE FROM {table} WHERE run_id = @run", ["run"], before.Id);
        }

        await session.UpsertAsync(Tables.Run, after.Row.Values());
        await AppendPartsAsync(session, after);
        session.Audit(new AuditDraft("run.edit", RunRow.SubjectOf(before.Id), before.OrganizationId)
        {
            Before = before.RowDigest(),
            After = after.Row.RowDigest(),
            Details = details,
        });
    }

    private static async Task AppendPartsAsync(WriteSession session, NewRun run)
    {
        var scheme = run.Scheme;
        await session.EnsureAsync(Tables.SchemeDocument, scheme.Digest, scheme.SchemeId, scheme.Version, scheme.Document);
        await RunBlockStore.AppendAsync(session, run.Blocks);
        foreach (var benefit in run.Benefits)
        {
            await session.InsertAsync(Tables.RunBenefit, benefit.RunId, benefit.Benefit, benefit.Households, benefit.AmountFen,
                benefit.RegisteredHouseholds, benefit.RegisteredAmountFen);
        }

        foreach (var settled in run.Settlements)
        {
            await session.InsertAsync(
                Tables.Settlement, settled.RunId, settled.HouseholdId, settled.CorrectionRunId, settled.AmountFen);
        }
    }

    /// <summary>The run, or null.</summary>
    public static Task<RunRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<RunRow>($"SELECT {Columns} FROM run WHERE id = @id", new { id });

    /// <summary>The run, held until the end of the change.</summary>
    public static Task<RunRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<RunRow>($"SELECT {Columns} FROM run WHERE id = @id{session.ForUpdate}", new { id });

    /// <summary>Whose a run is, or null when there is no such run.</summary>
    public static Task<string?> OrganizationOfAsync(Session session, string id) =>
        session.FirstAsync<string>("SELECT organization_id FROM run WHERE id = @id", new { id });

    /// <summary>Runs of an organisation: later years first, within a year those made later first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="year">Only of this year; null for all.</param>
    /// <param name="state">Only in this state; null for all.</param>
    /// <param name="after">Only those after this run of the list; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<RunRow>> ListAsync(
        Session session, string organization, long? year, string? state, (long Year, string Id)? after, int limit) =>
        ListAsync(session, new RunFilter(organization, year, state, UpdatedSince: null), after, isEarlierFirst: false, limit);

    /// <summary>Runs by year, within a year in the order in which they were made, or both the other way round.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Whose, and which of them.</param>
    /// <param name="after">Only those after this run of the list; null for the first.</param>
    /// <param name="isEarlierFirst">Whether earlier years, and those made earlier, come first.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<RunRow>> ListAsync(
        Session session, RunFilter filter, (long Year, string Id)? after, bool isEarlierFirst, int limit)
    {
        var (sign, way) = isEarlierFirst ? (">", "") : ("<", " DESC");
        var place = after is null ? "" : $" AND (year, id) {sign} (@afterYear, @afterId)";
        return session.ListAsync<RunRow>(
            $"SELECT {Columns} FROM run WHERE {filter.Where}{place} ORDER BY year{way}, id{way} LIMIT @limit",
            new
            {
                filter.Organization, filter.Year, filter.State, filter.UpdatedSince, afterYear = after?.Year ?? 0,
                afterId = after?.Id ?? "", limit,
            });
    }

    /// <summary>Runs in the order in which they changed.</summary>
    public static Task<IReadOnlyList<RunRow>> ListAsync(Session session, RunFilter filter, ChangeOrder order, int limit) =>
        session.ListAsync<RunRow>(
            $"SELECT {Columns} FROM run WHERE {filter.Where}{order.Where("updated_at", "id")}{order.By("updated_at", "id")} LIMIT @limit",
            new { filter.Organization, filter.Year, filter.State, filter.UpdatedSince, order.AfterMoment, order.AfterId, limit });

    /// <summary>The distributions of a year by a scheme, whatever its version, that were not cancelled; those made first first.</summary>
    public static Task<IReadOnlyList<YearRunRow>> OfYearAsync(Session session, string organization, long year, string scheme) =>
        session.ListAsync<YearRunRow>(
            $"""
             SELECT id AS Id, record_date AS RecordDate, state AS State, households AS Households, result AS Result
             FROM run
             WHERE organization_id = @organization AND year = @year AND kind = '{RunKinds.Distribution}' AND scheme_id = @scheme
                 AND state <> '{RunStates.Cancelled}'
             ORDER BY id
             """,
            new { organization, year, scheme });

    /// <summary>The run of an organisation made last among those whose notice says where objections are raised; null for none.</summary>
    public static Task<RunRow?> LastWithObjectionsAsync(Session session, string organization) => session.FirstAsync<RunRow>(
        $$"""
          SELECT {{Columns}} FROM run WHERE organization_id = @organization AND progress LIKE '%"objections":{%' ORDER BY id DESC LIMIT 1
          """,
        new { organization });

    /// <summary>Distributions on public notice that nobody has objected to.</summary>
    public static Task<IReadOnlyList<RunRow>> WithoutObjectionAsync(Session session) => session.ListAsync<RunRow>(
        $"""
         SELECT {Columns} FROM run WHERE state = '{RunStates.Disclosed}' AND kind = '{RunKinds.Distribution}'
             AND NOT EXISTS (SELECT 1 FROM objection WHERE objection.run_id = run.id) ORDER BY id
         """);

    /// <summary>The run of an organisation handed in first that is not decided yet; null for none.</summary>
    public static Task<string?> UndecidedAsync(Session session, string organization) => session.FirstAsync<string>(
        $"""
         SELECT id FROM run WHERE organization_id = @organization AND state IN ('{RunStates.Submitted}', '{RunStates.Disclosed}')
         ORDER BY id LIMIT 1
         """,
        new { organization });

    /// <summary>The corrections of a run that were not cancelled, oldest first.</summary>
    public static Task<IReadOnlyList<RunRow>> CorrectionsAsync(Session session, string id) => session.ListAsync<RunRow>(
        $"SELECT {Columns} FROM run WHERE corrects = @id AND state <> '{RunStates.Cancelled}' ORDER BY id", new { id });

    /// <summary>
    /// The latest standing distribution of a year, one of a scheme before others; where it was corrected, its last standing
    /// correction instead. Null when there is none.
    /// </summary>
    public static async Task<RunRow?> BeforeAsync(Session session, string organization, long year, string scheme)
    {
        var run = await session.FirstAsync<RunRow>(
            $"""
             SELECT {Columns} FROM run
             WHERE organization_id = @organization AND year = @year AND kind = '{RunKinds.Distribution}' AND {Standing}
             ORDER BY CASE WHEN scheme_id = @scheme THEN 0 ELSE 1 END, id DESC LIMIT 1
             """,
            new { organization, year, scheme });
        return run is null ? null : await session.FirstAsync<RunRow>(
            $"SELECT {Columns} FROM run WHERE corrects = @id AND {Standing} ORDER BY id DESC LIMIT 1", new { id = run.Id }) ?? run;
    }

    /// <summary>
    /// The standing distribution by a scheme, whatever its version, that comes before a place: of the latest year, within the year of
    /// the latest record date, then made last. Its corrections stand beside it. Null when there is none.
    /// </summary>
    public static Task<RunRow?> LastBeforeAsync(Session session, string organization, string scheme, RunPlace place) =>
        session.FirstAsync<RunRow>(
            $"""
             SELECT {Columns} FROM run
             WHERE organization_id = @organization AND kind = '{RunKinds.Distribution}' AND scheme_id = @scheme AND {Standing}
                 AND (year < @year OR (year = @year
                     AND (record_date < @recordDate OR (record_date = @recordDate AND id < @id))))
             ORDER BY year DESC, record_date DESC, id DESC LIMIT 1
             """,
            new { organization, scheme, year = place.Year, recordDate = place.RecordDate, id = place.Id });

    /// <summary>
    /// The distribution by a scheme, whatever its version, that was paid last before a run: of the latest year up to that of the run,
    /// within the year of the latest record date, then made last. Null when there is none.
    /// </summary>
    public static Task<RunRow?> LastPaidBeforeAsync(Session session, RunRow run) => session.FirstAsync<RunRow>(
        $"""
         SELECT {Columns} FROM run
         WHERE organization_id = @organization AND kind = '{RunKinds.Distribution}' AND scheme_id = @scheme AND id < @id
             AND year <= @year AND state IN ('{RunStates.Paid}', '{RunStates.Closed}')
         ORDER BY year DESC, record_date DESC, id DESC LIMIT 1
         """,
        new { organization = run.OrganizationId, scheme = run.SchemeId, id = run.Id, year = run.Year });

    /// <summary>
    /// The standing distributions of an organisation up to a year, by any scheme, in the order in which they go on from one another: by
    /// year and record date, those made first first.
    /// </summary>
    public static Task<IReadOnlyList<RunRow>> StandingThroughAsync(Session session, string organization, long year) =>
        session.ListAsync<RunRow>(
            $"""
             SELECT {Columns} FROM run
             WHERE organization_id = @organization AND year <= @year AND kind = '{RunKinds.Distribution}' AND {Standing}
             ORDER BY year, record_date, id
             """,
            new { organization, year });

    /// <summary>The standing distributions of an organisation in a year, by any scheme, those made first first.</summary>
    public static Task<IReadOnlyList<RunRow>> StandingOfYearAsync(Session session, string organization, long year) =>
        session.ListAsync<RunRow>(
            $"""
             SELECT {Columns} FROM run
             WHERE organization_id = @organization AND year = @year AND kind = '{RunKinds.Distribution}' AND {Standing}
             ORDER BY id
             """,
            new { organization, year });

    /// <summary>The corrections of a run that were approved, oldest first.</summary>
    public static Task<IReadOnlyList<RunRow>> StandingCorrectionsAsync(Session session, string id) => session.ListAsync<RunRow>(
        $"SELECT {Columns} FROM run WHERE corrects = @id AND {Standing} ORDER BY id", new { id });

    /// <summary>
    /// The distributions by the scheme of a run, whatever its version, that come after it and were not cancelled, in their order.
    /// </summary>
    public static Task<IReadOnlyList<RunRow>> LaterAsync(Session session, RunRow run) => session.ListAsync<RunRow>(
        $"""
         SELECT {Columns} FROM run
         WHERE organization_id = @organization AND kind = '{RunKinds.Distribution}' AND scheme_id = @scheme
             AND state <> '{RunStates.Cancelled}' AND (year > @year OR (year = @year
                 AND (record_date > @recordDate OR (record_date = @recordDate AND id > @id))))
         ORDER BY year, record_date, id
         """,
        new
        {
            organization = run.OrganizationId, scheme = run.SchemeId, year = run.Year, recordDate = run.RecordDate, id = run.Id,
        });

    /// <summary>Writes where a run stands now: its state, revision, progress and moment; the rest never changes.</summary>
    /// <param name="session">The change that holds the run.</param>
    /// <param name="before">From <see cref="HoldAsync"/>.</param>
    /// <param name="after">The same run, one revision later.</param>
    public static async Task UpdateAsync(WriteSession session, RunRow before, RunRow after)
    {
        var updated = await session.ExecutePreparedAsync(
            UpdateSql, UpdateColumns, after.State, after.Revision, after.Progress, after.UpdatedAt, after.Id, before.Revision);
        if (updated != 1)
        {
            throw new InvalidOperationException($"The run {after.Id} was changed while it was held.");
        }
    }

    /// <summary>Writes a run whose numbers are sealed otherwise, and tells the audit log: it is no change of the run.</summary>
    /// <param name="session">The change that holds the run.</param>
    /// <param name="before">From <see cref="HoldAsync"/>.</param>
    /// <param name="after">The same under another seal.</param>
    /// <param name="action">As the audit log calls it.</param>
    public static async Task SealAsync(WriteSession session, RunRow before, RunRow after, string action)
    {
        await session.UpsertAsync(Tables.Run, after.Values());
        session.Audit(new AuditDraft(action, RunRow.SubjectOf(after.Id), after.OrganizationId)
        {
            Before = before.RowDigest(), After = after.RowDigest(),
        });
    }

    /// <summary>The document of a scheme by its digest, or null.</summary>
    public static Task<SchemeDocumentRow?> FindSchemeAsync(Session session, string digest) => session.FirstAsync<SchemeDocumentRow>(
        """
        SELECT digest AS Digest, scheme_id AS SchemeId, version AS Version, document AS Document
        FROM scheme_document WHERE digest = @digest
        """,
        new { digest });

    /// <summary>The figures of a run for reports.</summary>
    public static Task<IReadOnlyList<RunBenefitRow>> BenefitsAsync(Session session, string id) => session.ListAsync<RunBenefitRow>(
        """
        SELECT run_id AS RunId, benefit AS Benefit, households AS Households, amount_fen AS AmountFen,
               registered_households AS RegisteredHouseholds, registered_amount_fen AS RegisteredAmountFen
        FROM run_benefit WHERE run_id = @id ORDER BY benefit
        """,
        new { id });

    /// <summary>What the audit log has of a run, oldest first.</summary>
    public static Task<IReadOnlyList<HistoryRow>> HistoryAsync(Session session, string id) => session.ListAsync<HistoryRow>(
        """
        SELECT seq AS Seq, at AS At, actor AS Actor, action AS Action, before_digest AS BeforeDigest, after_digest AS AfterDigest,
               details AS Details
        FROM audit WHERE subject = @subject ORDER BY seq
        """,
        new { subject = RunRow.SubjectOf(id) });
}

/// <summary>Which runs are wanted.</summary>
/// <param name="Organization">Id of the organisation that shares out.</param>
/// <param name="Year">Only of this year; null for all.</param>
/// <param name="State">Only in this state; null for all.</param>
/// <param name="UpdatedSince">Only those that changed from this moment on; null for all.</param>
public sealed record RunFilter(string Organization, long? Year, string? State, long? UpdatedSince)
{
    internal string Where => "organization_id = @Organization"
        + (Year is null ? "" : " AND year = @Year")
        + (State is null ? "" : " AND state = @State")
        + (UpdatedSince is null ? "" : " AND updated_at >= @UpdatedSince");
}
