using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkageService.Storage;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Schemes;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>A year is archived and the command killed at any moment: its blocks are whole in the database, or whole in the file.</summary>
public sealed class KilledArchiveTests
{
    private const int Runs = 300;
    private const int Households = 2_048;
    private static readonly int Kills = Thorough.Of(full: 20, quick: 4);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [FullRunFact]
    public async Task Kill_WhileAYearIsArchived_ItsBlocksAreWholeHereOrThere()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var target = Path.Combine(storage.Folder, "linkage-2020.archive.db");
        string[] make = ["archive", "make", "--year", "2020", "--to", target, "--Storage:Archives=" + storage.Folder, .. storage.Settings];
        await FillAsync(storage.SqlitePath);
        var (seed, whole) = (TestSeed.Value, await UntilKilledAsync(make, target + ".part", kill: null));
        Assert.True(await IsThereAsync(storage, target), "it was not archived");
        var (random, here, there) = (new Random(seed), 0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            // While it is written, and every other time from when it has its name, so that the taking out is met too.
            var isNamed = kill % 2 == 1;
            await UntilKilledAsync(make, isNamed ? target : target + ".part", whole * random.NextDouble());
            _ = await IsThereAsync(storage, target) ? there++ : here++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"TEST_SEED={seed}: {Kills} kills within {whole.TotalMilliseconds:0} ms, {here} times in the database, {there} in the file"));
        Assert.True(here > 0, $"TEST_SEED={seed}: it was always done before it was killed");
    }

    // How long it went on after a file was there.
    private static async Task<TimeSpan> UntilKilledAsync(string[] make, string file, TimeSpan? kill)
    {
        using var process = ServiceProcess.BeginCommand(make);
        while (!process.HasExited && !File.Exists(file))
        {
            await Task.Delay(1);
        }

        var began = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(kill ?? TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, await process.StandardError.ReadToEndAsync(CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    // Verified as it stands; afterwards all is in the database again and no file is left.
    private static async Task<bool> IsThereAsync(TestStorage storage, string target)
    {
        var files = new ArchiveFiles(storage.Folder, file => new ArchiveException(file, file));
        await using var database = await SqliteDatabase.OpenAsync(storage.SqlitePath, archives: files);
        var findings = new FindingList();
        await database.SnapshotAsync(session => DatabaseVerification.RunAsync(session, kept: null, findings));
        Assert.Empty(findings.Kept);
        Assert.Empty(findings.UnreadArchives);
        var isThere = (await database.ReadAsync(ArchiveStore.OutAsync)).Count == 1;
        if (isThere)
        {
            await ArchiveFile.PutBackAsync(database, new Change("丙", Now), target, _ => "{}");
        }

        File.Delete(target);
        return isThere;
    }

    private static async Task FillAsync(string path)
    {
        await using var database = await SqliteDatabase.OpenAsync(path);
        await database.WriteAsync(new Change("丙", Now), async session =>
        {
            var organization = new OrganizationRow(
                "tangwan", "某村", "rural_collective", Parent: null, "", NoticeDays: 7, Revision: 1, FactsKnownAt: 0, CreatedAt: 0);
            await OrganizationStore.SaveAsync(session, organization);
            session.Audit(new AuditDraft("organization.create", "organization/tangwan", "tangwan") { After = organization.Digest() });
            for (var run = 0; run < Runs; run++)
            {
                await RunStore.AppendAsync(session, Run($"run{run:000}"));
            }

            return true;
        });
    }

    private static NewRun Run(string id)
    {
        var ids = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Households).Select(at => $"{at:0000}\n")));
        var values = Enumerable.Range(0, Households).Select(at => (long)at * 7919 % 65_537).ToArray();
        var blocks = RunPacking.Blocks(id, RunParts.Calculation, ids, Households, [BlockColumn.Of(values), BlockColumn.Of(values)]);
        var row = new RunRow(id, "tangwan", RunKinds.Distribution, null, null, 2020, "2020-12-31", 9, RosterKinds.Stored, "halves", 1,
            "sha256:1", "{}", "{}", "sha256:2", Households, RunBlockRow.DigestOf(blocks), RunStates.Closed, 1, "甲", "{}", 10, 10);
        return new NewRun(row, new SchemeDocumentRow("sha256:1", "halves", 1, "{}"), blocks, [], []);
    }
}
