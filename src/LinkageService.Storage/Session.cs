using System.Data.Common;
using Dapper;
using LinkageService.Storage.Archives;

namespace LinkageService.Storage;

/// <summary>A connection in use by one caller. Not thread-safe; valid only inside the call it was given to.</summary>
public class Session
{
    private readonly StoredConnection _connection;

    internal Session(StoredConnection connection, bool isPostgres) => (_connection, IsPostgres) = (connection, isPostgres);

    /// <summary>Whether this is PostgreSQL; where the two need different words.</summary>
    public bool IsPostgres { get; }

    /// <summary>Ends a SELECT whose row is about to be changed: PostgreSQL holds the row, SQLite has one writer anyway.</summary>
    public string ForUpdate => IsPostgres ? " FOR UPDATE" : "";

    /// <summary>The condition that a column is one of the values of a parameter; Dapper writes lists out for SQLite only.</summary>
    /// <param name="column">The column.</param>
    /// <param name="parameter">The name of an argument that is an array.</param>
    public string IsOneOf(string column, string parameter) => IsPostgres ? $"{column} = ANY(@{parameter})" : $"{column} IN @{parameter}";

    /// <summary>Where blocks are that are in the database no more.</summary>
    internal ArchiveFiles Archives { get; init; } = ArchiveFiles.None;

    /// <summary>The open connection, for statements of another kind: what waits was sent before them.</summary>
    internal async ValueTask<DbConnection> SettledConnectionAsync()
    {
        if (_connection.Pending is { Count: > 0 } pending)
        {
            await pending.SendAsync();
        }

        return _connection.Connection;
    }

    /// <summary>The transaction, or null for reads that need none.</summary>
    internal DbTransaction? Transaction { get; init; }

    /// <summary>The first row, or null.</summary>
    /// <typeparam name="T">A record whose constructor takes the columns by name: long, string, byte[] or null.</typeparam>
    public async Task<T?> FirstAsync<T>(string sql, object? arguments = null) =>
        await (await SettledConnectionAsync()).QueryFirstOrDefaultAsync<T?>(sql, arguments, Transaction);

    /// <summary>All rows, in memory.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? arguments = null) =>
        (await (await SettledConnectionAsync()).QueryAsync<T>(sql, arguments, Transaction)).AsList();

    /// <summary>All rows, one at a time.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, object? arguments = null)
    {
        await foreach (var row in (await SettledConnectionAsync()).QueryUnbufferedAsync<T>(sql, arguments, Transaction))
        {
            yield return row;
        }
    }

    /// <summary>All rows, one at a time, each made by <paramref name="read"/>: for rosters, where columns by name cost time.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="sql">The query, with parameters as @name.</param>
    /// <param name="arguments">An object whose properties are the parameters; null for none.</param>
    /// <param name="read">Makes it of the columns in the order of the query.</param>
    internal async IAsyncEnumerable<T> EachAsync<T>(string sql, object? arguments, Func<DbDataReader, T> read)
    {
        await using var reader = await (await SettledConnectionAsync()).ExecuteReaderAsync(sql, arguments, Transaction);
        while (await reader.ReadAsync())
        {
            yield return read(reader);
        }
    }

    /// <summary>The rows' values in the order of the columns, one row at a time; the array is used again for the next row.</summary>
    public async IAsyncEnumerable<object?[]> RowsAsync(string sql, object? arguments = null)
    {
        await using var reader = await (await SettledConnectionAsync()).ExecuteReaderAsync(sql, arguments, Transaction);
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            for (var at = 0; at < values.Length; at++)
            {
                values[at] = values[at] is DBNull ? null! : values[at];
            }

            yield return values;
        }
    }

    /// <summary>Executes a prepared statement.</summary>
    /// <param name="sql">The statement; its parameters first appear in the order of <paramref name="columns"/>.</param>
    /// <param name="columns">The names of the parameters.</param>
    /// <param name="values">Their values: long, string, byte[] or null.</param>
    internal Task<int> ExecutePreparedAsync(string sql, IReadOnlyList<string> columns, params ReadOnlySpan<object?> values)
    {
        if (_connection.Pending is not { } pending)
        {
            return Task.FromResult(_connection.Statement(sql).Execute(values));
        }

        pending.Add(sql, columns, values);
        return pending.SendAsync();
    }

    /// <summary>Executes a prepared statement; nobody asks how many rows it changed. On PostgreSQL it goes with the next.</summary>
    /// <param name="sql">The statement; its parameters first appear in the order of <paramref name="columns"/>.</param>
    /// <param name="columns">The names of the parameters.</param>
    /// <param name="values">Their values: long, string, byte[] or null.</param>
    internal Task DeferPreparedAsync(string sql, IReadOnlyList<string> columns, params ReadOnlySpan<object?> values)
    {
        if (_connection.Pending is not { } pending)
        {
            return ExecutePreparedAsync(sql, columns, values);
        }

        pending.Add(sql, columns, values);
        return Task.CompletedTask;
    }

    /// <summary>The first row of a query without parameters; null when it has none. What waits goes with it.</summary>
    internal async Task<object?[]?> FirstRowAsync(string sql)
    {
        if (_connection.Pending is { } pending)
        {
            pending.Add(sql);
            return await pending.FirstRowAsync();
        }

        await foreach (var row in RowsAsync(sql))
        {
            return row;
        }

        return null;
    }

    /// <summary>The bytes in the first column of a prepared query's first row; null when it has no row.</summary>
    /// <param name="sql">The query; its parameters first appear in the order of <paramref name="columns"/>.</param>
    /// <param name="columns">The names of the parameters.</param>
    /// <param name="values">Their values: long, string, byte[] or null.</param>
    internal async Task<byte[]?> FirstBytesPreparedAsync(string sql, IReadOnlyList<string> columns, params object?[] values)
    {
        if (_connection.Pending is not { } pending)
        {
            return _connection.Statement(sql).FirstBytes(values);
        }

        pending.Add(sql, columns, values);
        return await pending.FirstRowAsync() is [byte[] bytes, ..] ? bytes : null;
    }
}
