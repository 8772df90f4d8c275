using System.Data.Common;

namespace LinkageService.Storage;

/// <summary>An open connection with the statements prepared on it.</summary>
internal sealed class StoredConnection(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

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

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }
}
