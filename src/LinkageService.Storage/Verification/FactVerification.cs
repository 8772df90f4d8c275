using System.Security.Cryptography;
using LinkageService.Storage.Households;

namespace LinkageService.Storage.Verification;

/// <summary>
/// Compares the dated facts of each change with its audit entry: those of one household with the household's entry, those of an
/// import together with the entry of the import.
/// </summary>
internal static class FactVerification
{
    private const string HouseholdSubject = "'household/' || f.organization_id || '/' || f.household_id";

    private const string OrganizationSubject = "'fact/' || f.organization_id || '/' || f.kind";

    private static readonly string FactSql = $"""
        SELECT {string.Join(", ", Tables.HouseholdFact.Columns.Select(column => "f." + column))}, a.subject, a.after_digest
        FROM household_fact f LEFT JOIN audit a ON a.change_id = f.change_id AND a.after_digest IS NOT NULL
            AND a.subject IN ('import/' || f.change_id, {HouseholdSubject})
        ORDER BY f.change_id, f.organization_id, f.household_id, f.valid_from, f.known_at
        """;

    private static readonly string LinkageSql = $"""
        SELECT {string.Join(", ", Tables.LinkageFact.Columns.Select(column => "f." + column))}, a.subject, a.after_digest
        FROM linkage_fact f LEFT JOIN audit a ON a.change_id = f.change_id AND a.after_digest IS NOT NULL
            AND a.subject = 'linkage/' || f.id
        """;

    private static readonly string OrganizationSql = $"""
        SELECT {string.Join(", ", Tables.OrganizationFact.Columns.Select(column => "f." + column))}, a.subject, a.after_digest
        FROM organization_fact f LEFT JOIN audit a ON a.change_id = f.change_id AND a.after_digest IS NOT NULL
            AND a.subject = {OrganizationSubject}
        """;

    private const string LostSql = $"""
        SELECT DISTINCT a.subject FROM audit a WHERE a.after_digest IS NOT NULL AND (
            (a.subject LIKE 'household/%' AND NOT EXISTS (
                SELECT 1 FROM household_fact f WHERE f.change_id = a.change_id AND a.subject = {HouseholdSubject}))
            OR (a.subject LIKE 'import/%' AND NOT EXISTS (SELECT 1 FROM household_fact f WHERE f.change_id = a.change_id))
            OR (a.subject LIKE 'linkage/%' AND NOT EXISTS (
                SELECT 1 FROM linkage_fact f WHERE f.change_id = a.change_id AND a.subject = 'linkage/' || f.id)))
        ORDER BY 1
        """;

    private const string LostOrganizationSql = $"""
        SELECT DISTINCT a.subject FROM audit a WHERE a.after_digest IS NOT NULL AND a.subject LIKE 'fact/%' AND NOT EXISTS (
            SELECT 1 FROM organization_fact f WHERE f.change_id = a.change_id AND a.subject = {OrganizationSubject})
        ORDER BY 1
        """;

    private const string AllFacts =
        "SELECT organization_id, known_at FROM household_fact UNION ALL SELECT organization_id, known_at FROM linkage_fact";

    // What became known last numbers the next fact: it runs neither ahead of the facts nor behind them.
    private static string KnownAtSql(string facts) => $"""
        SELECT o.id FROM organization o WHERE o.facts_known_at <> (
            SELECT COALESCE(MAX(f.known_at), 0) FROM ({facts}) f WHERE f.organization_id = o.id)
        """;

    public static async Task RunAsync(Session session, FindingList findings)
    {
        var hasOrganizationFacts = await Migrator.VersionAsync(session) >= Migrator.OrganizationFactsVersion;
        var rewritten = await RewrittenDigests.ReadAsync(session);
        using var change = new ChangeDigest(findings);
        await foreach (var row in session.RowsAsync(FactSql))
        {
            var columns = Tables.HouseholdFact.Columns.Count;
            var (subject, after) = (row[columns] as string, row[columns + 1] as byte[]);
            var isImport = subject is not null && subject.StartsWith("import/", StringComparison.Ordinal);
            var name = isImport ? subject! : $"household/{row[0]}/{row[1]}";
            change.Begin((string)row[columns - 1]!, name, subject, rewritten.Last((string)row[columns - 1]!, subject, after, findings));
            change.Add((string)row[2]!, Digest(Tables.HouseholdFact, row));
        }

        change.Finish();
        await foreach (var row in session.RowsAsync(LinkageSql))
        {
            var columns = Tables.LinkageFact.Columns.Count;
            Compare("linkage/" + row[0], row[columns] as string, row[columns + 1] as byte[], Digest(Tables.LinkageFact, row), "", findings);
        }

        await AddLostAsync(session, LostSql, findings);
        if (hasOrganizationFacts)
        {
            await VerifyOrganizationsAsync(session, rewritten, findings);
        }

        var facts = hasOrganizationFacts ? AllFacts + " UNION ALL SELECT organization_id, known_at FROM organization_fact" : AllFacts;
        foreach (var organization in await session.ListAsync<string>(KnownAtSql(facts)))
        {
            findings.Add("organization/" + organization, "facts_known_at 与它最后的记录不符", "facts_known_at is not that of its last fact");
        }
    }

