using LinkageService.Storage.Schemes;

namespace LinkageService.Storage.Verification;

/// <summary>Compares what the last audit entry about each subject says with the row that is stored now.</summary>
internal static class SubjectVerification
{
    private const string SchemePrefix = "scheme/";

    private const string LastSql = """
        SELECT a.subject, a.after_digest FROM audit a
        JOIN (SELECT subject, MAX(seq) AS seq FROM audit WHERE after_digest IS NOT NULL GROUP BY subject) last ON last.seq = a.seq
        WHERE a.subject NOT LIKE 'household/%' AND a.subject NOT LIKE 'import/%' AND a.subject NOT LIKE 'linkage/%'
            AND a.subject NOT LIKE 'fact/%' AND a.subject NOT LIKE 'rewritten/%'
        """;

    public static async Task RunAsync(Session session, FindingList findings)
    {
        var wanted = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var row in session.RowsAsync(LastSql))
        {
            // An entry with another type of value is found by the walk over the chain.
            if (row is [string subject, byte[] after])
            {
                wanted[subject] = after;
            }
        }

        var version = await Migrator.VersionAsync(session);
        foreach (var kind in StoredSubject.All.Where(kind => kind.Since <= version))
        {
            await foreach (var row in session.RowsAsync(kind.Table.SelectSql))
            {
                Compare(wanted, kind.SubjectOf(row), Digest(kind, row), findings);
            }
        }

        await foreach (var row in session.RowsAsync("""
            SELECT v.scheme_id, v.version, v.digest, v.actor, v.created_at, d.document FROM scheme_version v
            LEFT JOIN scheme_document d ON d.digest = v.digest AND d.scheme_id = v.scheme_id AND d.version = v.version
            """))
        {
            Compare(wanted, $"{SchemePrefix}{row[0]}@{row[1]}", DigestOfScheme(row), findings);
        }

        foreach (var subject in wanted.Keys.Where(IsKept).Order(StringComparer.Ordinal))
        {
            findings.Add(subject, "审计日志里有，库里没有", "the audit log knows it, but it is not stored");
        }
    }

    private static void Compare(Dictionary<string, byte[]> wanted, string subject, byte[]? found, FindingList findings)
    {
        if (!wanted.Remove(subject, out var expected))
        {
            findings.Add(subject, "库里有，审计日志里没有", "it is stored, but the audit log does not know it");
        }
        else if (found is null || !expected.AsSpan().SequenceEqual(found))
        {
            findings.Add(subject, "与审计日志记下的内容不符", "it is not what the audit log says it is");
        }
    }

    private static bool IsKept(string subject) =>
        subject.StartsWith(SchemePrefix, StringComparison.Ordinal)
        || StoredSubject.All.Any(kind => subject.StartsWith(kind.Prefix, StringComparison.Ordinal));

    // A value of a type that is never written is no reason to stop.
    private static byte[]? Digest(StoredSubject kind, object?[] row)
    {
        try
        {
            return kind.Digest(row);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static byte[]? DigestOfScheme(object?[] row) =>
        row is [string id, long version, string digest, string actor, long createdAt, string document]
            ? new SchemeVersionRow(id, version, digest, actor, createdAt).DigestWith(document)
            : null;
}
