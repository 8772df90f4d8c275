using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Storage.Batches;

/// <summary>Batches and their organisations. Which of them are done is read from the runs themselves.</summary>
public static class BatchStore
{
    private const string Select = """
        SELECT id AS Id, organization_id AS OrganizationId, year AS Year, dry_run AS DryRun, terms AS Terms,
        request_digest AS RequestDigest, organizations AS Organizations, chunk AS Chunk, state AS State, done AS Done,
        households AS Households, amount_fen AS AmountFen, revision AS Revision, maker AS Maker, created_at AS CreatedAt,
        updated_at AS UpdatedAt FROM batch
        """;

    private const string Below = """
        WITH RECURSIVE below (below_id, level) AS (
            SELECT id, 1 FROM organization WHERE id = @root
            UNION ALL
            SELECT organization.id, below.level + 1
            FROM organization JOIN below ON organization.parent = below.below_id WHERE below.level <= @MaxDepth)
        """;

    /// <summary>The organisations of a batch (entry) with their runs, by <c>@key</c>.</summary>
    internal const string WithRuns = """
        FROM batch_organization AS entry
        LEFT JOIN idempotency ON idempotency.scope = entry.organization_id AND idempotency.idempotency_key = @key
        LEFT JOIN run ON run.id = idempotency.run_id
        """;

    private const string EntryState = "CASE WHEN idempotency.run_id IS NOT NULL THEN 'done' ELSE entry.state END";

    /// <summary>What the households of a run get.</summary>
    internal const string Paid =
        "(SELECT CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) FROM run_benefit WHERE run_benefit.run_id = run.id)";

    /// <summary>The batch, or null.</summary>
    public static Task<BatchRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<BatchRow>(Select + " WHERE id = @id", new { id });

    /// <summary>The batch, held until the end of the change.</summary>
    public static Task<BatchRow?> HoldAsync(WriteSession session, string id) =>
        session.FirstAsync<BatchRow>(Select + " WHERE id = @id" + session.ForUpdate, new { id });

    /// <summary>Those that are being worked on, the oldest first.</summary>
    public static Task<IReadOnlyList<BatchRow>> RunningAsync(Session session) =>
        session.ListAsync<BatchRow>(Select + $" WHERE state = '{BatchStates.Running}' ORDER BY id");

    /// <summary>Batches, the latest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="root">Only those of this organisation and of those below it; null for all.</param>
    /// <param name="after">Only those before this id; empty for the latest.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<BatchRow>> ListAsync(Session session, string? root, string after, int limit)
    {
        var place = after.Length == 0 ? "" : " AND id < @after";
        return session.ListAsync<BatchRow>(
            root is null
                ? $"{Select} WHERE 1 = 1{place} ORDER BY id DESC LIMIT @limit"
                : $"{Below} {Select} WHERE organization_id IN (SELECT below_id FROM below){place} ORDER BY id DESC LIMIT @limit",
            new { root, after, limit = (long)limit, OrganizationStore.MaxDepth });
    }

    /// <summary>
    /// Organisations a batch may be of, by id: all that nothing stands below, and those that have households of their own.
    /// </summary>
    /// <param name="session">Where to read.</param>
    /// <param name="root">Only this organisation and those below it; null for all.</param>
    /// <param name="region">Only those whose code begins with this; empty for all.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<string>> SelectAsync(Session session, string? root, string region, int limit)
    {
        const string Settles = """
            (NOT EXISTS (SELECT 1 FROM organization AS child WHERE child.parent = organization.id)
                OR EXISTS (SELECT 1 FROM household_fact WHERE household_fact.organization_id = organization.id))
            """;
        var within = root is null ? "" : " AND id IN (SELECT below_id FROM below)";
        var there = region.Length == 0 ? "" : " AND region LIKE @like";
        return session.ListAsync<string>(
            $"{(root is null ? "" : Below)} SELECT id FROM organization WHERE {Settles}{within}{there} ORDER BY id LIMIT @limit",
            new { root, like = region + "%", limit = (long)limit, OrganizationStore.MaxDepth });
    }

