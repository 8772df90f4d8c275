using LinkageService.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace LinkageService.Storage.Backup;

/// <summary>Copies every row of every table from one database to the other kind.</summary>
internal static class TableCopy
{
    /// <summary>Into a file that is made anew.</summary>
    public static async Task ToFileAsync(Session source, string path, CancellationToken cancellation)
    {
        await using (await SqliteDatabase.OpenAsync(path))
        {
            // Its tables are made.
        }

        await using var connection = await SqliteFile.OpenAsync(path, SqliteOpenMode.ReadWrite);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var stored = new StoredConnection(connection);
        var target = new Session(stored, isPostgres: false) { Transaction = transaction };
        await target.ListAsync<long>("DELETE FROM audit_head");
        foreach (var table in Tables.All)
        {
            await foreach (var row in source.RowsAsync(Ordered(table)))
            {
                cancellation.ThrowIfCancellationRequested();
                await target.ExecutePreparedAsync(table.InsertSql, table.Columns, row);
            }
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Into PostgreSQL, by COPY; its tables are empty.</summary>
    public static async Task ToPostgresAsync(Session source, NpgsqlConnection target, CancellationToken cancellation)
    {
        foreach (var table in Tables.All)
        {
            var columns = string.Join(", ", table.Columns);
            await using var copy = await target.BeginBinaryImportAsync(
                $"COPY {table.Name} ({columns}) FROM STDIN (FORMAT BINARY)", cancellation);
            await foreach (var row in source.RowsAsync(Ordered(table)))
            {
                await copy.StartRowAsync(cancellation);
                foreach (var value in row)
                {
                    await WriteAsync(copy, value, cancellation);
                }
            }

            await copy.CompleteAsync(cancellation);
        }
    }

    private static string Ordered(Table table) =>
        $"{table.SelectSql} ORDER BY {string.Join(", ", table.Columns.Take(table.KeyColumns))}";

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken cancellation) => value switch
    {
        null => copy.WriteNullAsync(cancellation),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellation),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellation),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellation),
        _ => throw new InvalidOperationException("A row holds long, string, byte[] or null, not " + value.GetType()),
    };
}
