using LinkageService.Storage.Audit;

namespace LinkageService.Storage;

/// <summary>A change being made. Rows go in by <see cref="Table"/>; what was done is told to the audit log.</summary>
public sealed class WriteSession : Session
{
    private readonly StoredConnection _connection;
    private readonly List<(Change Change, AuditDraft Entry)> _audit;

    internal WriteSession(StoredConnection connection, bool isPostgres, Change change)
        : this(connection, isPostgres, change, [])
    {
    }

    private WriteSession(StoredConnection connection, bool isPostgres, Change change, List<(Change Change, AuditDraft Entry)> audit)
        : base(connection, isPostgres) => (_connection, Change, _audit) = (connection, change, audit);

    /// <summary>Who changes, and when.</summary>
    public Change Change { get; }

    /// <summary>What the change and its parts tell the audit log, in order.</summary>
    internal IReadOnlyList<(Change Change, AuditDraft Entry)> Audited => _audit;

    /// <summary>Inserts a row; the key must be free, or the change fails: here, or later with a statement that follows.</summary>
    public Task InsertAsync(Table table, params ReadOnlySpan<object?> values) =>
        DeferPreparedAsync(table.InsertSql, table.Columns, values);

    /// <summary>Inserts a row unless its key is taken.</summary>
    /// <returns>1 when it was inserted, else 0.</returns>
    public Task<int> InsertNewAsync(Table table, params ReadOnlySpan<object?> values) =>
        ExecutePreparedAsync(table.InsertNewSql, table.Columns, values);

    /// <summary>As <see cref="InsertNewAsync"/>, where nobody asks which it was.</summary>
    internal Task EnsureAsync(Table table, params ReadOnlySpan<object?> values) =>
        DeferPreparedAsync(table.InsertNewSql, table.Columns, values);

    /// <summary>Inserts a row or replaces the one of its key.</summary>
    public Task UpsertAsync(Table table, params ReadOnlySpan<object?> values) =>
        DeferPreparedAsync(table.UpsertSql, table.Columns, values);

    /// <summary>Inserts many rows: PostgreSQL takes thousands at a time, SQLite one prepared statement after another.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Values in the order of its columns.</param>
    /// <param name="onlyNew">Whether rows whose key is taken are passed over; otherwise every key must be free.</param>
    public Task InsertManyAsync(Table table, IReadOnlyList<object?[]> rows, bool onlyNew = false) =>
        WriteManyAsync(table, rows, onlyNew ? table.InsertNewSql : table.InsertSql);

    /// <summary>Inserts many rows, or replaces those of their keys.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Values in the order of its columns, each key once.</param>
    public Task UpsertManyAsync(Table table, IReadOnlyList<object?[]> rows) => WriteManyAsync(table, rows, table.UpsertSql);

    private async Task WriteManyAsync(Table table, IReadOnlyList<object?[]> rows, string sql)
    {
        if (IsPostgres)
        {
            await Postgres.PostgresRows.WriteAsync(this, table, rows, sql[table.InsertSql.Length..]);
            return;
        }

        foreach (var row in rows)
        {
            await ExecutePreparedAsync(sql, table.Columns, row);
        }
    }

    /// <summary>Notes what was done; at least one entry belongs to every change.</summary>
    public void Audit(AuditDraft entry) => _audit.Add((Change, entry));

    /// <summary>Another person's part of this change, on the day it was done: committed with all of it.</summary>
    internal WriteSession PartOf(Change part) => new(_connection, IsPostgres, part, _audit)
    {
        Transaction = Transaction, Archives = Archives,
    };
}
