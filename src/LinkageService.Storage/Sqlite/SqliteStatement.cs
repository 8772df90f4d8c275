using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LinkageService.Storage.Sqlite;

/// <summary>
/// A statement prepared once and executed with values by position: for the hottest writes and reads, where a command object looks every
/// parameter up by its name.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortTextBytes = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        var code = raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        SqliteException.ThrowExceptionForRC(code, _database);
    }

    /// <summary>Executes it and gives the number of rows it changed.</summary>
    /// <param name="values">long, string, byte[] or null, in the order in which the parameters first appear.</param>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var code = raw.sqlite3_step(_statement);
        var changes = raw.sqlite3_changes(_database);
        raw.sqlite3_reset(_statement);
        Check(code);
        return changes;
    }

    /// <summary>Executes it and gives the bytes in the first column of its first row; null when it has no row.</summary>
    /// <param name="values">long, string, byte[] or null, in the order in which the parameters first appear.</param>
    public byte[]? FirstBytes(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var code = raw.sqlite3_step(_statement);
        var bytes = code == raw.SQLITE_ROW ? raw.sqlite3_column_blob(_statement, 0).ToArray() : null;
        raw.sqlite3_reset(_statement);
        Check(code);
        return bytes;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            Bind(at + 1, values[at]);
        }
    }

    private void Bind(int at, object? value)
    {
        var code = value switch
        {
            null => raw.sqlite3_bind_null(_statement, at),
            long number => raw.sqlite3_bind_int64(_statement, at, number),
            string text => BindText(at, text),
            byte[] blob => raw.sqlite3_bind_blob(_statement, at, blob),
            _ => throw new ArgumentException("A row holds long, string, byte[] or null, not " + value.GetType(), nameof(value)),
        };
        SqliteException.ThrowExceptionForRC(code, _database);
    }

    private int BindText(int at, string text)
    {
        if (text.Length > ShortTextBytes / 3)
        {
            return raw.sqlite3_bind_text(_statement, at, text);
        }

        Span<byte> utf8 = stackalloc byte[ShortTextBytes];
        return raw.sqlite3_bind_text(_statement, at, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }
}
