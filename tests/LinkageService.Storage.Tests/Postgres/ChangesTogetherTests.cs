using LinkageService.Storage.Audit;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Tests.Support;
using Npgsql;

namespace LinkageService.Storage.Tests.Postgres;

/// <summary>Changes that wait at the same time share a commit on PostgreSQL, and nothing else: no failure, wait or lost reply.</summary>
public class ChangesTogetherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Write_ManyWaiting_ShareCommitsAndEachThatFailsFailsAlone()
    {
        await using var held = await HeldDatabase.OpenAsync();
        var writes = Enumerable.Range(0, 60).Select(at => WriteAsync(held.Database, $"{at:00}", (at % 5) switch
        {
            1 => _ => throw new InvalidDataException(),
            2 => async session =>
            {
                // What it read made all it had written so far go out.
                Assert.NotNull(await session.FirstAsync<string>("SELECT name FROM setting WHERE name = @name", new { name = $"{at:00}" }));
                throw new InvalidDataException();
            },
            3 => session => session.FirstAsync<long>("SELECT 1 / (SELECT 0::BIGINT)"),
            _ => _ => Task.CompletedTask,
        })).ToArray();
        await held.LetGoAsync();
        foreach (var (at, write) in writes.Index())
        {
            switch (at % 5)
            {
                case 0 or 4:
                    Assert.Equal($"{at:00}", await write.WaitAsync(Patience));
                    break;
                case 3:
                    Assert.Equal("22012", (await Assert.ThrowsAsync<PostgresException>(() => write.WaitAsync(Patience))).SqlState);
                    break;
                default:
                    await Assert.ThrowsAsync<InvalidDataException>(() => write.WaitAsync(Patience));
                    break;
            }
        }

        await held.RequireChainOfAsync(Enumerable.Range(0, 60).Where(at => at % 5 is 0 or 4).Select(at => $"{at:00}"));
        Assert.InRange(await held.CommitsAsync(), 2, 20);
    }

    [Fact]
    public async Task Write_ReplyToASharedCommitLost_EachIsMadeOnceAndAnswered()
    {
        await using var held = await HeldDatabase.OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            if (round > 0)
            {
                await held.HoldAsync();
            }

            var writes = Enumerable.Range(0, 20).Select(at => WriteAsync(held.Database, $"{round} {at:00}", _ =>
            {
                if (at == 12)
                {
                    held.Proxy.CutAfterNextCommit();
                }

                return Task.CompletedTask;
            })).ToArray();
            await held.LetGoAsync();
            await Task.WhenAll(writes).WaitAsync(Patience);
        }

        Assert.Equal(5, held.Proxy.Cuts);
        await held.RequireChainOfAsync(
            Enumerable.Range(0, 5).SelectMany(round => Enumerable.Range(0, 20).Select(at => $"{round} {at:00}")));
        Assert.InRange(await held.CommitsAsync(), 5, 60);
    }

    [Fact]
    public async Task Write_ReplyToASharedCommitLostAndTheServerAway_EachIsToldWhichChangeIsInDoubt()
    {
        await using var held = await HeldDatabase.OpenAsync();
        var writes = Enumerable.Range(0, 20).Select(at => WriteAsync(held.Database, $"{at:00}", _ =>
        {
            if (at == 12)
            {
                held.Proxy.CutAfterNextCommitForGood();
            }

            return Task.CompletedTask;
        })).ToArray();
        await held.LetGoAsync();
        var (made, inDoubt) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (at, write) in writes.Index())
        {
            try
            {
                made.Add(await write.WaitAsync(Patience));
            }
            catch (OutcomeUnknownException unknown)
            {
                inDoubt.Add($"{at:00}", unknown.Change.Id);
            }
            catch (StorageUnavailableException)
            {
                // Never begun.
            }
        }

        held.Proxy.LetThrough();
        var entries = await held.Database.ReadAsync(session =>
            AuditStore.ListAsync(session, new AuditFilter(null, null, null), 0, 100));
        var stored = entries.ToDictionary(entry => entry.Subject["setting/".Length..], entry => entry.ChangeId);
        Assert.NotEmpty(inDoubt);
        Assert.Superset(made.ToHashSet(), stored.Keys.ToHashSet());
        Assert.All(inDoubt.Where(each => stored.ContainsKey(each.Key)), each => Assert.Equal(each.Value, stored[each.Key]));
        Assert.Contains(inDoubt.Keys, stored.ContainsKey);
        Assert.Subset(made.Concat(inDoubt.Keys).ToHashSet(), stored.Keys.ToHashSet());
    }

    [Fact]
    public async Task Write_OthersSlowOrWaitingForARow_IsNotHeldUp()
    {
        await using var held = await HeldDatabase.OpenAsync();
        await held.LetGoAsync();
        await WriteAsync(held.Database, "row", _ => Task.CompletedTask);
        await using var other = await held.BeginAsync("SELECT name FROM setting WHERE name = 'row' FOR UPDATE");
        using var slow = new SemaphoreSlim(0);
        var waiting = Enumerable.Range(0, 6).Select(at => WriteAsync(held.Database, $"waiting {at}", at % 2 == 0
            ? _ => slow.WaitAsync()
            : session => session.FirstAsync<string>("SELECT name FROM setting WHERE name = 'row' FOR UPDATE"))).ToArray();
        var quick = Enumerable.Range(0, 10).Select(at => WriteAsync(held.Database, $"quick {at}", _ => Task.CompletedTask)).ToArray();
        await Task.WhenAll(quick).WaitAsync(Patience / 2);
        Assert.DoesNotContain(waiting, write => write.IsCompleted);
        slow.Release(6);
        await other.DisposeAsync();
        await Task.WhenAll(waiting).WaitAsync(Patience);
        Assert.Equal(17, await held.Database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM setting")));
    }

    private static Task<string> WriteAsync(Database database, string name, Func<WriteSession, Task> then) =>
        database.WriteAsync(new Change("tester", DateTimeOffset.UnixEpoch), async session =>
        {
            await session.InsertAsync(Tables.Setting, name, "…");
            session.Audit(new AuditDraft("setting.write", "setting/" + name, Organization: null));
            await then(session);
            return name;
        });

    /// <summary>A database whose head of the audit log somebody else holds, so that whatever comes meanwhile waits together.</summary>
    private sealed class HeldDatabase : IAsyncDisposable
    {
        private readonly string _connectionString;
        private OpenTransaction? _held;

        private HeldDatabase(CuttingProxy proxy, PostgresDatabase database, string connectionString) =>
            (Proxy, Database, _connectionString) = (proxy, database, connectionString);

        public CuttingProxy Proxy { get; }

        public PostgresDatabase Database { get; }

        public static async Task<HeldDatabase> OpenAsync()
        {
            var server = await PostgresServer.SharedAsync();
            var connectionString = await server.CreateDatabaseAsync();
            var proxy = new CuttingProxy(server.Port);
            var database = await PostgresDatabase.OpenAsync(proxy.Through(connectionString));
            var held = new HeldDatabase(proxy, database, connectionString);
            await held.HoldAsync();
            return held;
        }

        public async Task HoldAsync() => _held = await BeginAsync("SELECT seq FROM audit_head FOR UPDATE");

        public async Task LetGoAsync() => await _held!.DisposeAsync();

        public async Task<OpenTransaction> BeginAsync(string sql)
        {
            var connection = new NpgsqlConnection(_connectionString);
            await connection.OpenAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
            return new OpenTransaction(connection, transaction);
        }

        /// <summary>In how many transactions the entries of the log were committed.</summary>
        public Task<long> CommitsAsync() =>
            Database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(DISTINCT xmin::text) FROM audit"));

        public async Task RequireChainOfAsync(IEnumerable<string> names)
        {
            var stored = await Database.ReadAsync(session => session.ListAsync<string>("SELECT name FROM setting ORDER BY name"));
            Assert.Equal(names.Order(StringComparer.Ordinal), stored);
            var entries = await Database.ReadAsync(session =>
                AuditStore.ListAsync(session, new AuditFilter(null, null, null), 0, 1000));
            Assert.Equal(stored.Select(name => "setting/" + name), entries.Select(entry => entry.Subject).Order(StringComparer.Ordinal));
            var previous = AuditChain.Start;
            foreach (var (at, entry) in entries.Index())
            {
                Assert.Equal((at + 1L, Convert.ToHexString(previous)), (entry.Seq, Convert.ToHexString(entry.PreviousHash)));
                Assert.True(entry.HasItsHash());
                previous = entry.Hash;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _held!.DisposeAsync();
            await Database.DisposeAsync();
            await Proxy.DisposeAsync();
        }
    }

    private sealed class OpenTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
