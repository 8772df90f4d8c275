using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace LinkageService.Storage.Postgres;

/// <summary>
/// Statements of a change whose answer nobody waits for: they go to PostgreSQL together with the next one whose answer is wanted, in one
/// round trip and in their order. A key that is taken is so found out later, at the latest by the commit.
/// </summary>
internal sealed class PendingStatements(NpgsqlConnection connection)
{
    private static readonly ConcurrentDictionary<string, string> Positional = new(StringComparer.Ordinal);

    private readonly List<NpgsqlBatchCommand> _commands = [];

    /// <summary>How many wait.</summary>
    public int Count => _commands.Count;

    /// <summary>How often some were sent and taken.</summary>
    public int Sent { get; private set; }

    /// <summary>Keeps a statement until the next is sent.</summary>
    public void Add(string sql) => _commands.Add(new NpgsqlBatchCommand(sql));

    /// <summary>Keeps a statement until the next is sent.</summary>
    /// <param name="sql">With its parameters by name, as <c>@id</c>.</param>
    /// <param name="columns">The names of its parameters.</param>
    /// <param name="values">Their values: long, string, byte[] or null.</param>
    public void Add(string sql, IReadOnlyList<string> columns, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(Positional.GetOrAdd(sql, NumberParameters, columns));
        foreach (var value in values)
        {
            command.Parameters.Add(ParameterOf(value));
        }

        _commands.Add(command);
    }

    /// <summary>Forgets all from a place on.</summary>
    public void DropFrom(int place) => _commands.RemoveRange(place, _commands.Count - place);

    /// <summary>Sends what waits.</summary>
    /// <returns>How many rows the last of them changed.</returns>
    public async Task<int> SendAsync()
    {
        if (_commands.Count == 0)
        {
            return 0;
        }

        await using var batch = Take();
        await batch.ExecuteNonQueryAsync();
        Sent++;
        return batch.BatchCommands[^1].RecordsAffected;
    }

    /// <summary>Sends what waits; the last of it is a query, and the only one.</summary>
    /// <returns>Its first row; null when it has none.</returns>
    public async Task<object[]?> FirstRowAsync()
    {
        await using var batch = Take();
        await using var reader = await batch.ExecuteReaderAsync();
        object[]? row = null;
        if (await reader.ReadAsync())
        {
            row = new object[reader.FieldCount];
            reader.GetValues(row);
        }

        while (await reader.NextResultAsync())
        {
            // An error of a later statement comes with its result.
        }

        Sent++;
        return row;
    }

    private NpgsqlBatch Take()
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in _commands)
        {
            batch.BatchCommands.Add(command);
        }

        _commands.Clear();
        return batch;
    }

    private static NpgsqlParameter ParameterOf(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        string text => new NpgsqlParameter<string> { TypedValue = text },
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
        _ => throw new ArgumentException("A row holds long, string, byte[] or null, not " + value.GetType(), nameof(value)),
    };

    // By number they need not be looked for in the statement each time; a longer name first, for it may begin with a shorter one.
    private static string NumberParameters(string sql, IReadOnlyList<string> columns)
    {
        foreach (var (at, column) in columns.Index().OrderByDescending(column => column.Item.Length))
        {
            var number = (at + 1).ToString(CultureInfo.InvariantCulture);
            sql = sql.Replace("@" + column, "$" + number, StringComparison.Ordinal);
        }

        return sql;
    }
}
