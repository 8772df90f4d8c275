using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Batches;

/// <summary>Acts on the runs of batches. Only the latest of a batch can still be confirmed.</summary>
public static class BatchActStore
{
    private const string Select = """
        SELECT id AS Id, batch_id AS BatchId, act AS Act, terms AS Terms, runs AS Runs, state AS State,
        exceptions_seen AS ExceptionsSeen, maker AS Maker, confirmer AS Confirmer, revision AS Revision, created_at AS CreatedAt,
        confirmed_at AS ConfirmedAt, updated_at AS UpdatedAt FROM batch_act
        """;

    /// <summary>The act, or null.</summary>
    public static Task<BatchActRow?> FindAsync(Session session, string id) =>
        session.FirstAsync<BatchActRow>(Select + " WHERE id = @id", new { id });

    /// <summary>The latest act of a batch, or null.</summary>
    public static Task<BatchActRow?> LatestAsync(Session session, string batch) =>
        session.FirstAsync<BatchActRow>(Select + " WHERE batch_id = @batch ORDER BY id DESC LIMIT 1", new { batch });

    /// <summary>Those whose runs are being looked through or acted on, the oldest first.</summary>
    public static Task<IReadOnlyList<BatchActRow>> UnderWayAsync(Session session) => session.ListAsync<BatchActRow>(
        Select + $" WHERE state IN ('{BatchActStates.Checking}', '{BatchActStates.Running}') ORDER BY id");

    /// <summary>The runs of a batch, in order.</summary>
    public static Task<IReadOnlyList<BatchRunRow>> RunsAsync(Session session, BatchRow batch) => session.ListAsync<BatchRunRow>(
        $"""
         SELECT entry.place AS Place, entry.organization_id AS OrganizationId, run.id AS RunId, run.revision AS Revision, run.state AS State
         {BatchStore.WithRuns} WHERE entry.batch_id = @id AND run.id IS NOT NULL ORDER BY entry.place
         """,
        new { id = batch.Id, key = BatchRow.KeyOf(batch.Id) });

    /// <summary>Writes a new act with its runs, and tells the audit log.</summary>
    public static async Task AddAsync(
        WriteSession session, BatchRow batch, BatchActRow row, IReadOnlyList<BatchActRunRow> runs, string details)
    {
        await session.InsertAsync(Tables.BatchAct, row.Values());
        await session.InsertManyAsync(Tables.BatchActRun, [.. runs.Select(run => run.Values())]);
        Tell(session, batch, (null, row), "batch.check", details);
    }

    /// <summary>Writes where an act stands from now on, and tells the audit log.</summary>
    /// <param name="session">The change; it holds the batch.</param>
    /// <param name="batch">Whose act it is.</param>
    /// <param name="step">As it stood, and the same one revision later.</param>
    /// <param name="action">As the audit log calls it.</param>
    /// <param name="details">JSON for the audit log.</param>
    public static async Task SaveAsync(
        WriteSession session, BatchRow batch, (BatchActRow Before, BatchActRow After) step, string action, string details = "{}")
    {
        await session.UpsertAsync(Tables.BatchAct, step.After.Values());
        Tell(session, batch, step, action, details);
    }

    /// <summary>The runs of a chunk that the act still has to do with, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="batch">Whose act it is.</param>
    /// <param name="act">The act as it was read.</param>
    /// <param name="chunk">Which chunk, from 0.</param>
    public static Task<IReadOnlyList<BatchActRunRow>> WaitingAsync(Session session, BatchRow batch, BatchActRow act, int chunk) =>
        session.ListAsync<BatchActRunRow>(
            """
            SELECT act_id AS ActId, place AS Place, organization_id AS OrganizationId, run_id AS RunId, run_revision AS RunRevision,
                terms AS Terms, state AS State, code AS Code, outcome AS Outcome, exceptions AS Exceptions, updated_at AS UpdatedAt
            FROM batch_act_run WHERE act_id = @id AND place >= @first AND place < @end AND state = @state ORDER BY place
            """,
            new { id = act.Id, first = chunk * batch.Chunk, end = (chunk + 1) * batch.Chunk, state = StillOf(act) });

    /// <summary>The chunks that have runs the act still has to do with.</summary>
    public static Task<IReadOnlyList<long>> ChunksAsync(Session session, BatchRow batch, BatchActRow act) => session.ListAsync<long>(
        "SELECT DISTINCT place / @chunk FROM batch_act_run WHERE act_id = @id AND state = @state ORDER BY 1",
        new { id = act.Id, chunk = batch.Chunk, state = StillOf(act) });