    /// <summary>Which of some organisations are there, at or below one.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="root">The one; null for anywhere.</param>
    /// <param name="ids">Ids of the organisations asked for.</param>
    public static Task<IReadOnlyList<string>> SeenAsync(Session session, string? root, string[] ids) => session.ListAsync<string>(
        (root is null ? "" : Below) + $" SELECT id FROM organization WHERE {session.IsOneOf("id", nameof(ids))}"
        + (root is null ? "" : " AND id IN (SELECT below_id FROM below)"),
        new { root, ids, OrganizationStore.MaxDepth });

    /// <summary>Writes a new batch with its organisations, and tells the audit log.</summary>
    public static async Task AddAsync(WriteSession session, BatchRow row, IReadOnlyList<BatchEntryRow> entries, string details)
    {
        await session.InsertAsync(Tables.Batch, row.Values());
        await session.InsertManyAsync(Tables.BatchOrganization, [.. entries.Select(entry => entry.Values())]);
        Tell(session, before: null, row, "batch.create", details);
    }

    /// <summary>Writes where a batch stands from now on, and tells the audit log.</summary>
    /// <param name="session">The change; it holds the batch.</param>
    /// <param name="before">As it stood.</param>
    /// <param name="after">The same, one revision later.</param>
    /// <param name="action">As the audit log calls it.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task SaveAsync(WriteSession session, BatchRow before, BatchRow after, string action, string details = "{}")
    {
        await session.UpsertAsync(Tables.Batch, after.Values());
        Tell(session, before, after, action, details);
    }

    /// <summary>The organisations of a chunk that are still to be tried, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="chunk">Which chunk, from 0.</param>
    public static Task<IReadOnlyList<BatchEntryRow>> WaitingAsync(Session session, BatchRow batch, int chunk) =>
        session.ListAsync<BatchEntryRow>(
            $"""
             SELECT batch_id AS BatchId, place AS Place, organization_id AS OrganizationId, terms AS Terms, maker AS Maker,
                 attempt AS Attempt, state AS State, code AS Code, outcome AS Outcome, households AS Households, amount_fen AS AmountFen,
                 updated_at AS UpdatedAt
             FROM batch_organization AS entry
             WHERE batch_id = @id AND place >= @first AND place < @end AND state = '{BatchEntryStates.Waiting}' AND NOT EXISTS (
                 SELECT 1 FROM idempotency WHERE scope = entry.organization_id AND idempotency_key = @key)
             ORDER BY place
             """,
            new { id = batch.Id, first = chunk * batch.Chunk, end = (chunk + 1) * batch.Chunk, key = BatchRow.KeyOf(batch.Id) });

    /// <summary>The chunks that have organisations still to be tried.</summary>
    public static Task<IReadOnlyList<long>> ChunksAsync(Session session, BatchRow batch) => session.ListAsync<long>(
        $"""
         SELECT DISTINCT place / @chunk FROM batch_organization AS entry
         WHERE batch_id = @id AND state = '{BatchEntryStates.Waiting}' AND NOT EXISTS (
             SELECT 1 FROM idempotency WHERE scope = entry.organization_id AND idempotency_key = @key)
         ORDER BY 1
         """,
        new { id = batch.Id, chunk = batch.Chunk, key = BatchRow.KeyOf(batch.Id) });

    /// <summary>Notes what came of an attempt, unless it was asked for again since.</summary>
    /// <param name="session">The change it is noted in.</param>
    /// <param name="before">As it was tried.</param>
    /// <param name="after">As it stands now.</param>
    public static Task<int> NoteAsync(WriteSession session, BatchEntryRow before, BatchEntryRow after) => session.ExecutePreparedAsync(
        $"""
         UPDATE batch_organization SET state = @state, code = @code, outcome = @outcome, households = @households, amount_fen = @amount,
             updated_at = @updated
         WHERE batch_id = @batch AND place = @place AND attempt = @attempt AND state = '{BatchEntryStates.Waiting}'
         """,
        ["state", "code", "outcome", "households", "amount", "updated", "batch", "place", "attempt"],
        after.State, after.Code, after.Outcome, after.Households, after.AmountFen, after.UpdatedAt, before.BatchId, before.Place,
        before.Attempt);

