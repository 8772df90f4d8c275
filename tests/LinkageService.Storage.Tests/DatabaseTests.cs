using LinkageService.Storage.Audit;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Tests.Support;

namespace LinkageService.Storage.Tests;

/// <summary>What both databases promise: all or nothing, answered after the commit, chained, never twice.</summary>
public class DatabaseTests
{
    private const string CountSql = "SELECT COUNT(*) FROM setting";

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Write_ManyAtOnceSomeFailing_KeepsExactlyTheOthersAndChainsThem(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        var database = test.Database;
        var writes = Enumerable.Range(0, 300).Select(async at =>
        {
            try
            {
                return await WriteAsync(database, $"{at:000}", fails: at % 7 == 3);
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }).ToArray();
        var made = (await Task.WhenAll(writes)).Where(name => name is not null).ToArray();

        var stored = await database.ReadAsync(session => session.ListAsync<string>("SELECT name FROM setting ORDER BY name"));
        Assert.Equal(made.Order(StringComparer.Ordinal), stored);
        Assert.Equal(300 - 43, stored.Count);
        var audit = new List<object?[]>();
        await database.ReadAsync(async session =>
        {
            await foreach (var row in session.RowsAsync(Tables.Audit.SelectSql + " ORDER BY seq"))
            {
                audit.Add([.. row]);
            }

            return true;
        });
        var previous = AuditChain.Start;
        for (var at = 0; at < audit.Count; at++)
        {
            Assert.Equal(at + 1L, audit[at][0]);
            Assert.Equal(previous, audit[at][10]);
            Assert.Equal(AuditChain.Hash(audit[at]), audit[at][11]);
            previous = (byte[])audit[at][11]!;
        }

        var head = await database.ReadAsync(AuditChain.ReadHeadAsync);
        Assert.Equal(audit.Count, head.Seq);
        Assert.Equal(previous, head.Hash);
        Assert.Equal(stored.Count, audit.Count);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Write_KeyTaken_OnlyThatChangeFails(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        await WriteAsync(test.Database, "taken");
        var writes = Enumerable.Range(0, 20).Select(at => WriteAsync(test.Database, at == 5 ? "taken" : $"free {at}")).ToArray();
        await Assert.ThrowsAnyAsync<Exception>(() => writes[5]);
        await Task.WhenAll(writes.Where((_, at) => at != 5));
        Assert.Equal(20, await test.Database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
    }

    [Fact]
    public async Task Write_TransactionCannotBegin_EveryWaitingCallerIsTold()
    {
        await using var test = await TestDatabase.OpenAsync("sqlite");
        await test.Database.ReadAsync(session => session.FirstAsync<long>("DROP TABLE audit_head; SELECT 1"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(at => Assert.ThrowsAsync<StorageUnavailableException>(() =>
            WriteAsync(test.Database, $"{at}").WaitAsync(TimeSpan.FromSeconds(20)))));
    }

    /// <summary>What one is refused for may be what another did before it in the same commit: it is told so once that holds.</summary>
    [Fact]
    public async Task Write_RefusedForAnotherWhoseCommitFails_IsNotToldSo()
    {
        await using var test = await TestDatabase.OpenAsync("sqlite");
        using var held = new SemaphoreSlim(0);
        Task[] writes =
        [
            MakeAsync(test.Database, _ => held.WaitAsync()),
            WriteAsync(test.Database, "taken"),
            MakeAsync(test.Database, async session =>
            {
                Assert.Equal(1, await session.FirstAsync<long>(CountSql));
                throw new InvalidDataException();
            }),
            MakeAsync(test.Database, session => session.FirstAsync<long>("DROP TABLE audit_head; SELECT 1")),
        ];
        held.Release();
        foreach (var write in writes)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => write.WaitAsync(TimeSpan.FromSeconds(20)));
        }

        Assert.Equal(0, await test.Database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
        await WriteAsync(test.Database, "free");
    }

    private static Task MakeAsync(Database database, Func<WriteSession, Task> make) =>
        database.WriteAsync(new Change("tester", DateTimeOffset.UnixEpoch), async session =>
        {
            await make(session);
            session.Audit(new AuditDraft("setting.write", "setting/made", Organization: null));
            return true;
        });

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Snapshot_ChangeMeanwhile_SeesOneMoment(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        await WriteAsync(test.Database, "before");
        var counts = await test.Database.SnapshotAsync(async session =>
        {
            var first = await session.FirstAsync<long>(CountSql);
            await WriteAsync(test.Database, "meanwhile");
            return (first, await session.FirstAsync<long>(CountSql));
        });
        Assert.Equal((1L, 1L), counts);
        Assert.Equal(2, await test.Database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Write_PartsOfOneChange_AllOrNothingAndEachUnderItsOwnName(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        for (var fails = 0; fails < 5; fails++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => WritePartsAsync(test.Database, fails));
            Assert.Equal(0, await test.Database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
            Assert.Equal(0, (await test.Database.ReadAsync(AuditChain.ReadHeadAsync)).Seq);
        }

        await WritePartsAsync(test.Database, fails: 5);
        Assert.Equal(5, await test.Database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
        var entries = await test.Database.ReadAsync(session => AuditStore.ListAsync(session, new AuditFilter(null, null, null), 0, 100));
        Assert.Equal(["0", "1", "2", "3", "4"], entries.Select(entry => entry.Actor));
        Assert.Equal(5, entries.Select(entry => entry.ChangeId).Distinct().Count());
    }

    [Fact]
    public async Task Write_ReplyToTheCommitIsLost_MadeOnceAndAnswered()
    {
        var server = await PostgresServer.SharedAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var database = await PostgresDatabase.OpenAsync(proxy.Through(await server.CreateDatabaseAsync()));
        for (var at = 0; at < 5; at++)
        {
            proxy.CutAfterNextCommit();
            Assert.Equal($"{at}", await WriteAsync(database, $"{at}"));
        }

        Assert.Equal(5, proxy.Cuts);
        Assert.Equal(5, await database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
        Assert.Equal(5, await database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM audit")));
    }

    [Fact]
    public async Task Write_ReplyToTheCommitIsLostAndTheServerAway_OutcomeUnknownAndTheChangeNamed()
    {
        var server = await PostgresServer.SharedAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var database = await PostgresDatabase.OpenAsync(proxy.Through(await server.CreateDatabaseAsync()));
        proxy.CutAfterNextCommitForGood();
        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => WriteAsync(database, "lost"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync(database, "never begun"));
        proxy.LetThrough();
        Assert.Equal(["lost"], await database.ReadAsync(session => session.ListAsync<string>("SELECT name FROM setting")));
        Assert.Equal([unknown.Change.Id],
            await database.ReadAsync(session => session.ListAsync<string>("SELECT change_id FROM audit")));
    }

    [Fact]
    public async Task Write_ReplyToTheCommitOfTheLastAttemptIsLost_AnsweredAsStored()
    {
        var server = await PostgresServer.SharedAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var database = await PostgresDatabase.OpenAsync(proxy.Through(await server.CreateDatabaseAsync()));
        var attempts = 0;
        var made = await database.WriteAsync(new Change("tester", DateTimeOffset.UnixEpoch), async session =>
        {
            if (++attempts < 5)
            {
                throw new Npgsql.NpgsqlException("the line is bad", new IOException());
            }

            await session.InsertAsync(Tables.Setting, "last", "…");
            session.Audit(new AuditDraft("setting.write", "setting/last", Organization: null));
            proxy.CutAfterNextCommit();
            return attempts;
        });
        Assert.Equal((5, 1), (made, proxy.Cuts));
        Assert.Equal(1, await database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Probe_OfADatabaseThatTakesChanges_LeavesNothing(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        await WriteAsync(test.Database, "before");
        var head = await test.Database.ReadAsync(AuditChain.ReadHeadAsync);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => test.Database.ProbeAsync()));
        var after = await test.Database.ReadAsync(AuditChain.ReadHeadAsync);
        Assert.Equal((head.Seq, Convert.ToHexString(head.Hash)), (after.Seq, Convert.ToHexString(after.Hash)));
        await WriteAsync(test.Database, "after");
        Assert.Equal(2, await test.Database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM audit")));
    }

    [Fact]
    public async Task Probe_OfAServerThatOnlyReads_IsRefused()
    {
        var server = await PostgresServer.SharedAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await (await PostgresDatabase.OpenAsync(connectionString)).DisposeAsync();
        await using var database = await PostgresDatabase.OpenAsync(
            connectionString + ";Options='-c default_transaction_read_only=on'", isAsItIs: true);
        Assert.Equal(0, await database.ReadAsync(session => session.FirstAsync<long>(CountSql)));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => database.ProbeAsync());
    }

    [Fact]
    public async Task Open_SeveralServicesAtOnce_MigrateOnce()
    {
        var server = await PostgresServer.SharedAsync();
        var connectionString = await server.CreateDatabaseAsync();
        var services = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresDatabase.OpenAsync(connectionString)));
        Assert.Equal(1, await services[0].ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM audit_head")));
        await Task.WhenAll(services.Select(service => service.DisposeAsync().AsTask()));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Tables_OfTheList_HaveExactlyTheColumnsOfTheMigrations(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        foreach (var table in Tables.All)
        {
            var columns = await test.Database.ReadAsync(session => session.ListAsync<string>(session.IsPostgres
                ? "SELECT column_name FROM information_schema.columns WHERE table_name = @Name"
                : "SELECT name FROM pragma_table_info(@Name)", new { table.Name }));
            Assert.Equal(columns.Order(StringComparer.Ordinal), table.Columns.Order(StringComparer.Ordinal));
        }
    }

    private static Task<string> WriteAsync(Database database, string name, bool fails = false, string actor = "tester") =>
        database.WriteAsync(new Change(actor, DateTimeOffset.UnixEpoch), async session =>
        {
            await session.InsertAsync(Tables.Setting, name, "…");
            session.Audit(new AuditDraft("setting.write", "setting/" + name, Organization: null));
            return fails ? throw new InvalidDataException() : name;
        });

    private static Task<bool> WritePartsAsync(Database database, int fails) =>
        database.WriteAsync(new Change("whole", DateTimeOffset.UnixEpoch), async whole =>
        {
            var inside = new ChangesInOne(whole);
            for (var at = 0; at < 5; at++)
            {
                Assert.Equal(at, await inside.ReadAsync(session => session.FirstAsync<long>(CountSql)));
                await WriteAsync(inside, $"part {at}", fails: at == fails, actor: $"{at}");
            }

            return true;
        });
}
