namespace LinkageService.Storage.Archives;

/// <summary>Which archives there are, and which runs are in them.</summary>
public static class ArchiveStore
{
    /// <summary>From this version of the tables on there are archives.</summary>
    public const long Since = 17;

    private const string Columns = """
        a.id AS Id, a.year AS Year, a.file_name AS FileName, a.runs AS Runs, a.blocks AS Blocks, a.digest AS Digest,
        a.made_by AS MadeBy, a.made_at AS MadeAt, a.put_back_by AS PutBackBy, a.put_back_at AS PutBackAt
        """;

    /// <summary>All of them, those made first first.</summary>
    public static async Task<IReadOnlyList<ArchiveRow>> ListAsync(Session session) => await HasTablesAsync(session)
        ? await session.ListAsync<ArchiveRow>($"SELECT {Columns} FROM archive a ORDER BY a.id")
        : [];

    /// <summary>Those that hold the only blocks of their runs.</summary>
    public static async Task<IReadOnlyList<ArchiveRow>> OutAsync(Session session) =>
        [.. (await ListAsync(session)).Where(archive => archive.PutBackBy is null)];

    /// <summary>The archive that the blocks of a run are in; null where they are in the database, or there is no such run.</summary>
    public static async Task<ArchiveRow?> OfRunAsync(Session session, string run) => await HasTablesAsync(session)
        ? await session.FirstAsync<ArchiveRow>(
            $"SELECT {Columns} FROM archived_run r JOIN archive a ON a.id = r.archive_id WHERE r.run_id = @run", new { run })
        : null;

    /// <summary>Those of some runs whose blocks are in an archive.</summary>
    public static Task<IReadOnlyList<ArchivedRunRow>> OfRunsAsync(Session session, string[] runs) =>
        session.ListAsync<ArchivedRunRow>(
            $"""
             SELECT r.run_id AS RunId, a.file_name AS FileName, a.made_at AS Since
             FROM archived_run r JOIN archive a ON a.id = r.archive_id WHERE {session.IsOneOf("r.run_id", nameof(runs))}
             """,
            new { runs });

    /// <summary>The runs of an archive.</summary>
    public static Task<IReadOnlyList<string>> RunsAsync(Session session, string archive) => session.ListAsync<string>(
        "SELECT run_id FROM archived_run WHERE archive_id = @archive ORDER BY run_id", new { archive });

    // A database that this service only looks at may be older.
    private static async Task<bool> HasTablesAsync(Session session) => await Migrator.VersionAsync(session) >= Since;
}
