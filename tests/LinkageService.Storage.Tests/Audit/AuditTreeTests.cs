using LinkageService.Engine.Proofs;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Tests.Support;

namespace LinkageService.Storage.Tests.Audit;

/// <summary>The tree over the audit log, out of kept roots, is the one that hashes every entry.</summary>
public sealed class AuditTreeTests
{
    private const int Entries = (3 * AuditTree.BlockEntries) + 100;

    // The clock is set back on the tenth day.
    private static readonly int[] Days = [.. Enumerable.Range(1, 40).Select(day => day == 10 ? 8 : day)];

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Head_OfAnySizeAndEntry_IsThatOfEveryEntryHashed(string provider)
    {
        await using var opened = await TestDatabase.OpenAsync(provider);
        var (database, tree, random) = (opened.Database, new AuditTree(), new Random(20260615));
        await SameAsync(0, proven: null);
        var last = 0;
        foreach (var (at, day) in Days.Index())
        {
            var until = Entries * (at + 1) / Days.Length;
            await NoteAsync(database, day, until - last);
            last = until;
            await SameAsync(last, random.Next(1, last + 1));
        }

        for (var trial = 0; trial < 60; trial++)
        {
            var size = random.Next(1, Entries + 1);
            await SameAsync(size, trial % 3 == 0 ? null : random.Next(1, size + 1));
        }

        foreach (var edge in new[] { 1, 1023, 1024, 1025, 2048, 3072, 3073, Entries })
        {
            await SameAsync(edge, edge);
        }

        // As many at the end of each day as were noted before the first later one.
        var fresh = new AuditTree();
        foreach (var day in Enumerable.Range(0, 42))
        {
            long? until = Moment.Of(Start.AddDays(day + 0.5));
            var (kept, read, defined) = await database.SnapshotAsync(async session => (
                await tree.SizeAsync(session, until), await fresh.SizeAsync(session, until),
                (await session.FirstAsync<long?>("SELECT MIN(seq) FROM audit WHERE at >= @until", new { until }) ?? (Entries + 1)) - 1));
            Assert.Equal((defined, defined), (kept, read));
        }

        async Task SameAsync(int size, long? proven)
        {
            var (kept, hashed) = await database.SnapshotAsync(async session =>
                (await tree.HeadAsync(session, size, proven), await HashedAsync(session, size, proven)));
            Assert.Equal(size, kept.Size);
            Assert.Equal(hashed.Root, kept.Root);
            Assert.Equal(hashed.Path, kept.Path);
        }
    }

    [Fact]
    public async Task Head_OfALogThatWasCut_IsThatOfTheEntriesThereAre()
    {
        await using var opened = await TestDatabase.OpenAsync("sqlite");
        var database = opened.Database;
        await NoteAsync(database, day: 1, Entries);
        await database.WriteAsync(new Change("甲", Start.AddDays(2)), session =>
        {
            session.Audit(new AuditDraft("organization.put", "organization/last", Organization: null));
            return session.ExecutePreparedAsync("DELETE FROM audit WHERE seq = @seq", ["seq"], 1500L);
        });
        var (kept, hashed) = await database.SnapshotAsync(async session =>
            (await new AuditTree().HeadAsync(session, Entries), await HashedAsync(session, Entries, proven: null)));
        Assert.Equal((Entries - 1, Convert.ToHexString(hashed.Root)), (kept.Size, Convert.ToHexString(kept.Root)));
    }

    private static async Task<(byte[] Root, IReadOnlyList<byte[]> Path)> HashedAsync(Session session, long size, long? proven)
    {
        var tree = new HashTree(proven - 1);
        await foreach (var row in session.RowsAsync("SELECT hash FROM audit WHERE seq <= @size ORDER BY seq", new { size }))
        {
            tree.Add((byte[])row[0]!);
        }

        return tree.Close();
    }

    private static Task<bool> NoteAsync(Database database, int day, int entries) =>
        database.WriteAsync(new Change("甲", Start.AddDays(day)), session =>
        {
            for (var entry = 0; entry < entries; entry++)
            {
                session.Audit(new AuditDraft("organization.put", $"organization/{entry}", Organization: null));
            }

            return Task.FromResult(true);
        });
}
