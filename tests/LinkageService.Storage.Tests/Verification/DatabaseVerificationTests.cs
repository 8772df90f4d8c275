using System.Text;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Backup;
using LinkageService.Storage.Sqlite;
using LinkageService.Storage.Tests.Support;
using LinkageService.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Tests.Verification;

/// <summary>One changed byte anywhere is found, and what it belongs to is named.</summary>
public sealed class DatabaseVerificationTests : IAsyncLifetime
{
    // Kept for finding things, not for proving them: the host checks benefit figures against the blocks.
    private static readonly Table[] NotCovered =
    [
        Tables.Setting, Tables.HouseholdLookup, Tables.RunBenefit, Tables.Carry, Tables.Settlement, Tables.Idempotency,
        Tables.WebhookCursor, Tables.WebhookDelivery, Tables.AccountAttempts, Tables.BatchOrganization,
        Tables.BatchActRun,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-verify-").FullName;

    private string Original => Path.Combine(_folder, "linkage.db");

    public async ValueTask InitializeAsync()
    {
        await using var database = await SqliteDatabase.OpenAsync(Original);
        await StoredExample.FillAsync(database);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> CoveredTables => new(Tables.All.Except(NotCovered).Select(table => table.Name));

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Run_Untouched_FindsNothing(string provider)
    {
        await using var test = await TestDatabase.OpenAsync(provider);
        await StoredExample.FillAsync(test.Database);
        var findings = new FindingList();
        var entries = await test.Database.SnapshotAsync(session => DatabaseVerification.RunAsync(session, kept: null, findings));
        Assert.Empty(findings.Kept);
        Assert.True(entries > 10);
    }

    [Theory]
    [MemberData(nameof(CoveredTables))]
    public async Task Run_OneValueChanged_FoundAndNamed(string name)
    {
        var table = Tables.All.Single(each => each.Name == name);
        var cases = 0;
        foreach (var row in new[] { 0, 1 })
        {
            foreach (var column in table.Columns)
            {
                if (await TamperAsync(table, column, row) is not { } subjects)
                {
                    continue;
                }

                var found = await VerifyAsync("tampered.db");
                Assert.True(found.Any(finding => subjects.Contains(finding.Subject, StringComparer.Ordinal)),
                    $"{name}.{column} of row {row}: wanted {string.Join(" or ", subjects)}, got "
                    + string.Join("; ", found.Select(finding => finding.Subject)));
                cases++;
            }
        }

        Assert.True(cases >= table.Columns.Count, $"{cases} cases");
    }

    [Theory]
    [MemberData(nameof(CoveredTables))]
    public async Task Run_OneRowGone_FoundAndNamed(string name)
    {
        var table = Tables.All.Single(each => each.Name == name);
        var subjects = await OnCopyAsync(async connection =>
        {
            var row = (await ReadAsync(connection, table, 1)) ?? (await ReadAsync(connection, table, 0))!;
            await ExecuteAsync(connection, $"DELETE FROM {table.Name} WHERE rowid = @rowid", ("@rowid", row[^1]!));
            return SubjectsOf(table, row);
        });
        var found = await VerifyAsync("tampered.db");
        Assert.Contains(found, finding => subjects.Contains(finding.Subject, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_OneByteOfAPackedBlockInTheFile_FoundAndNamed()
    {
        var payload = await SqliteFile.ReadAsync(Original, session =>
            session.FirstAsync<byte[]>("SELECT payload FROM run_block WHERE run_id = 'run1' ORDER BY first_household DESC LIMIT 1"));
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var bytes = await File.ReadAllBytesAsync(Original);
        var (offset, bit, copies) = (random.Next(200), (byte)(1 << random.Next(8)), 0);

        // Pages that were split keep remains of what moved: every copy is flipped, the living one among them.
        for (var at = 0; bytes.AsSpan(at).IndexOf(payload.AsSpan(0, 200)) is var next && next >= 0; copies++)
        {
            at += next;
            bytes[at + offset] ^= bit;
        }

        Assert.True(copies > 0);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "flipped.db"), bytes);
        var found = await VerifyAsync("flipped.db");
        Assert.True(found.Any(finding => finding.Subject == "run/run1"), $"TEST_SEED={seed}");
    }

    [Fact]
    public async Task Run_ChainCutOffTogetherWithItsHead_OnlyAKeptHeadTells()
    {
        var kept = await SqliteFile.ReadAsync(Original, AuditStore.HeadAsync);
        await OnCopyAsync(async connection =>
        {
            // The last change, a key, never happened.
            await ExecuteAsync(connection, "DELETE FROM audit WHERE seq = @seq", ("@seq", kept!.Seq));
            await ExecuteAsync(connection, "DELETE FROM api_key WHERE id = 'b2'");
            await ExecuteAsync(connection,
                "UPDATE audit_head SET seq = seq - 1, hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)");
            return true;
        });
        Assert.Empty(await VerifyAsync("tampered.db"));
        var finding = Assert.Single(await VerifyAsync("tampered.db", KeptAuditHead.Of(kept!)));
        Assert.Equal($"audit/{kept!.Seq}", finding.Subject);
        Assert.Empty(await VerifyAsync("linkage.db", KeptAuditHead.Of(kept!)));
    }

    [Fact]
    public async Task Tables_OfTheDatabase_AreAllListedWithAllTheirColumns()
    {
        var columns = await SqliteFile.ReadAsync(Original, session => session.ListAsync<string>("""
            SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name <> 'schema_version' ORDER BY 1
            """));
        Assert.Equal(columns, Tables.All.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column}"))
            .Order(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<Finding>> VerifyAsync(string file, KeptAuditHead? kept = null)
    {
        var findings = new FindingList();
        await SqliteFile.ReadAsync(Path.Combine(_folder, file), session => DatabaseVerification.RunAsync(session, kept, findings));
        return findings.Kept;
    }

    /// <summary>Changes one value of one row in a copy; null where there is no such row.</summary>
    private Task<string[]?> TamperAsync(Table table, string column, int row) => OnCopyAsync<string[]?>(async connection =>
    {
        if (await ReadAsync(connection, table, row) is not { } values)
        {
            return null;
        }

        var at = table.Columns.ToList().IndexOf(column);
        var changed = (object?[])values.Clone();
        changed[at] = Changed(values[at]);
        await ExecuteAsync(connection, $"UPDATE {table.Name} SET {column} = @value WHERE rowid = @rowid",
            ("@value", changed[at]!), ("@rowid", values[^1]!));
        return [.. SubjectsOf(table, values), .. SubjectsOf(table, changed)];
    });

    private async Task<T> OnCopyAsync<T>(Func<SqliteConnection, Task<T>> tamper)
    {
        var copy = Path.Combine(_folder, "tampered.db");
        foreach (var old in Directory.GetFiles(_folder, Path.GetFileName(copy) + "*"))
        {
            File.Delete(old);
        }

        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=false");
        await connection.OpenAsync();
        await using (var original = new SqliteConnection($"Data Source={Original};Pooling=false"))
        {
            // With what may still stand in its log alone; whoever closes it just now is waited for.
            await original.OpenAsync();
            await ExecuteAsync(original, "PRAGMA busy_timeout = 10000");
            original.BackupDatabase(connection);
        }

        var result = await tamper(connection);
        await ExecuteAsync(connection, "PRAGMA journal_mode = DELETE");
        return result;
    }

    // The values of the columns, then the rowid.
    private static async Task<object?[]?> ReadAsync(SqliteConnection connection, Table table, int row)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", table.Columns)}, rowid FROM {table.Name} ORDER BY rowid LIMIT 1 OFFSET {row}";
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return null;
        }

        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return values;
    }

    private static object Changed(object? value)
    {
        switch (value)
        {
            case long number:
                return number ^ 0x1000;
            case string { Length: > 0 } text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                utf8[^1] ^= 0x10;
                return Encoding.UTF8.GetString(utf8);
            case byte[] { Length: > 0 } bytes:
                var flipped = (byte[])bytes.Clone();
                flipped[flipped.Length / 2] ^= 0x10;
                return flipped;
            case byte[]:
                return new byte[] { 1 };
            default:
                return "x";
        }
    }

    // What a changed row may be named by: itself, or whatever holds it together with others.
    private static string[] SubjectsOf(Table table, object?[] row) => table.Name switch
    {
        "organization" => [$"organization/{row[0]}"],
        "household_fact" => [$"household/{row[0]}/{row[1]}", $"import/{row[7]}"],
        "household_spelling" => [$"household_spelling/{row[0]}/{row[1]}"],
        "roster_heading" => [$"roster_heading/{row[0]}/{row[1]}"],
        "roster_import" or "roster_sharing" => [$"{table.Name}/{row[0]}"],
        "organization_fact" => [$"fact/{row[0]}/{row[1]}"],
        "linkage_fact" => [$"linkage/{row[0]}"],
        "scheme_document" => [$"scheme/{row[1]}@{row[2]}"],
        "scheme_version" => [$"scheme/{row[0]}@{row[1]}"],
        "run" or "run_block" => [$"run/{row[0]}"],
        "archived_run" => [$"run/{row[0]}"],
        "archive" => [$"archive/{row[0]}"],
        "objection" => [$"objection/{row[0]}"],
        "run_file" => [$"run_file/{row[0]}"],
        "run_withholding" => [$"withholding/{row[0]}"],
        "set_off" => [$"set_off/{row[0]}"],
        "balance_closing" => [$"balance/{row[0]}"],
        "payment_template" => [$"payment_template/{row[0]}/{row[1]}"],
        "payment_file" => [$"payment_file/{row[0]}/{row[1]}"],
        "payment_envelope" or "payment_attempt" or "payment_unmatched" => [$"payments/{row[0]}"],
        "api_key" => [$"key/{row[0]}"],
        "statement_check" => [$"statement_check/{row[0]}"],
        "account" => [$"account/{row[0]}"],
        "batch" => [$"batch/{row[0]}"],
        "batch_act" => [$"batch_act/{row[0]}"],
        "webhook" => [$"webhook/{row[0]}"],
        "audit" => [$"audit/{row[0]}"],
        "audit_head" => ["audit_head"],
        _ => throw new ArgumentException(table.Name, nameof(table)),
    };

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
    }
}
