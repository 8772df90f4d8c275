using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LinkageService.Benchmarks.Storage;

/// <summary>The peer: a minimal endpoint over lines kept as rows, read by key with a statement prepared once per connection.</summary>
internal sealed class StatementPeer : IAsyncDisposable
{
    private readonly ConcurrentBag<SqliteCommand> _idle = [];
    private readonly string _path;
    private WebApplication? _app;

    private StatementPeer(string path) => _path = path;

    public int Port => new Uri(_app!.Urls.First()).Port;

    /// <summary>Fills a file with the lines of one run and serves it.</summary>
    public static async Task<StatementPeer> StartAsync(string path, IEnumerable<(string Household, string Step, long AmountFen)> lines)
    {
        var peer = new StatementPeer(path);
        using (var connection = peer.Connect())
        {
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "CREATE TABLE line (run TEXT, household TEXT, step TEXT, amount_fen INTEGER, "
                + "PRIMARY KEY (run, household, step)) WITHOUT ROWID");
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO line VALUES ('run', @household, @step, @amount)";
            foreach (var (household, step, amount) in lines)
            {
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("@household", household);
                insert.Parameters.AddWithValue("@step", step);
                insert.Parameters.AddWithValue("@amount", amount);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        peer._app = builder.Build();
        peer._app.MapGet("/v1/runs/{run}/statements/{household}", (string run, string household) => peer.Read(run, household));
        await peer._app.StartAsync();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        foreach (var command in _idle)
        {
            command.Connection!.Dispose();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private IResult Read(string run, string household)
    {
        if (!_idle.TryTake(out var command))
        {
            command = Connect().CreateCommand();
            command.CommandText = "SELECT step, amount_fen FROM line WHERE run = @run AND household = @household";
            command.Parameters.Add("@run", SqliteType.Text);
            command.Parameters.Add("@household", SqliteType.Text);
            command.Prepare();
        }

        (command.Parameters[0].Value, command.Parameters[1].Value) = (run, household);
        var (lines, total) = (new List<Line>(), 0L);
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var fen = reader.GetInt64(1);
                total += fen;
                lines.Add(new Line(reader.GetString(0), reader.GetString(0), Yuan(fen)));
            }
        }

        _idle.Add(command);
        return Results.Ok(new Statement(household, Yuan(total), lines));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    internal sealed record Statement(string Household, string Total, List<Line> Lines);

    internal sealed record Line(string Step, string Benefit, string Amount);
}
