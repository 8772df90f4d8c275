using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;

namespace LinkageService.Storage;

/// <summary>Brings the tables up to date: each numbered file once, in its own transaction, one service at a time.</summary>
internal static partial class Migrator
{
    // Any number that no other program uses as a lock of this database.
    private const long PostgresLock = 0x4C69_6E6B_6167_6531;

    /// <summary>From this version of the tables on an id has one spelling.</summary>
    public const long HouseholdIdsVersion = 2;

    /// <summary>From this version of the tables on facts about organisations are kept.</summary>
    public const long OrganizationFactsVersion = 6;

    /// <summary>The version of the tables this service works with.</summary>
    public static long Latest { get; } = Load()[^1].Version;

    /// <summary>The version of the tables as they stand.</summary>
    public static Task<long> VersionAsync(Session session) =>
        session.FirstAsync<long>("SELECT COALESCE(MAX(version), 0) FROM schema_version");

    /// <summary>The version of tables that are older than this service's; null where there are none yet, or they are up to date.</summary>
    public static async Task<long?> OlderVersionAsync(DbConnection connection) =>
        await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema_version'") > 0
            && await connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(version), 0) FROM schema_version") is var version
            && version > 0 && version < Latest
                ? version
                : null;

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StorageUnavailableException">The database was made by a newer version of the service.</exception>
    /// <exception cref="UnclearIdsException">Stored household ids need somebody to say whom they mean.</exception>
    public static async Task RunAsync(DbConnection connection, bool isPostgres)
    {
        var migrations = Load();
        while (await ApplyNextAsync(connection, migrations, isPostgres))
        {
            // Each in a transaction of its own.
        }
    }

    private static async Task<bool> ApplyNextAsync(DbConnection connection, IReadOnlyList<Migration> migrations, bool isPostgres)
    {
        await using var transaction = isPostgres
            ? await connection.BeginTransactionAsync()
            : ((Microsoft.Data.Sqlite.SqliteConnection)connection).BeginTransaction(deferred: false);
        if (isPostgres)
        {
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@PostgresLock)", new { PostgresLock }, transaction);
        }

        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
            transaction: transaction);
        var done = await connection.ExecuteScalarAsync<long>(
            "SELECT COALESCE(MAX(version), 0) FROM schema_version", transaction: transaction);
        if (done > migrations[^1].Version)
        {
            throw new StorageUnavailableException(string.Create(CultureInfo.InvariantCulture,
                $"the database is at version {done} of its tables, this service knows {migrations[^1].Version}: run the newer service"));
        }

        if (migrations.FirstOrDefault(migration => migration.Version > done) is not { } next)
        {
            return false;
        }

        if (isPostgres)
        {
            var sql = Integer().Replace(Blob().Replace(Text().Replace(next.Sql, "TEXT COLLATE \"C\""), "BYTEA"), "BIGINT");
            await connection.ExecuteAsync(sql, transaction: transaction);
        }
        else if (!next.IsForPostgres)
        {
            await connection.ExecuteAsync(next.Sql, transaction: transaction);
        }

        await connection.ExecuteAsync("INSERT INTO schema_version (version, name) VALUES (@Version, @Name)", next, transaction);
        if (next.Version == 1)
        {
            await connection.ExecuteAsync(
                "INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, @Start)", new { AuditChain.Start }, transaction);
        }
        else if (next.Version == HouseholdIdsVersion)
        {
            await FillSpellingsAsync(connection, transaction, isPostgres);
        }

        await transaction.CommitAsync();
        return true;
    }

    private static async Task FillSpellingsAsync(DbConnection connection, DbTransaction transaction, bool isPostgres)
    {
        var stored = new StoredConnection(connection);
        var (clear, unclear) = await StoredSpellings.FindAsync(new Session(stored, isPostgres) { Transaction = transaction });
        if (unclear.Count > 0)
        {
            throw new UnclearIdsException(unclear);
        }

        foreach (var (organization, id, household) in clear)
        {
            await connection.ExecuteAsync(
                "INSERT INTO household_spelling (organization_id, id, household_id) VALUES (@organization, @id, @household)",
                new { organization, id, household }, transaction);
        }
    }

    private static IReadOnlyList<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = Path.GetFileNameWithoutExtension(name);
                return new Migration(
                    long.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), Path.GetFileNameWithoutExtension(file), reader.ReadToEnd())
                {
                    IsForPostgres = file.EndsWith(".postgres", StringComparison.Ordinal),
                };
            })
            .ToArray();
    }

    [GeneratedRegex(@"\bTEXT\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Text();

    [GeneratedRegex(@"\bBLOB\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blob();

    [GeneratedRegex(@"\bINTEGER\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Integer();

    private sealed record Migration(long Version, string Name, string Sql)
    {
        /// <summary>Nothing of it is for SQLite, which only counts it: <c>NNNN_name.postgres.sql</c>.</summary>
        public bool IsForPostgres { get; init; }
    }
}
