using System.Security.Cryptography;
using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Payments;

/// <summary>The payments of runs: an envelope each, with every attempt, and the rows of banks that fit none.</summary>
public static class PaymentStore
{
    // What one statement is asked for at a time.
    private const int IdsPerStatement = 500;

    private const string EnvelopeColumns = """
        run_id AS RunId, organization_id AS OrganizationId, run_digest AS RunDigest, households AS Households, amount_fen AS AmountFen,
        prepared_by AS PreparedBy, prepared_at AS PreparedAt, funds_by AS FundsBy, funds_on AS FundsOn,
        funds_reference AS FundsReference, funds_at AS FundsAt, lines_digest AS LinesDigest, revision AS Revision
        """;

    private const string AttemptColumns = """
        run_id AS RunId, household_id AS HouseholdId, attempt AS Attempt, latest AS Latest, end_to_end_id AS EndToEndId,
        channel AS Channel, state AS State, amount_fen AS AmountFen, name AS Name, account AS Account, account_hint AS AccountHint,
        bank AS Bank, bank_code AS BankCode, changed_by AS ChangedBy, confirmed_by AS ConfirmedBy, sent_on AS SentOn,
        settled_on AS SettledOn, was_paid AS WasPaid, reason AS Reason, words AS Words, collector AS Collector, relation AS Relation,
        note AS Note, made_by AS MadeBy, made_at AS MadeAt, updated_by AS UpdatedBy, updated_at AS UpdatedAt
        """;

    private const string UnmatchedColumns = """
        run_id AS RunId, id AS Id, row_number AS RowNumber, fault AS Fault, end_to_end_id AS EndToEndId, household_id AS HouseholdId,
        account AS Account, account_hint AS AccountHint, name AS Name, amount_fen AS AmountFen, outcome AS Outcome, reason AS Reason,
        words AS Words, result_on AS ResultOn, noted_by AS NotedBy, noted_at AS NotedAt
        """;

    private const string Waits = "CAST(CASE WHEN changed_by IS NOT NULL AND confirmed_by IS NULL THEN 1 ELSE 0 END AS BIGINT)";

    private const string StandingSql = $"""
        SELECT state, channel, {Waits} AS waits, COUNT(*), CAST(SUM(amount_fen) AS BIGINT)
        FROM payment_attempt WHERE run_id = @run AND latest = 1 GROUP BY state, channel, {Waits} ORDER BY state, channel, waits
        """;

    private const string DigestsSql = """
        SELECT digest FROM payment_attempt WHERE run_id = @run ORDER BY household_id, attempt
        """;

    private const string UnmatchedDigestsSql = "SELECT digest FROM payment_unmatched WHERE run_id = @run ORDER BY id";

    /// <summary>The envelope of a run; null where its payments were not prepared here.</summary>
    public static Task<PaymentEnvelopeRow?> FindEnvelopeAsync(Session session, string run) => session.FirstAsync<PaymentEnvelopeRow>(
        $"SELECT {EnvelopeColumns} FROM payment_envelope WHERE run_id = @run", new { run });

    /// <summary>How the payments of a run stand, in the order of household ids.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Id of the run that they pay.</param>
    /// <param name="states">Only those in one of these states; null for all.</param>
    /// <param name="after">Only those of households after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="updatedSince">Only those that changed from this moment on; null for all.</param>
    public static Task<IReadOnlyList<PaymentAttemptRow>> PageAsync(
        Session session, string run, string[]? states, string after, int limit, long? updatedSince = null) =>
        session.ListAsync<PaymentAttemptRow>(
            $"""
             SELECT {AttemptColumns} FROM payment_attempt
             WHERE run_id = @run AND latest = 1 AND household_id > @after{Since(updatedSince)}
                 {(states is null ? "" : " AND " + session.IsOneOf("state", nameof(states)))}
             ORDER BY household_id LIMIT @limit
             """,
            new { run, states, after, limit, updatedSince });

