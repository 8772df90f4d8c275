using System.Text;
using LinkageService.CommandLine;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.CommandLine;

/// <summary>A database of version 1 with ids that are written otherwise now: nothing is guessed, nothing is lost.</summary>
public sealed class OldHouseholdIdsTests
{
    private const string Terms = """
        { "scheme": "asset-income", "year": 2025, "inputs": { "income": "52000.00", "operating_cost": "16000.00" } }
        """;

    private static readonly string[] Stored = ["0001", "０００１", "3/12", "3%2F12", "Ａ-7", "cafe\u0301", "5%2F1", "50%"];

    [Fact]
    public async Task Start_IdsThatAreNotClear_StopsAndChangesNothingUntilTheyAre()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var run = await MakeAsync(storage);
        var before = await File.ReadAllBytesAsync(storage.SqlitePath);
        var (start, _, said) = await RunAsync(storage, "keys", "list");
        Assert.Equal(ExitCode.Problems, start);
        Assert.Equal(3, said.Split('\n').Count(line => line.StartsWith("  tangwan: ", StringComparison.Ordinal)));
        var listed = await RunAsync(storage, "ids");
        Assert.Equal((ExitCode.Problems, said), (listed.Code, listed.Errors));
        Assert.Equal(before, await File.ReadAllBytesAsync(storage.SqlitePath));
        await Assert.ThrowsAsync<UnclearIdsException>(() => RunningService.StartAsync(storage.Settings));

        // Not one that is clear, nor one that is not there.
        Assert.Equal(ExitCode.Problems, (await RunAsync(storage, "ids", "withdraw", "tangwan", "Ａ-7")).Code);
        foreach (var twin in new[] { "3%2F12", "０００１", "50%" })
        {
            var withdrawn = await RunAsync(storage, "ids", "withdraw", "tangwan", twin);
            Assert.True(withdrawn.Code == ExitCode.Ok, withdrawn.Errors);
        }

        await using var service = await RunningService.StartAsync(storage.Settings);
        var verified = await service.GetAsync($"/v1/runs/{run}/verification");
        Assert.True(verified.Json.GetProperty("matches").GetBoolean(), verified.Text);
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "verify")).Code);

        // What the run paid is to be seen as it was, and the roster holds each household once.
        Assert.Equal(
            ["3%2F12", "0001", "Ａ-7"],
            await Task.WhenAll(new[] { "3%252F12", "0001", "A-7" }.Select(async id =>
                (await service.GetAsync($"/v1/runs/{run}/statements/{id}")).Json.GetProperty("household").GetString()!)));
        var roster = new RosterClient(service);
        var again = await roster.ImportAsync(
            "户编号,asset_shares\n0001,1\nＡ－７,1\n3/12,1\ncaf\u00E9,1\n5/1,1\n", "?validFrom=2025-01-01");
        Assert.Equal((0, 5), (again.Json.GetProperty("added").GetInt32(), again.Json.GetProperty("households").GetInt32()));
        var put = await roster.PutAsync("5%2F1", """{ "holdings": { "asset_shares": "2" }, "validFrom": "2025-01-01" }""");
        Assert.Equal((200, "5%2F1"), (put.Status, put.Json.GetProperty("id").GetString()!));
        var list = await roster.GetAsync("households?asOf=2025-12-31");
        Assert.Equal(
            ["0001", "3/12", "5%2F1", "cafe\u0301", "Ａ-7"],
            list.Json.GetProperty("households").EnumerateArray().Select(household => household.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Restore_BackupOfAVersionBefore_ThenStartSaysWhatIsNotClear()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        using var target = await TestStorage.CreateAsync("sqlite");
        await MakeAsync(storage);
        var restored = await RunAsync(target, "restore", storage.SqlitePath);
        Assert.True(restored.Code == ExitCode.Ok, restored.Errors);
        Assert.Equal((await RunAsync(storage, "ids")).Errors, (await RunAsync(target, "ids")).Errors);
        await Assert.ThrowsAsync<UnclearIdsException>(() => RunningService.StartAsync(target.Settings));
    }

    // As version 1 left it: every id as it came, a run that paid them all, no table of spellings.
    private static async Task<string> MakeAsync(TestStorage storage)
    {
        string run;
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            var roster = await new RosterClient(service).MakeAsync();
            await service.Services.GetRequiredService<Database>().WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), AddAsync);
            var made = await roster.SendAsync(HttpMethod.Post, "runs", Terms, ("Idempotency-Key", "1"));
            Assert.True(made.Status == 201, made.Text);
            run = made.Json.GetProperty("id").GetString()!;
        }

        await using var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP INDEX run_by_change; DROP INDEX linkage_fact_by_change; DROP INDEX household_fact_by_moment; "
            + "DROP TABLE household_spelling; DROP TABLE balance_closing; DROP TABLE roster_heading; "
            + "DROP TABLE roster_import; DROP TABLE roster_sharing; "
            + "DROP TABLE organization_fact; DROP TABLE run_file; DROP TABLE payment_envelope; DROP TABLE payment_attempt; "
            + "DROP TABLE payment_unmatched; DROP TABLE payment_template; DROP TABLE payment_file; "
            + "DROP TABLE run_withholding; DROP TABLE set_off; "
            + "DROP TABLE webhook; DROP TABLE webhook_cursor; DROP TABLE webhook_delivery; DROP TABLE statement_check; "
            + "DROP TABLE account; DROP TABLE account_attempts; DROP TABLE batch; DROP TABLE batch_organization; "
            + "DROP TABLE batch_act; DROP TABLE batch_act_run; DROP TABLE archive; DROP TABLE archived_run; "
            + "DELETE FROM schema_version WHERE version > 1; PRAGMA wal_checkpoint(TRUNCATE);";
        await command.ExecuteNonQueryAsync();
        return run;
    }

    private static async Task<bool> AddAsync(WriteSession session)
    {
        var held = await OrganizationStore.HoldAsync(session, "tangwan");
        foreach (var id in Stored)
        {
            var fact = new HouseholdFact(
                id, "2025-01-01", await OrganizationStore.ClaimKnownAtAsync(session, held!), Present: 1,
                """{"tags":[],"holdings":{"asset_shares":"1"},"persons":[]}""", "local", session.Change.Id);
            held = await OrganizationStore.HoldAsync(session, "tangwan");
            await HouseholdStore.AddAsync(session, "tangwan", fact);
            session.Audit(new AuditDraft("household.put", "household/tangwan/" + id, "tangwan") { After = fact.Digest("tangwan") });
        }

        return true;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync([.. arguments, .. storage.Settings]);
        return (code, Encoding.UTF8.GetString(output), errors);
    }
}
