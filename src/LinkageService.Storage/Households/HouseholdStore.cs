using System.Data.Common;
using System.Security.Cryptography;
using LinkageService.Storage.Access;

namespace LinkageService.Storage.Households;

/// <summary>Dated facts about households, read as of a date and as known at a moment.</summary>
public static class HouseholdStore
{
    // +known_at: a roster is read by household. Without the plus SQLite may take the index by moment, and look up every fact.
    internal const string Columns = """
        household_id AS HouseholdId, valid_from AS ValidFrom, known_at AS KnownAt, present AS Present, data AS Data,
        actor AS Actor, change_id AS ChangeId
        """;

    /// <summary>How every household stands on a date, by id; those that have left are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; <see cref="long.MaxValue"/> for now.</param>
    /// <param name="after">Only ids after this one; empty for all.</param>
    public static async IAsyncEnumerable<HouseholdFact> AsOfAsync(
        Session session, string organization, string asOf, long knownAt, string after = "")
    {
        HouseholdFact? last = null;
        var facts = session.EachAsync(
            $"""
             SELECT {Columns} FROM household_fact
             WHERE organization_id = @organization AND household_id > @after AND valid_from <= @asOf AND +known_at <= @knownAt
             ORDER BY household_id, valid_from, known_at
             """,
            new { organization, after, asOf, knownAt }, Read);
        await foreach (var fact in facts)
        {
            if (last is { Present: 1 } && !string.Equals(last.HouseholdId, fact.HouseholdId, StringComparison.Ordinal))
            {
                yield return last;
            }

            last = fact;
        }

        if (last is { Present: 1 })
        {
            yield return last;
        }
    }

    /// <summary>How many households there were on a date.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment.</param>
    public static async Task<int> CountAsync(Session session, string organization, string asOf, long knownAt) =>
        (int)await session.FirstAsync<long>(
            """
            SELECT COUNT(*) FROM (
                SELECT present, ROW_NUMBER() OVER (PARTITION BY household_id ORDER BY valid_from DESC, known_at DESC) AS place
                FROM household_fact WHERE organization_id = @organization AND valid_from <= @asOf AND +known_at <= @knownAt) AS standing
            WHERE place = 1 AND present = 1
            """,
            new { organization, asOf, knownAt });

    /// <summary>What is said of every household on a date, by id; those that have left are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment.</param>
    public static async IAsyncEnumerable<(string HouseholdId, string Data)> DataAsOfAsync(
        Session session, string organization, string asOf, long knownAt)
    {
        (string Id, string? Data)? last = null;
        var rows = session.EachAsync(
            """
            SELECT household_id, present, data FROM household_fact
            WHERE organization_id = @organization AND valid_from <= @asOf AND +known_at <= @knownAt
            ORDER BY household_id, valid_from, known_at
            """,
            new { organization, asOf, knownAt },
            static row => (Id: row.GetString(0), Data: row.GetInt64(1) == 1 ? row.GetString(2) : null));
        await foreach (var row in rows)
        {
            if (last is { Data: { } data } && !string.Equals(last.Value.Id, row.Id, StringComparison.Ordinal))
            {
                yield return (last.Value.Id, data);
            }

            last = row;
        }

        if (last is { Data: { } rest })
        {
            yield return (last.Value.Id, rest);
        }
    }

    /// <summary>Every fact dated up to <paramref name="through"/>, household by household, each in the order of dates.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="through">The last date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only what was known at this moment; of facts of one date the one known last comes last.</param>
    public static IAsyncEnumerable<HouseholdFact> ThroughAsync(Session session, string organization, string through, long knownAt) =>
        session.EachAsync(
            $"""
             SELECT {Columns} FROM household_fact
             WHERE organization_id = @organization AND valid_from <= @through AND +known_at <= @knownAt
             ORDER BY household_id, valid_from, known_at
             """,
            new { organization, through, knownAt }, Read);

    /// <summary>
    /// Every fact of the households from one id to another, both included: household by household, each in the order of dates, of
    /// one date the one known last coming last.
    /// </summary>
    public static Task<IReadOnlyList<HouseholdFact>> RangeAsync(Session session, string organization, string first, string last) =>
        session.ListAsync<HouseholdFact>(
            $"""
             SELECT {Columns} FROM household_fact
             WHERE organization_id = @organization AND household_id >= @first AND household_id <= @last
             ORDER BY household_id, valid_from, known_at
             """,
            new { organization, first, last });

    /// <summary>The next ids of which anything was ever said, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="after">Only ids after this one; empty for the first.</param>
    /// <param name="limit">At most so many.</param>
    public static Task<IReadOnlyList<string>> IdsAfterAsync(Session session, string organization, string after, int limit) =>
        session.ListAsync<string>(
            """
            SELECT DISTINCT household_id FROM household_fact
            WHERE organization_id = @organization AND household_id > @after ORDER BY household_id LIMIT @limit
            """,
            new { organization, after, limit });

    /// <summary>How a household stands on a date; null when it is not known, with Present 0 when it has left.</summary>
    public static Task<HouseholdFact?> FindAsync(Session session, string organization, string household, string asOf, long knownAt) =>
        session.FirstAsync<HouseholdFact>(
            $"""
             SELECT {Columns} FROM household_fact
             WHERE organization_id = @organization AND household_id = @household AND valid_from <= @asOf AND known_at <= @knownAt
             ORDER BY valid_from DESC, known_at DESC LIMIT 1
             """,
            new { organization, household, asOf, knownAt });