    /// <summary>How the payments of a run stand, in the order in which they changed.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Id of the run that they pay.</param>
    /// <param name="states">Only those in one of these states; null for all.</param>
    /// <param name="updatedSince">Only those that changed from this moment on; null for all.</param>
    /// <param name="order">Which way round, and from where on.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<PaymentAttemptRow>> PageAsync(
        Session session, string run, string[]? states, long? updatedSince, ChangeOrder order, int limit) =>
        session.ListAsync<PaymentAttemptRow>(
            $"""
             SELECT {AttemptColumns} FROM payment_attempt
             WHERE run_id = @run AND latest = 1{Since(updatedSince)}{order.Where("updated_at", "household_id")}
                 {(states is null ? "" : " AND " + session.IsOneOf("state", nameof(states)))}
             {order.By("updated_at", "household_id")} LIMIT @limit
             """,
            new { run, states, updatedSince, order.AfterMoment, order.AfterId, limit });

    private static string Since(long? updatedSince) => updatedSince is null ? "" : " AND updated_at >= @updatedSince";

    /// <summary>Runs with a payment that is with the bank since a moment at the latest.</summary>
    public static Task<IReadOnlyList<string>> SentRunsAsync(Session session, long until) => session.ListAsync<string>(
        $"""
         SELECT DISTINCT run_id FROM payment_attempt WHERE latest = 1 AND state = '{PaymentStates.Sent}' AND updated_at <= @until ORDER BY 1
         """,
        new { until });

    /// <summary>The households whose payments are in one of these states; null for all. In no order.</summary>
    public static Task<IReadOnlyList<string>> HouseholdsAsync(Session session, string run, string[]? states) =>
        session.ListAsync<string>(
            $"""
             SELECT household_id FROM payment_attempt
             WHERE run_id = @run AND latest = 1{(states is null ? "" : " AND " + session.IsOneOf("state", nameof(states)))}
             """,
            new { run, states });

    /// <summary>Payments whose changed account waits for a second person, in the order of household ids.</summary>
    public static Task<IReadOnlyList<PaymentAttemptRow>> WaitingAsync(Session session, string run, int limit) =>
        session.ListAsync<PaymentAttemptRow>(
            $"""
             SELECT {AttemptColumns} FROM payment_attempt
             WHERE run_id = @run AND latest = 1 AND state = '{PaymentStates.ToPay}' AND {Waits} = 1 ORDER BY household_id LIMIT @limit
             """,
            new { run, limit });

    /// <summary>All attempts to pay a household, first to last; empty where the run does not pay it.</summary>
    public static Task<IReadOnlyList<PaymentAttemptRow>> AttemptsAsync(Session session, string run, string household) =>
        session.ListAsync<PaymentAttemptRow>(
            $"SELECT {AttemptColumns} FROM payment_attempt WHERE run_id = @run AND household_id = @household ORDER BY attempt",
            new { run, household });

    /// <summary>
    /// What became of every attempt that was made to pay anybody, by household and attempt; none for what is still to be paid.
    /// </summary>
    public static Task<IReadOnlyList<AttemptOutcome>> OutcomesAsync(Session session, string run) =>
        session.ListAsync<AttemptOutcome>(
            $"""
             SELECT household_id AS HouseholdId, attempt AS Attempt, state AS State, amount_fen AS AmountFen, settled_on AS SettledOn,
                 reason AS Reason, collector AS Collector, relation AS Relation
             FROM payment_attempt WHERE run_id = @run AND state NOT IN ('{PaymentStates.ToPay}', '{PaymentStates.Replaced}')
             ORDER BY household_id, attempt
             """,
            new { run });

    /// <summary>Every attempt of a run, by household, first to last.</summary>
    public static Task<IReadOnlyList<PaymentAttemptRow>> EveryAttemptAsync(Session session, string run) =>
        session.ListAsync<PaymentAttemptRow>(
            $"SELECT {AttemptColumns} FROM payment_attempt WHERE run_id = @run ORDER BY household_id, attempt", new { run });

    /// <summary>The attempts with one of these ids of the bank.</summary>
    public static Task<IReadOnlyList<PaymentAttemptRow>> ByEndToEndIdAsync(
        Session session, string run, IReadOnlyList<string> endToEndIds) => ManyAsync(session, run, "end_to_end_id", endToEndIds);

    /// <summary>How the payments of these households stand.</summary>
    public static Task<IReadOnlyList<PaymentAttemptRow>> LatestAsync(
        Session session, string run, IReadOnlyList<string> households) =>
        ManyAsync(session, run, "latest = 1 AND household_id", households);

    /// <summary>Households and money by the state and channel of the attempt that counts.</summary>
    public static async Task<IReadOnlyList<PaymentStanding>> StandingAsync(Session session, string run)
    {
        // Read as they come: without rows SQLite does not know the types of what is computed.
        var found = new List<PaymentStanding>();
        await foreach (var row in session.RowsAsync(StandingSql, new { run }))
        {
            found.Add(new PaymentStanding((string)row[0]!, (string)row[1]!, (long)row[2]!, (long)row[3]!, (long)row[4]!));
        }

        return found;
    }

    /// <summary>What went to the bank, and what of it came back, over all attempts.</summary>
    public static Task<PaymentMovements?> MovementsAsync(Session session, string run) => session.FirstAsync<PaymentMovements>(
        $"""
         SELECT {Sum("sent_on IS NOT NULL", "Sent")}, {Sum("reason IS NOT NULL", "Returned")},
             {Sum("reason IS NOT NULL AND was_paid = 1", "Reversed")}
         FROM payment_attempt WHERE run_id = @run
         """,
        new { run });

    /// <summary>The rows put aside of a run, in the order of their ids.</summary>
    public static Task<IReadOnlyList<UnmatchedRow>> UnmatchedAsync(Session session, string run, string after, int limit) =>
        session.ListAsync<UnmatchedRow>(
            $"SELECT {UnmatchedColumns} FROM payment_unmatched WHERE run_id = @run AND id > @after ORDER BY id LIMIT @limit",
            new { run, after, limit });

    /// <summary>How many rows of a run were put aside.</summary>
    public static Task<long> UnmatchedCountAsync(Session session, string run) => session.FirstAsync<long>(
        "SELECT COUNT(*) FROM payment_unmatched WHERE run_id = @run", new { run });

    /// <summary>Writes an envelope or its change, with the lines it brings, and tells the audit log.</summary>
    /// <param name="session">The change; it holds the run.</param>
    /// <param name="before">As it stands; null for a new one.</param>
    /// <param name="after">As it will be; its digest of the lines and its revision are made here.</param>
    /// <param name="lines">What is new or other with it.</param>
    /// <returns>The envelope as written.</returns>
    public static async Task<PaymentEnvelopeRow> WriteAsync(
        WriteSession session, PaymentEnvelopeRow? before, PaymentEnvelopeRow after, PaymentLines lines)
    {
        await session.UpsertManyAsync(Tables.PaymentAttempt, [.. lines.Attempts.Select(attempt => attempt.Values())]);
        foreach (var row in lines.Unmatched)
        {
            await session.EnsureAsync(Tables.PaymentUnmatched, row.Values());
        }

        var written = after with
        {
            LinesDigest = await LinesDigestAsync(session, after.RunId), Revision = (before?.Revision ?? 0) + 1,
        };
        await session.UpsertAsync(Tables.PaymentEnvelope, written.Values());
        session.Audit(new AuditDraft(lines.Action, PaymentEnvelopeRow.SubjectOf(after.RunId), after.OrganizationId)
        {
            Before = before?.RowDigest(),
            After = written.RowDigest(),
            Details = lines.Details,
        });
        return written;
    }

    /// <summary>Writes lines whose numbers are sealed otherwise, and tells the audit log: it is no change of the payments.</summary>
    /// <param name="session">The change; it holds the run.</param>
    /// <param name="envelope">As it stands.</param>
    /// <param name="lines">The lines under another seal.</param>
    public static async Task SealAsync(WriteSession session, PaymentEnvelopeRow envelope, PaymentLines lines)
    {
        await session.UpsertManyAsync(Tables.PaymentAttempt, [.. lines.Attempts.Select(attempt => attempt.Values())]);
        await session.UpsertManyAsync(Tables.PaymentUnmatched, [.. lines.Unmatched.Select(row => row.Values())]);
        var written = envelope with { LinesDigest = await LinesDigestAsync(session, envelope.RunId) };
        await session.UpsertAsync(Tables.PaymentEnvelope, written.Values());
        session.Audit(new AuditDraft(lines.Action, PaymentEnvelopeRow.SubjectOf(envelope.RunId), envelope.OrganizationId)
        {
            Before = envelope.RowDigest(), After = written.RowDigest(), Details = lines.Details,
        });
    }

    /// <summary>SHA-256 over the digests of all attempts of a run and all rows put aside, as they are stored.</summary>
    internal static async Task<byte[]> LinesDigestAsync(Session session, string run)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sql in new[] { DigestsSql, UnmatchedDigestsSql })
        {
            await foreach (var row in session.RowsAsync(sql, new { run }))
            {
                hash.AppendData(row[0] as byte[] ?? []);
            }
        }

        return hash.GetHashAndReset();
    }

    private static string Sum(string condition, string name) =>
        $"""
         CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT) AS {name},
         CAST(COALESCE(SUM(CASE WHEN {condition} THEN amount_fen ELSE 0 END), 0) AS BIGINT) AS {name}Fen
         """;

    private static async Task<IReadOnlyList<PaymentAttemptRow>> ManyAsync(
        Session session, string run, string column, IReadOnlyList<string> values)
    {
        var found = new List<PaymentAttemptRow>(values.Count);
        foreach (var ids in values.Distinct(StringComparer.Ordinal).Chunk(IdsPerStatement))
        {
            found.AddRange(await session.ListAsync<PaymentAttemptRow>(
                $"SELECT {AttemptColumns} FROM payment_attempt WHERE run_id = @run AND {session.IsOneOf(column, nameof(ids))}",
                new { run, ids }));
        }

        return found;
    }
}

