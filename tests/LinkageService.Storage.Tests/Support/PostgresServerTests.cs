using Npgsql;

namespace LinkageService.Storage.Tests.Support;

/// <summary>The server the storage tests stand on does what they rely on.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task CreateDatabase_OnTheSharedServer_IsEmptyUtf8AndItsOwn()
    {
        var server = await PostgresServer.SharedAsync();
        var first = await server.CreateDatabaseAsync();
        var second = await server.CreateDatabaseAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(1, await ScalarAsync(first, "SELECT 1"));
        const string Tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";
        Assert.Equal(0L, await ScalarAsync(second, Tables));
        Assert.Equal("UTF8", await ScalarAsync(second, "SHOW server_encoding"));
        Assert.Equal("on", await ScalarAsync(second, "SHOW fsync"));
        Assert.Equal("127.0.0.1", await ScalarAsync(second, "SHOW listen_addresses"));
        Assert.Same(server, await PostgresServer.SharedAsync());
    }

    [Fact]
    public async Task StopImmediately_AfterACommit_KeepsItOverTheRestartAndDisposeLeavesNothing()
    {
        string folder;
        await using (var server = await PostgresServer.StartAsync())
        {
            folder = server.DataFolder;
            var database = await server.CreateDatabaseAsync();
            await ScalarAsync(database, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)");
            await server.StopImmediatelyAsync();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(database, "SELECT n FROM kept"));
            await server.StartAgainAsync();
            Assert.Equal(42, await ScalarAsync(database, "SELECT n FROM kept"));
        }

        Assert.False(Directory.Exists(folder));
        Assert.False(Directory.Exists(Path.GetDirectoryName(folder)));
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