    /// <summary>Every fact of a household, by date and then by when it became known.</summary>
    public static Task<IReadOnlyList<HouseholdFact>> HistoryAsync(Session session, string organization, string household) =>
        session.ListAsync<HouseholdFact>(
            $"""
             SELECT {Columns} FROM household_fact WHERE organization_id = @organization AND household_id = @household
             ORDER BY valid_from, known_at
             """,
            new { organization, household });

    /// <summary>The first date from which any household stands on the roster; null for a roster that never had one.</summary>
    public static Task<string?> FirstDateAsync(Session session, string organization) => session.FirstAsync<string>(
        """
        SELECT valid_from FROM household_fact WHERE organization_id = @organization AND present = 1 ORDER BY valid_from LIMIT 1
        """,
        new { organization });

    /// <summary>Whether any household has a fact of a later date.</summary>
    public static async Task<bool> AnyAfterAsync(Session session, string organization, string validFrom) =>
        (await session.ListAsync<string>(
            """
            SELECT household_id FROM household_fact WHERE organization_id = @organization AND valid_from > @validFrom LIMIT 1
            """,
            new { organization, validFrom })).Count > 0;

    /// <summary>Ids of the households some fact of which says that somebody died.</summary>
    public static Task<IReadOnlyList<string>> WithDeceasedAsync(Session session, string organization) => session.ListAsync<string>(
        """
        SELECT DISTINCT household_id FROM household_fact WHERE organization_id = @organization AND data LIKE '%"deceased":%'
        ORDER BY household_id
        """,
        new { organization });

    /// <summary>Whether a person, whichever way the name is written, ever said anything of a household.</summary>
    public static async Task<bool> HasFactsByAsync(Session session, string organization, string actor) =>
        (await session.ListAsync<string>(
            "SELECT DISTINCT actor FROM household_fact WHERE organization_id = @organization", new { organization }))
        .Any(name => Person.IsSame(name, actor));

    /// <summary>Ids of the households of which something became known after a moment, or holds from a day after a date on.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="date">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">The moment, in microseconds.</param>
    public static Task<IReadOnlyList<string>> ChangedSinceAsync(Session session, string organization, string date, long knownAt) =>
        session.ListAsync<string>(
            """
            SELECT DISTINCT household_id FROM household_fact
            WHERE organization_id = @organization AND (known_at > @knownAt OR valid_from > @date) ORDER BY household_id
            """,
            new { organization, date, knownAt });

    /// <summary>
    /// Every fact dated up to <paramref name="through"/> of the households of which something became known after a moment, household by
    /// household, each in the order of dates; of one date the one known last comes last.
    /// </summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Id of the organisation whose roster it is.</param>
    /// <param name="through">The last date, yyyy-MM-dd.</param>
    /// <param name="knownAt">The moment, in microseconds.</param>
    public static IAsyncEnumerable<HouseholdFact> OfThoseChangedAsync(
        Session session, string organization, string through, long knownAt) =>
        session.EachAsync(
            $"""
             SELECT {Columns} FROM household_fact
             WHERE organization_id = @organization AND valid_from <= @through AND household_id IN (
                 SELECT household_id FROM household_fact
                 WHERE organization_id = @organization AND valid_from <= @through AND known_at > @knownAt)
             ORDER BY household_id, valid_from, known_at
             """,
            new { organization, through, knownAt }, Read);

    internal static HouseholdFact Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetString(5), row.GetString(6));

    /// <summary>Writes a fact.</summary>
    public static Task AddAsync(WriteSession session, string organization, HouseholdFact fact) => session.InsertAsync(
        Tables.HouseholdFact, organization, fact.HouseholdId, fact.ValidFrom, fact.KnownAt, fact.Present, fact.Data, fact.Actor,
        fact.ChangeId);

    /// <summary>Writes many facts.</summary>
    public static Task AddManyAsync(WriteSession session, string organization, IReadOnlyList<HouseholdFact> facts) =>
        session.InsertManyAsync(Tables.HouseholdFact, facts.Select(fact => new object?[]
        {
            organization, fact.HouseholdId, fact.ValidFrom, fact.KnownAt, fact.Present, fact.Data, fact.Actor, fact.ChangeId,
        }).ToArray());
}

/// <summary>
/// How a household stands from a date on, until the date of its next fact. Facts are never changed: a correction is a fact of
/// the same date known later, and of two facts of one date the one known last counts.
/// </summary>
/// <param name="HouseholdId">The member number.</param>
/// <param name="ValidFrom">The first date it holds for, yyyy-MM-dd.</param>
/// <param name="KnownAt">When it became known, in microseconds.</param>
/// <param name="Present">1 when the household is on the roster, 0 when it has left.</param>
/// <param name="Data">JSON: name, members, tags, holdings, account, persons; private numbers are encrypted inside.</param>
/// <param name="Actor">Who said so.</param>
/// <param name="ChangeId">The change that brought it.</param>
public sealed record HouseholdFact(
    string HouseholdId, string ValidFrom, long KnownAt, long Present, string Data, string Actor, string ChangeId)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] Digest(string organization) => Tables.HouseholdFact.Digest(
        organization, HouseholdId, ValidFrom, KnownAt, Present, Data, Actor, ChangeId);

    /// <summary>What the audit log keeps of a change: the digest of its only fact, or SHA-256 over those of several.</summary>
    /// <param name="organization">Id of the organisation whose household it is.</param>
    /// <param name="facts">Of one household, in the order of dates.</param>
    public static byte[] Digest(string organization, IReadOnlyList<HouseholdFact> facts) => facts.Count == 1
        ? facts[0].Digest(organization)
        : SHA256.HashData(facts.SelectMany(fact => fact.Digest(organization)).ToArray());
}
