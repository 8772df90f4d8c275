using System.Text.Json;
using LinkageService.Storage.Postgres;
using LinkageService.Tests.Support;
using Npgsql;

namespace LinkageService.Tests.Upgrades;

/// <summary>What an earlier version stored is opened, answered as before, verified and worked on.</summary>
public sealed class OldDatabaseTests
{
    private const string Village = "/v1/organizations/old-village";

    public static TheoryData<string, string> Databases => new(
        from version in new[] { "v0.1.0" } from provider in new[] { "sqlite", "postgres" } select (version, provider));

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Read_WrittenByAnEarlierVersion_EveryAnswerHoldsWhatItHeldThen(string version, string provider)
    {
        var old = await OldDatabase.OpenAsync(version, provider);
        await using var service = await RunningService.StartAsync(old.Settings);
        var different = new List<string>();
        foreach (var asked in old.Book.GetProperty("answers").EnumerateObject())
        {
            var answer = await service.GetAsync("/v1" + asked.Name);
            Assert.True(answer.Status == 200, $"{asked.Name}: {answer.Text}");
            Compare(asked.Name, asked.Value, answer.Json, different);
        }

        Assert.True(different.Count == 0, string.Join('\n', different));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task GoOn_WrittenByAnEarlierVersion_ItsRunsArePaidCorrectedAndSettled(string version, string provider)
    {
        var old = await OldDatabase.OpenAsync(version, provider);
        await using var service = await RunningService.StartAsync(old.Settings);

        // What was approved then is paid now, though its scheme would be refused today.
        await ActAsync(service, old.Run("rates"), "pay", """{ "on": "2024-03-01" }""");
        // A holding that ran all year is corrected: one share more of 366 is only the new household's.
        var put = await service.SendAsync(HttpMethod.Put, Village + "/households/0031",
            """{ "name": "农户0031", "members": 1, "holdings": { "shares": "2" }, "validFrom": "2023-07-03" }""");
        Assert.Equal(200, put.Status);
        var correction = await ActAsync(
            service, old.Run("days"), "correct", """{ "policy": "recompute_all", "reason": "股份登记有误" }""", "correction");
        var moved = await service.GetAsync($"/v1/runs/{correction.GetProperty("id").GetString()}/statements?limit=100");
        Assert.Equal(0m, moved.Json.GetProperty("statements").EnumerateArray().Sum(Total));
        Assert.True(Total(moved.Json.GetProperty("statements").EnumerateArray().Single(Is("0031"))) > 0);

        // Ids in the letters of some sheets name the same households as before.
        var named = await service.SendAsync(HttpMethod.Put, Village + "/households/" + Uri.EscapeDataString("Ａ７"),
            """{ "name": "农户Ａ７", "members": 4, "holdings": { "shares": "2" }, "validFrom": "2026-01-01" }""");
        Assert.Equal(200, named.Status);
        var made = await service.SendAsync(HttpMethod.Post, Village + "/runs",
            """{ "scheme": "liangping-collective-income", "year": 2026, "inputs": { "income": "150000.00" } }""",
            ("Idempotency-Key", "next"));
        Assert.True(made.Status == 201, made.Text);
        var roster = await service.GetAsync(Village + "/households?limit=1000&asOf=2026-12-31");
        Assert.Equal(31, roster.Json.GetProperty("households").GetArrayLength());
        Assert.Equal(31, made.Json.GetProperty("householdCount").GetInt32());

        foreach (var run in old.Book.GetProperty("runs").EnumerateObject())
        {
            var verification = await service.GetAsync($"/v1/runs/{run.Value.GetString()}/verification");
            Assert.True(verification.Json.GetProperty("matches").GetBoolean(), $"{run.Name}: {verification.Text}");
        }

        Assert.True((await service.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Open_PostgresWrittenByAnEarlierVersion_BlocksAreMovedIntoPartsAndARunIsLookedForInOne()
    {
        const string All = "SELECT md5(string_agg(run_block::text, ';' ORDER BY run_id, part, first_household)) FROM run_block";
        var old = await OldDatabase.OpenAsync("v0.1.0", "postgres");
        var connectionString = old.Settings[1].Split('=', 2)[1];
        await using var source = NpgsqlDataSource.Create(connectionString);
        var before = await FirstAsync(source, All);
        await (await PostgresDatabase.OpenAsync(connectionString)).DisposeAsync();
        var parts = await FirstAsync(source, "SELECT COUNT(*)::text FROM pg_inherits WHERE inhparent = 'run_block'::regclass");
        Assert.Equal((before, "16"), (await FirstAsync(source, All), parts));
        Assert.NotEqual("1", await FirstAsync(source, "SELECT COUNT(DISTINCT tableoid)::text FROM run_block"));
        Assert.Matches("run_block_[0-9]{2}_pkey on run_block_[0-9]{2}", await FirstAsync(
            source, "EXPLAIN SELECT payload FROM run_block WHERE run_id = 'x' AND part = 0 ORDER BY first_household DESC LIMIT 1", row: 1));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Compute_SchemeThatIsRefusedToday_OnlyItsStoredRunsGoOn(string version, string provider)
    {
        var old = await OldDatabase.OpenAsync(version, provider);
        await using var service = await RunningService.StartAsync(old.Settings);
        const string Terms = """{ "scheme": "old-rates", "year": 2025, "inputs": { "profit": "100.00" } """;

        foreach (var (path, rest) in new[] { (Village + "/runs", "}"), ("/v1/calculations", """, "households": [ { "id": "1" } ] }""") })
        {
            var refused = await service.SendAsync(HttpMethod.Post, path, Terms + rest, ("Idempotency-Key", "again"));
            Assert.Equal(422, refused.Status);
            Assert.Equal("parts_do_not_close", refused.Json.GetProperty("code").GetString());
            Assert.Contains("90%", refused.Text, StringComparison.Ordinal);
        }

        // Its run, with other figures, is compared by the rules it was made by: 61.11 : 5.56 : 33.33 as then.
        var compared = await service.SendAsync(HttpMethod.Post, $"/v1/runs/{old.Run("rates")}/comparison",
            """{ "inputs": { "profit": "200.00" } }""");
        Assert.True(compared.Status == 200, compared.Text);
        Assert.Contains("122.22", compared.Text, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ActAsync(
        RunningService service, string run, string act, string body, string? key = null)
    {
        var now = await service.GetAsync("/v1/runs/" + run);
        var answer = await service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:{act}", body,
            ("If-Match", now.Headers["ETag"]), ("Idempotency-Key", key));
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return answer.Json;
    }

    private static async Task<string?> FirstAsync(NpgsqlDataSource source, string sql, int row = 0)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        for (var at = 0; at <= row; at++)
        {
            Assert.True(await reader.ReadAsync());
        }

        return reader.GetString(0);
    }

    private static decimal Total(JsonElement statement) => decimal.Parse(
        statement.GetProperty("total").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static Func<JsonElement, bool> Is(string household) =>
        statement => statement.GetProperty("household").GetString() == household;

    // Answers may gain fields, checks and audit entries; what they held they hold.
    private static void Compare(string path, JsonElement old, JsonElement now, List<string> different)
    {
        if (old.ValueKind != now.ValueKind)
        {
            different.Add($"{path}: was {old}, is {now}");
        }
        else if (old.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in old.EnumerateObject())
            {
                if (now.TryGetProperty(field.Name, out var value))
                {
                    Compare($"{path}.{field.Name}", field.Value, value, different);
                }
                else
                {
                    different.Add($"{path}.{field.Name}: was {field.Value}, is gone");
                }
            }
        }
        else if (old.ValueKind == JsonValueKind.Array)
        {
            if (old.GetArrayLength() > now.GetArrayLength())
            {
                different.Add($"{path}: were {old.GetArrayLength()} entries, are {now.GetArrayLength()}");
                return;
            }

            foreach (var (index, (before, after)) in old.EnumerateArray().Zip(now.EnumerateArray()).Index())
            {
                Compare($"{path}[{index}]", before, after, different);
            }
        }
        else if (old.GetRawText() != now.GetRawText())
        {
            different.Add($"{path}: was {old}, is {now}");
        }
    }
}
