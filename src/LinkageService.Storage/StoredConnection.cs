using System.Data.Common;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LinkageService.Storage;

/// <summary>An open connection with the statements prepared on it.</summary>
internal sealed class StoredConnection(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>What PostgreSQL has not been sent yet; null on SQLite, which is no journey away.</summary>
    public PendingStatements? Pending { get; } = connection is NpgsqlConnection postgres ? new PendingStatements(postgres) : null;

    /// <summary>A statement of SQLite, prepared once.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement((SqliteConnection)connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        await connection.DisposeAsync();
    }
}