    /// <summary>Asks for organisations that failed once more.</summary>
    /// <param name="session">The change; it holds the batch.</param>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="organization">Only this one; null for all that failed.</param>
    /// <param name="terms">Its figures from now on; null to leave them.</param>
    /// <returns>How many wait again.</returns>
    public static Task<int> AskAgainAsync(WriteSession session, BatchRow batch, string? organization, string? terms) =>
        session.ExecutePreparedAsync(
            $"""
             UPDATE batch_organization SET state = '{BatchEntryStates.Waiting}', code = '', outcome = '', attempt = attempt + 1,
                 maker = @maker, terms = COALESCE(@terms, terms), updated_at = @updated
             WHERE batch_id = @batch AND state = '{BatchEntryStates.Failed}' AND organization_id = COALESCE(@one, organization_id)
                 AND NOT EXISTS (SELECT 1 FROM idempotency WHERE scope = organization_id AND idempotency_key = @key)
             """,
            ["maker", "terms", "updated", "batch", "one", "key"],
            session.Change.Actor, terms, Moment.Of(session.Change.At), batch.Id, organization, BatchRow.KeyOf(batch.Id));

    /// <summary>How far a batch is.</summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="since">The last while begins here, in microseconds.</param>
    public static async Task<BatchFigures> FiguresAsync(Session session, BatchRow batch, long since)
    {
        var found = new BatchFigures(0, 0, 0, 0, 0, 0, 0, 0, 0);
        await foreach (var row in session.RowsAsync(
            $"""
             SELECT state, run_state, COUNT(*), CAST(SUM(households) AS BIGINT), CAST(SUM(amount) AS BIGINT),
                 CAST(SUM(CASE WHEN at >= @since THEN 1 ELSE 0 END) AS BIGINT),
                 CAST(COALESCE(MIN(CASE WHEN at >= @since THEN at END), 0) AS BIGINT), CAST(MAX(at) AS BIGINT)
             FROM (
                 SELECT {EntryState} AS state, COALESCE(run.state, '') AS run_state,
                     COALESCE(run.households, entry.households) AS households,
                     CASE WHEN run.id IS NULL THEN entry.amount_fen ELSE {Paid} END AS amount,
                     CASE WHEN run.id IS NOT NULL THEN idempotency.created_at WHEN entry.state = '{BatchEntryStates.Waiting}' THEN 0
                         ELSE entry.updated_at END AS at
                 {WithRuns} WHERE entry.batch_id = @id) AS each_one
             GROUP BY state, run_state
             """,
            new { id = batch.Id, since, key = BatchRow.KeyOf(batch.Id) }))
        {
            found = Add(found, (string)row[0]!, (string)row[1]!, [.. row.Skip(2).Select(value => Convert.ToInt64(value, null))]);
        }

        return found with { Runs = [.. RunStates.All.SelectMany(state => found.Runs.Where(each => each.State == state))] };
    }

    /// <summary>Why organisations failed, the most frequent cause first.</summary>
    public static async Task<IReadOnlyList<BatchCauseRow>> CausesAsync(Session session, BatchRow batch)
    {
        var found = new List<BatchCauseRow>();
        await foreach (var row in session.RowsAsync(
            $"""
             SELECT cause.code, number, first_one.outcome
             FROM (
                 SELECT code, COUNT(*) AS number, MIN(place) AS first FROM batch_organization AS entry
                 WHERE batch_id = @id AND state = '{BatchEntryStates.Failed}' AND NOT EXISTS (
                     SELECT 1 FROM idempotency WHERE scope = entry.organization_id AND idempotency_key = @key)
                 GROUP BY code) AS cause
             JOIN batch_organization AS first_one ON first_one.batch_id = @id AND first_one.place = cause.first
             ORDER BY number DESC, cause.code
             """,
            new { id = batch.Id, key = BatchRow.KeyOf(batch.Id) }))
        {
            found.Add(new BatchCauseRow((string)row[0]!, (long)row[1]!, (string)row[2]!));
        }

        return found;
    }

