using Microsoft.Data.Sqlite;
using LinkageService.Engine.Runs;

namespace LinkageService.Benchmarks.Storage;

/// <summary>The peer: a row for each line by one prepared insert, the same journal and sync, nothing else.</summary>
internal sealed class PlainRows : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly (long[] Amounts, string Step)[] _steps;
    private readonly string[] _ids;
    private long _run;

    public PlainRows(string path, Distribution distribution)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;");
        Execute("CREATE TABLE line (run INTEGER, household TEXT, step TEXT, amount_fen INTEGER)");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO line VALUES (@run, @household, @step, @amount)";
        foreach (var name in (string[])["@run", "@household", "@step", "@amount"])
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        _ids = Enumerable.Range(0, distribution.Roster.Count).Select(distribution.Roster.Id).ToArray();
        _steps = distribution.Steps.Where(step => step.AmountsFen is not null)
            .Select(step => (step.AmountsFen!.Value.ToArray(), step.Step.Id)).ToArray();
    }

    /// <summary>Stores the run's lines and commits.</summary>
    public void Store()
    {
        _run++;
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        _insert.Parameters[0].Value = _run;
        foreach (var (amounts, step) in _steps)
        {
            _insert.Parameters[2].Value = step;
            for (var household = 0; household < amounts.Length; household++)
            {
                if (amounts[household] != 0)
                {
                    _insert.Parameters[1].Value = _ids[household];
                    _insert.Parameters[3].Value = amounts[household];
                    _insert.ExecuteNonQuery();
                }
            }
        }

        transaction.Commit();
    }

    /// <summary>Empties the table, so that a long measurement does not fill the disk.</summary>
    public void Clear() => Execute("DELETE FROM line");

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