    /// <summary>Notes what came of a run, unless somebody else did.</summary>
    /// <param name="session">The change it is noted in.</param>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it stands now.</param>
    /// <returns>1, or 0 when somebody else did.</returns>
    public static Task<int> NoteAsync(WriteSession session, BatchActRunRow before, BatchActRunRow after) => session.ExecutePreparedAsync(
        """
        UPDATE batch_act_run SET state = @state, code = @code, outcome = @outcome, exceptions = @exceptions, updated_at = @updated
        WHERE act_id = @act AND place = @place AND state = @before
        """,
        ["state", "code", "outcome", "exceptions", "updated", "act", "place", "before"],
        after.State, after.Code, after.Outcome, after.Exceptions, Moment.Of(session.Change.At), before.ActId, before.Place, before.State);

    /// <summary>How far an act is.</summary>
    public static async Task<BatchActFigures> FiguresAsync(Session session, BatchActRow act)
    {
        var found = new BatchActFigures(0, 0, 0, 0, 0, 0, 0, 0, 0);
        await foreach (var row in session.RowsAsync(
            $"""
             SELECT entry.state, COUNT(*), CAST(SUM(CASE WHEN entry.exceptions <> '' THEN 1 ELSE 0 END) AS BIGINT),
                 CAST(SUM(run.households) AS BIGINT), CAST(SUM({BatchStore.Paid}) AS BIGINT), MAX(entry.updated_at)
             FROM batch_act_run AS entry JOIN run ON run.id = entry.run_id WHERE entry.act_id = @id GROUP BY entry.state
             """,
            new { id = act.Id }))
        {
            found = Add(found, (string)row[0]!, [.. row.Skip(1).Select(value => Convert.ToInt64(value, null))]);
        }

        return found;
    }

    /// <summary>Why runs cannot be done or could not, the most frequent cause first.</summary>
    public static async Task<IReadOnlyList<BatchCauseRow>> CausesAsync(Session session, BatchActRow act)
    {
        var found = new List<BatchCauseRow>();
        await foreach (var row in session.RowsAsync(
            $"""
             SELECT cause.code, number, first_one.outcome
             FROM (
                 SELECT code, COUNT(*) AS number, MIN(place) AS first FROM batch_act_run
                 WHERE act_id = @id AND state IN ('{BatchActRunStates.Blocked}', '{BatchActRunStates.Failed}') GROUP BY code) AS cause
             JOIN batch_act_run AS first_one ON first_one.act_id = @id AND first_one.place = cause.first
             ORDER BY number DESC, cause.code
             """,
            new { id = act.Id }))
        {
            found.Add(new BatchCauseRow((string)row[0]!, (long)row[1]!, (string)row[2]!));
        }

        return found;
    }

    private static string StillOf(BatchActRow act) =>
        act.State == BatchActStates.Checking ? BatchActRunStates.Waiting : BatchActRunStates.Ready;

    private static BatchActFigures Add(BatchActFigures to, string state, long[] of)
    {
        to = to with
        {
            Waiting = to.Waiting + (state == BatchActRunStates.Waiting ? of[0] : 0),
            Ready = to.Ready + (state == BatchActRunStates.Ready ? of[0] : 0),
            Blocked = to.Blocked + (state == BatchActRunStates.Blocked ? of[0] : 0),
            Done = to.Done + (state == BatchActRunStates.Done ? of[0] : 0),
            Failed = to.Failed + (state == BatchActRunStates.Failed ? of[0] : 0),
            LastAt = Math.Max(to.LastAt, of[4]),
        };
        return state is BatchActRunStates.Ready or BatchActRunStates.Done
            ? to with
            {
                WithExceptions = to.WithExceptions + of[1], Households = to.Households + of[2], AmountFen = to.AmountFen + of[3],
            }
            : to;
    }

    private static void Tell(
        WriteSession session, BatchRow batch, (BatchActRow? Before, BatchActRow After) step, string action, string details) =>
        session.Audit(new AuditDraft(action, BatchActRow.Prefix + step.After.Id, batch.OrganizationId)
        {
            Before = step.Before?.RowDigest(), After = step.After.RowDigest(), Details = details,
        });
}