    private static async Task VerifyOrganizationsAsync(Session session, RewrittenDigests rewritten, FindingList findings)
    {
        var columns = Tables.OrganizationFact.Columns.Count;
        await foreach (var row in session.RowsAsync(OrganizationSql))
        {
            var (subject, after) = (row[columns] as string, row[columns + 1] as byte[]);
            Compare($"fact/{row[0]}/{row[1]}", subject, rewritten.Last((string)row[columns - 1]!, subject, after, findings),
                Digest(Tables.OrganizationFact, row), $" ({row[2]})", findings);
        }

        await AddLostAsync(session, LostOrganizationSql, findings);
    }

    private static async Task AddLostAsync(Session session, string sql, FindingList findings)
    {
        foreach (var lost in await session.ListAsync<string>(sql))
        {
            findings.Add(lost, "审计日志里有，库里没有", "the audit log knows it, but it is not stored");
        }
    }

    private static void Compare(
        string name, string? subject, byte[]? after, List<(byte[]? Digest, string ValidFrom)> facts, FindingList findings)
    {
        var isImport = name.StartsWith("import/", StringComparison.Ordinal);
        if (!isImport && facts.Count == 1)
        {
            Compare(name, subject, after, facts[0].Digest, $" ({facts[0].ValidFrom})", findings);
            return;
        }

        var found = SHA256.HashData(facts.SelectMany(fact => fact.Digest ?? []).ToArray());
        if (isImport && (after is null || !after.AsSpan().SequenceEqual(found)))
        {
            findings.Add(name, "这次导入的记录与审计日志记下的内容不符", "the facts of this import are not what the audit log says they are");
        }
        else if (!isImport)
        {
            Compare(name, subject, after, found, $" ({facts[0].ValidFrom} – {facts[^1].ValidFrom})", findings);
        }
    }

    private static void Compare(
        string name, string? subject, byte[]? after, byte[]? digest, string where, FindingList findings)
    {
        if (subject is null)
        {
            findings.Add(name, $"这条记录{where}在审计日志里没有", $"the audit log does not know this fact{where}");
        }
        else if (digest is null || after is null || !after.AsSpan().SequenceEqual(digest))
        {
            findings.Add(name, $"这条记录{where}与审计日志记下的内容不符", $"this fact{where} is not what the audit log says it is");
        }
    }

    private static byte[]? Digest(Table table, object?[] row)
    {
        try
        {
            return table.Digest(row.AsSpan(0, table.Columns.Count));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The facts of one change and subject, which come one after another: one by its own digest, several by SHA-256 over theirs.
    /// </summary>
    private sealed class ChangeDigest(FindingList findings) : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private (string Change, string Name, string? Subject, byte[]? After)? _open;
        private (string ValidFrom, byte[]? Digest) _first;
        private string _lastDate = "";
        private int _count;

        public void Begin(string change, string name, string? subject, byte[]? after)
        {
            if (_open is { } open && (open.Change != change || open.Name != name))
            {
                Finish();
            }

            _open = (change, name, subject, after);
        }

        public void Add(string validFrom, byte[]? digest)
        {
            _first = _count++ == 0 ? (validFrom, digest) : _first;
            _lastDate = validFrom;
            _hash.AppendData(digest ?? []);
        }

        public void Finish()
        {
            var found = _hash.GetHashAndReset();
            if (_open is not { } open)
            {
                return;
            }

            if (!open.Name.StartsWith("import/", StringComparison.Ordinal))
            {
                var where = _count == 1 ? _first.ValidFrom : _first.ValidFrom + " – " + _lastDate;
                Compare(open.Name, open.Subject, open.After, _count == 1 ? _first.Digest : found, $" ({where})", findings);
            }
            else if (open.After is null || !open.After.AsSpan().SequenceEqual(found))
            {
                findings.Add(
                    open.Name, "这次导入的记录与审计日志记下的内容不符", "the facts of this import are not what the audit log says they are");
            }

            (_open, _count) = (null, 0);
        }

        public void Dispose() => _hash.Dispose();
    }
}