/// <summary>What a change of payments writes, and what it tells the audit log.</summary>
/// <param name="Action">As the audit log calls it.</param>
/// <param name="Attempts">New or other attempts, each once.</param>
/// <param name="Details">JSON for the audit log, without any private value.</param>
public sealed record PaymentLines(string Action, IReadOnlyList<PaymentAttemptRow> Attempts, string Details = "{}")
{
    /// <summary>Rows to be put aside.</summary>
    public IReadOnlyList<UnmatchedRow> Unmatched { get; init; } = [];
}

/// <summary>What became of an attempt to pay a household.</summary>
/// <param name="HouseholdId">The household.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="State">One of <see cref="PaymentStates"/>: neither to be paid nor replaced.</param>
/// <param name="AmountFen">Positive.</param>
/// <param name="SettledOn">The day of the last result, yyyy-MM-dd; null where there is none.</param>
/// <param name="Reason">Why it was returned.</param>
/// <param name="Collector">Who received it in the household's place.</param>
/// <param name="Relation">What they are to the household.</param>
public sealed record AttemptOutcome(
    string HouseholdId, long Attempt, string State, long AmountFen, string? SettledOn, string? Reason, string? Collector,
    string? Relation);

/// <summary>Households that stand alike.</summary>
/// <param name="State"><see cref="PaymentStates"/>.</param>
/// <param name="Channel"><see cref="PaymentChannels"/>.</param>
/// <param name="Waits">1 where a second person has to agree to the account.</param>
/// <param name="Households">How many.</param>
/// <param name="AmountFen">What they are paid, together.</param>
public sealed record PaymentStanding(string State, string Channel, long Waits, long Households, long AmountFen);

/// <summary>What went through the bank, over all attempts.</summary>
/// <param name="Sent">Payments sent.</param>
/// <param name="SentFen">Their money.</param>
/// <param name="Returned">Those of them that came back.</param>
/// <param name="ReturnedFen">Their money.</param>
/// <param name="Reversed">Those that came back after they had arrived.</param>
/// <param name="ReversedFen">Their money.</param>
public sealed record PaymentMovements(long Sent, long SentFen, long Returned, long ReturnedFen, long Reversed, long ReversedFen);
