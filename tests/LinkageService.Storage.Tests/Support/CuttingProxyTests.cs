using Npgsql;

namespace LinkageService.Storage.Tests.Support;

/// <summary>The proxy loses exactly the reply it was asked to lose.</summary>
public sealed class CuttingProxyTests
{
    [Fact]
    public async Task Commit_WhoseReplyIsCut_ThrowsAndTheRowIsThere()
    {
        var server = await PostgresServer.SharedAsync();
        var direct = await server.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(server.Port);
        var through = proxy.Through(direct);
        await ExecuteAsync(direct, "CREATE TABLE runs (n int)");
        await CommitAsync(through, 1);

        proxy.CutAfterNextCommit();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => CommitAsync(through, 2));
        Assert.Equal(1, proxy.Cuts);

        await CommitAsync(through, 3);
        Assert.Equal(1, proxy.Cuts);
        Assert.Equal("1,2,3", await ExecuteAsync(direct, "SELECT string_agg(n::text, ',' ORDER BY n) FROM runs"));
    }

    [Fact]
    public async Task Commit_InTheTextOfAQueryOrAsAPreparedStatement_IsCutToo()
    {
        var server = await PostgresServer.SharedAsync();
        var direct = await server.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await ExecuteAsync(direct, "CREATE TABLE runs (n int)");

        proxy.CutAfterNextCommit();
        await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => ExecuteAsync(proxy.Through(direct), "BEGIN; INSERT INTO runs VALUES (1); COMMIT"));
        proxy.CutAfterNextCommit();
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
        {
            await using var connection = new NpgsqlConnection(proxy.Through(direct));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("BEGIN; INSERT INTO runs VALUES (2); COMMIT", connection);
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
        });
        Assert.Equal(2, proxy.Cuts);
        Assert.Equal(2L, await ExecuteAsync(direct, "SELECT count(*) FROM runs"));
    }

    [Fact]
    public async Task Passing_WithNothingToCut_LeavesEveryByteOfLargeAnswersAndOfOnCommit()
    {
        var server = await PostgresServer.SharedAsync();
        var direct = await server.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(server.Port);
        var through = proxy.Through(direct);
        const string Large = "SELECT string_agg(md5(n::text), '') FROM generate_series(1, 100000) AS n";
        Assert.Equal(await ExecuteAsync(direct, Large), await ExecuteAsync(through, Large));

        // The word alone is no commit: outside of a transaction this statement is answered without one.
        proxy.CutAfterNextCommit();
        await ExecuteAsync(through, "CREATE TEMP TABLE draft (n int) ON COMMIT DROP");
        await ExecuteAsync(through, "SELECT 'COMMIT'");
        Assert.Equal(0, proxy.Cuts);
    }

    private static async Task CommitAsync(string database, int value)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("INSERT INTO runs VALUES ($1)", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = value });
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
