using System.Globalization;
using LinkageService.CommandLine;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Durability;

/// <summary>
/// A power cut at every point of what was written, in every way a disk may have kept what it was not yet asked to keep: the books open,
/// every acknowledged change is there, and the audit chain is whole. <c>STATES</c> says how many states are looked at.
/// </summary>
public sealed class CrashStatesTests
{
    private static readonly int States =
        int.TryParse(Environment.GetEnvironmentVariable("STATES"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 1_000;

    // Every so many states the whole database is verified, digests and amounts.
    private const int VerifiedEvery = 25;
    private const int Sabotaged = 100;

    [FullRunFact]
    public async Task PowerCut_AtEveryWriteInEveryWay_BooksOpenWithAllThatWasAcknowledged()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (variables, record) = await RecordedDisk.PrepareAsync(storage);
        await using (var first = await ServiceProcess.StartAsync(storage.Settings))
        {
            await first.StopAsync();
        }

        var before = await File.ReadAllBytesAsync(storage.SqlitePath);
        var acknowledged = new List<Acknowledged>();
        foreach (var village in new[] { "first", "second" })
        {
            // Ending it writes the log into the database and removes it; the second one is killed.
            await using var service = await ServiceProcess.StartAsync(variables, storage.Settings);
            await new EveryChange(service.Client, village).LiveAsync(async _ =>
                acknowledged.Add(await AcknowledgedAsync(storage, record)));
            await (village == "first" ? service.StopAsync() : service.KillAsync());
        }

        var acts = RecordedDisk.Read(record);
        var (seed, folder) = (TestSeed.Value, Directory.CreateDirectory(Path.Combine(storage.Folder, "state")).FullName);
        var lost = await LostAsync(storage, folder, acts, before, acknowledged, States, ignoresSyncs: false);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"TEST_SEED={seed}: {States} states of {acts.Count} acts, {acts.Count(act => act.Kind == 's')} syncs, "
            + $"{acknowledged.Count} acknowledged changes, {States / VerifiedEvery} verified whole, {lost.Count} bad"));
        Assert.True(acknowledged.Count > 60 && acts.Any(act => act.Kind == 'u'), $"{acknowledged.Count} changes, {acts.Count} acts");
        Assert.True(lost.Count == 0, $"TEST_SEED={seed}\n" + string.Join('\n', lost.Take(20)));

        // The same with a disk that only says that it keeps: what looks for losses finds them.
        var sabotaged = await LostAsync(storage, folder, acts, before, acknowledged, Sabotaged, ignoresSyncs: true);
        Assert.True(sabotaged.Count > Sabotaged / 10, $"{sabotaged.Count} of {Sabotaged} states without syncs were found bad");
    }

    private static async Task<List<string>> LostAsync(TestStorage storage, string folder, IReadOnlyList<DiskAct> acts, byte[] before,
        IReadOnlyList<Acknowledged> acknowledged, int states, bool ignoresSyncs)
    {
        var random = new Random(TestSeed.Value);
        var variants = Enum.GetValues<CrashVariant>();
        DiskFile[] files = [new(before), new(null)];
        var lost = new List<string>();
        var made = 0;
        foreach (var (at, act) in acts.Index())
        {
            // As many states after each act as bring the wanted number by the end.
            files[act.File].Take(act, ignoresSyncs);
            for (; made < (long)states * (at + 1) / acts.Count; made++)
            {
                var variant = variants[made % variants.Length];
                await WriteAsync(folder, files[0].As(variant, random), files[1].As(variant, random));
                var due = acknowledged.LastOrDefault(each => each.Recorded <= act.End);
                var isVerified = made % VerifiedEvery == 0 && !ignoresSyncs;
                if (await WrongAsync(storage, Path.Combine(folder, "linkage.db"), due, isVerified) is { } wrong)
                {
                    lost.Add($"after act {at} ({act.Kind} of file {act.File} at {act.At}), {variant}: {wrong}");
                }
            }
        }

        return lost;
    }

    private static async Task WriteAsync(string folder, byte[]? database, byte[]? log)
    {
        foreach (var old in Directory.GetFiles(folder))
        {
            File.Delete(old);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "linkage.db"), database ?? []);
        if (log is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "linkage.db-wal"), log);
        }
    }

    private static async Task<string?> WrongAsync(TestStorage storage, string path, Acknowledged? due, bool isVerified)
    {
        try
        {
            await using (var connection = await OpenAsync(path))
            {
                if (await TextAsync(connection, "PRAGMA quick_check") is not "ok" and var broken)
                {
                    return broken;
                }

                if (await TextAsync(connection, """
                    SELECT COUNT(*) || ' entries, ' || MAX(seq) || ' the last' FROM audit
                    HAVING COUNT(*) <> MAX(seq) OR MAX(seq) <> (SELECT seq FROM audit_head) OR
                           (SELECT hash FROM audit_head) <> (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)
                    """) is { Length: > 0 } head)
                {
                    return "head and entries differ: " + head;
                }

                if (await TextAsync(connection, """
                    SELECT next.seq FROM audit next JOIN audit before ON before.seq = next.seq - 1 WHERE next.previous_hash <> before.hash
                    """) is { Length: > 0 } gap)
                {
                    return "the chain is broken at " + gap;
                }

                if (due is not null && await TextAsync(connection, $"SELECT hex(hash) FROM audit WHERE seq = {due.Seq}") != due.Hash)
                {
                    return $"the acknowledged entry {due.Seq} is not there";
                }
            }

            if (!isVerified)
            {
                return null;
            }

            var (code, output, errors) = await CommandLineChannel.RunAsync(
                ["verify", .. storage.Settings.Where(setting => !setting.StartsWith("--Storage:Path", StringComparison.Ordinal)),
                    "--Storage:Path=" + path]);
            return code == ExitCode.Ok ? null : $"verify: {code} {System.Text.Encoding.UTF8.GetString(output)} {errors}";
        }
        catch (SqliteException exception)
        {
            return exception.Message;
        }
    }

    private static async Task<Acknowledged> AcknowledgedAsync(TestStorage storage, string record)
    {
        // Read beside the running service, whose connection keeps the log.
        await using var connection = await OpenAsync(storage.SqlitePath, "ReadOnly");
        var seq = await TextAsync(connection, "SELECT MAX(seq) FROM audit");
        var hash = await TextAsync(connection, $"SELECT hex(hash) FROM audit WHERE seq = {seq}");
        return new Acknowledged(new FileInfo(record).Length, seq, hash);
    }

    private static async Task<SqliteConnection> OpenAsync(string path, string mode = "ReadWrite")
    {
        var connection = new SqliteConnection($"Data Source={path};Mode={mode};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<string> TextAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }

    private sealed record Acknowledged(long Recorded, string Seq, string Hash);
}
