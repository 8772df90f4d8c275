using System.Data.Common;
using LinkageService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage;

/// <summary>An open connection with the statements prepared on it.</summary>
internal sealed class StoredConnection(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    public DbCommand Prepared(string sql, IReadOnlyList<string> columns, DbTransaction? transaction)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var column in columns)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + column;
                command.Parameters.Add(parameter);
            }

            _prepared.Add(sql, command);
        }

        command.Transaction = transaction;
        return command;
    }

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

        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }
}
