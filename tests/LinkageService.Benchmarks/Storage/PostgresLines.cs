using LinkageService.Engine.Runs;
using Npgsql;
using NpgsqlTypes;

namespace LinkageService.Benchmarks.Storage;

/// <summary>The peer: a row for each line by one prepared insert, a commit for each run, nothing else.</summary>
internal sealed class PostgresLines : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;
    private readonly (long[] Amounts, string Step)[] _steps;
    private readonly string[] _ids;
    private long _run;

    public PostgresLines(string connectionString, Distribution distribution)
    {
        _connection = new NpgsqlConnection(connectionString);
        _connection.Open();
        Execute("CREATE TABLE IF NOT EXISTS line (run BIGINT, household TEXT, step TEXT, amount_fen BIGINT)");
        _insert = new NpgsqlCommand("INSERT INTO line VALUES ($1, $2, $3, $4)", _connection);
        foreach (var type in (NpgsqlDbType[])[NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint])
        {
            _insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        _insert.Prepare();
        _ids = Enumerable.Range(0, distribution.Roster.Count).Select(distribution.Roster.Id).ToArray();
        _steps = distribution.Steps.Where(step => step.AmountsFen is not null)
            .Select(step => (step.AmountsFen!.Value.ToArray(), step.Step.Id)).ToArray();
    }

    /// <summary>Stores the run's lines and commits.</summary>
    public void Store()
    {
        _run++;
        using var transaction = _connection.BeginTransaction();
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

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
