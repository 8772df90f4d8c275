using LinkageService.Storage.Audit;

namespace LinkageService.Storage.Verification;

/// <summary>What a look at the database finds in seconds; <see cref="DatabaseVerification"/> reads everything.</summary>
/// <param name="Engine">Which database and version, such as <c>SQLite 3.50.4</c>.</param>
/// <param name="Version">The version of its tables; 0 where it has none.</param>
/// <param name="Fault">What is wrong with its pages; null for nothing.</param>
/// <param name="LastEntryAt">When the last entry of the audit log was made, in microseconds; null where there is none.</param>
public sealed record DatabaseExam(string Engine, long Version, string? Fault, long? LastEntryAt)
{
    /// <summary>The version of the tables that this service works with.</summary>
    public static long LatestVersion => Migrator.Latest;

    /// <summary>Looks, and changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static Task<DatabaseExam> OfAsync(Database database, CancellationToken cancellation) => database.ReadAsync(async session =>
    {
        var engine = session.IsPostgres
            ? "PostgreSQL " + await session.FirstAsync<string>("SHOW server_version")
            : "SQLite " + await session.FirstAsync<string>("SELECT sqlite_version()");
        var fault = session.IsPostgres
            ? null
            : (await session.ListAsync<string>("PRAGMA quick_check(1)")).FirstOrDefault(line => line != "ok");
        if (fault is not null || !await HasTablesAsync(session))
        {
            return new DatabaseExam(engine, Version: 0, fault, LastEntryAt: null);
        }

        var last = await AuditStore.LatestAsync(
            session, new AuditFilter(Organization: null, Subject: null, Within: null), long.MaxValue, limit: 1);
        return new DatabaseExam(engine, await Migrator.VersionAsync(session), Fault: null, last.FirstOrDefault()?.At);
    }, cancellation);

    private static async Task<bool> HasTablesAsync(Session session) => await session.FirstAsync<long>(
        session.IsPostgres
            ? "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_version'"
            : "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'") > 0;
}
