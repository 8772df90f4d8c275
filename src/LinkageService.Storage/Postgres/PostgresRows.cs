using Npgsql;
using NpgsqlTypes;

namespace LinkageService.Storage.Postgres;

/// <summary>Writes many rows by a few statements, each with an array per column.</summary>
internal static class PostgresRows
{
    private const int RowsPerStatement = 10_000;

    /// <param name="session">The change.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Values in the order of its columns.</param>
    /// <param name="onConflict">What becomes of a row whose key is taken; empty where none may be.</param>
    public static async Task WriteAsync(WriteSession session, Table table, IReadOnlyList<object?[]> rows, string onConflict)
    {
        var connection = (NpgsqlConnection)await session.SettledConnectionAsync();
        for (var from = 0; from < rows.Count; from += RowsPerStatement)
        {
            var part = rows.Skip(from).Take(RowsPerStatement).ToArray();
            await using var command = new NpgsqlCommand
            {
                Connection = connection,
                Transaction = (NpgsqlTransaction?)session.Transaction,
            };
            var arrays = new string[table.Columns.Count];
            for (var column = 0; column < arrays.Length; column++)
            {
                arrays[column] = Add(command, part, column);
            }

            command.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) "
                + $"SELECT * FROM unnest({string.Join(", ", arrays)})" + onConflict;
            await command.ExecuteNonQueryAsync();
        }
    }

    // The first value says what the column holds; one of nothing but nulls fits any type as text.
    private static string Add(NpgsqlCommand command, object?[][] rows, int column)
    {
        var name = "@c" + column;
        var values = rows.Select(row => row[column]);
        var (value, type) = rows.Select(row => row[column]).FirstOrDefault(value => value is not null) switch
        {
            long => ((object)values.Select(value => (long?)value).ToArray(), NpgsqlDbType.Bigint),
            byte[] => (values.Select(value => (byte[]?)value).ToArray(), NpgsqlDbType.Bytea),
            _ => (values.Select(value => (string?)value).ToArray(), NpgsqlDbType.Text),
        };
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = value });
        return name;
    }
}