    /// <summary>The organisations of a batch with their runs, in order.</summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="only">Which of them.</param>
    /// <param name="after">Only those behind this place.</param>
    /// <param name="limit">At most so many.</param>
    public static async Task<IReadOnlyList<BatchOrganizationRow>> OrganizationsAsync(
        Session session, BatchRow batch, BatchOrganizationFilter only, long after, int limit)
    {
        var found = new List<BatchOrganizationRow>();
        var wanted = (only.State is null ? "" : $" AND {EntryState} = @State") + (only.RunState is null ? "" : " AND run.state = @RunState")
            + (only.ActState is null ? "" : " AND act.state = @ActState");
        await foreach (var row in session.RowsAsync(
            $"""
             SELECT entry.place, entry.organization_id, organization.name, {EntryState}, entry.outcome, run.id, run.state,
                 COALESCE(run.households, entry.households), CASE WHEN run.id IS NULL THEN entry.amount_fen ELSE {Paid} END,
                 act.state, act.outcome
             {WithRuns} JOIN organization ON organization.id = entry.organization_id
             LEFT JOIN batch_act_run AS act ON act.act_id = @act AND act.organization_id = entry.organization_id
             WHERE entry.batch_id = @id AND entry.place > @after{wanted} ORDER BY entry.place LIMIT @limit
             """,
            new
            {
                id = batch.Id, after, only.State, only.RunState, only.ActState, act = only.Act ?? "", limit = (long)limit,
                key = BatchRow.KeyOf(batch.Id),
            }))
        {
            found.Add(new BatchOrganizationRow(
                (long)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, (string)row[4]!, (string?)row[5], (string?)row[6],
                (long)row[7]!, (long)row[8]!)
            {
                ActState = (string?)row[9], ActOutcome = (string?)row[10] ?? "",
            });
        }

        return found;
    }

    /// <summary>The results of the runs of a batch that were not cancelled, as they are stored.</summary>
    public static IAsyncEnumerable<RunResultRow> ResultsAsync(Session session, BatchRow batch) => session.StreamAsync<RunResultRow>(
        $"""
         SELECT run.id AS RunId, run.result AS Result {WithRuns}
         WHERE entry.batch_id = @id AND run.state <> '{RunStates.Cancelled}' ORDER BY entry.place
         """,
        new { id = batch.Id, key = BatchRow.KeyOf(batch.Id) });

    // Sums leave out what was cancelled.
    private static BatchFigures Add(BatchFigures to, string state, string runState, long[] of)
    {
        to = to with
        {
            Waiting = to.Waiting + (state == BatchEntryStates.Waiting ? of[0] : 0),
            Done = to.Done + (state == BatchEntryStates.Done ? of[0] : 0),
            Failed = to.Failed + (state == BatchEntryStates.Failed ? of[0] : 0),
            Recent = to.Recent + of[3],
            RecentFrom = to.RecentFrom == 0 ? of[4] : of[4] == 0 ? to.RecentFrom : Math.Min(to.RecentFrom, of[4]),
            LastAt = Math.Max(to.LastAt, of[5]),
            Runs = runState.Length == 0 ? to.Runs : [.. to.Runs, new BatchRunsRow(runState, of[0], of[1], of[2])],
        };
        return runState == RunStates.Cancelled ? to with { Cancelled = to.Cancelled + of[0] }
            : to with { Households = to.Households + of[1], AmountFen = to.AmountFen + of[2] };
    }

    private static void Tell(WriteSession session, BatchRow? before, BatchRow after, string action, string details) =>
        session.Audit(new AuditDraft(action, BatchRow.Prefix + after.Id, after.OrganizationId)
        {
            Before = before?.RowDigest(), After = after.RowDigest(), Details = details,
        });
}
