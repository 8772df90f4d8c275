using LinkageService.Contracts.V1;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Households;
using LinkageService.Tables.Csv;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>However an id is written and wherever it comes in, it means one household, or it is refused with words.</summary>
public sealed class HouseholdIdsTests
{
    private const int Ids = 80;

    private static readonly string[] Pieces =
    [
        "0", "1", "12", "/", "%", "%2F", ".", "..", ":", "?", "#", " ", "&", "+", ";", "\\", "\"", "'", "户", "塘湾", "１", "０", "／", "Ａ", "a",
        "-", "_", "é", "e\u0301", "\U0001F33E", "\U00020BB7", "\u200B", "\u202E", "\uFE0F", "\u00AD", "(", "@", "=", "①", "~",
    ];

    [Fact]
    public async Task EveryEntrance_RandomIds_TheSameHouseholdOrAClearRefusal()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var roster = await new RosterClient(service).MakeAsync();
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < Ids; at++)
        {
            var written = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (RosterRowWords.IsPlaceholder(HouseholdIds.Normalize(written)) || WrittenText.Plain(written) != written)
            {
                // A dash in a table says that there is no id, and an apostrophe before one is no part of it.
                continue;
            }

            var said = $"TEST_SEED={seed}: " + Uri.EscapeDataString(written);
            // As our own export writes it: an apostrophe before what a spreadsheet would compute.
            var cell = CsvFormulaGuard.Add(written).Replace("\"", "\"\"", StringComparison.Ordinal);
            var import = await roster.ImportAsync($"household_id,asset_shares\n\"{cell}\",1\n", "?validFrom=2025-01-01");
            var rest = await roster.GetAsync(Path(written));
            var grpc = await api.CallAsync(
                "linkage.v1.Households/GetHousehold", new GetHouseholdRequest { Organization = "tangwan", Household = written });
            if (import.Status != 200)
            {
                // A dot is no path of its own: clients take it for the folder.
                Assert.True(import.Code == "invalid_household_id", said + import.Text);
                Assert.True(written.Trim() is "." or ".." || rest.Code == "invalid_household_id", said + rest.Text);
                Assert.True(grpc.Code == "invalid_household_id", said + grpc.Message);
                continue;
            }

            Assert.True(rest.Status == 200, said + import.Text + rest.Text);
            var id = rest.Json.GetProperty("id").GetString()!;
            Assert.True(id == HouseholdIds.Normalize(written), said);
            Assert.Equal(id, GetHouseholdResponse.Parser.ParseFrom(grpc.Messages.Single()).Household.Id);
            Assert.True((import.Json.GetProperty("added").GetInt32() == 1) != known.ContainsKey(id), said);
            known[id] = written;
            var put = await roster.PutAsync(
                Uri.EscapeDataString(written), """{ "holdings": { "asset_shares": "1" }, "validFrom": "2025-01-01" }""");
            Assert.True(put.Status == 200, said + put.Text);
        }

        Assert.NotEmpty(known);
        Assert.Equal(
            known.Keys.Order(StringComparer.Ordinal), (await ListAsync(roster)).Order(StringComparer.Ordinal));
        await RunAndRemoveAsync(service, roster, known);
    }

    [Theory]
    [InlineData("3%2F12", "3/12")]
    [InlineData("3%2f12", "3/12")]
    [InlineData("%33%2F%31%32", "3/12")]
    [InlineData("%203%2F12%20", "3/12")]
    [InlineData("%EF%BC%93%2F12", "3/12")]
    [InlineData("3%252F12", null)]
    [InlineData("3%25252F12", null)]
    [InlineData("3%2%4612", null)]
    [InlineData("3%2512", null)]
    [InlineData("3%E2%80%8B", null)]
    public async Task Path_Encoded_DecodedExactlyOnce(string path, string? means)
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        Assert.Equal(200, (await roster.ImportAsync("户编号,土地\n3/12,2.00\n3/13,2.00\n", "?validFrom=2025-01-01")).Status);
        var put = await roster.PutAsync(path, """{ "holdings": { "land": "2.50" }, "validFrom": "2025-01-01" }""");
        var removed = await roster.SendAsync(HttpMethod.Delete, $"households/{path}?from=2026-01-01");
        if (means is null)
        {
            Assert.Equal((400, "invalid_household_id"), (put.Status, put.Code));
            Assert.Equal((400, "invalid_household_id"), (removed.Status, removed.Code));
        }
        else
        {
            Assert.Equal((200, means), (put.Status, put.Json.GetProperty("id").GetString()));
            Assert.Equal(200, removed.Status);
            var history = await roster.GetAsync($"households/{path}/history");
            Assert.Equal((3, means),
                (history.Json.GetProperty("facts").GetArrayLength(), history.Json.GetProperty("household").GetString()));
        }

        Assert.Equal(["3/12", "3/13"], await ListAsync(roster));
    }

    [Fact]
    public async Task Import_IdsThatDifferBySpacesOrBreaks_EachIsItsOwnOrOne()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        string[] ids = ["1 塘湾", "1塘湾", "户 12", "户12", "一组  3", "一组 3"];
        var rows = ids.Select(id => $"\"{id}\",1\n").Append("\" 二组\n4\",1\n");
        Assert.Equal(200, (await roster.ImportAsync("户编号,资产股\n" + string.Concat(rows), "?validFrom=2025-01-01")).Status);
        Assert.Equal([.. ids.Append("二组4").Order(StringComparer.Ordinal)], (await ListAsync(roster)).Order(StringComparer.Ordinal));
        foreach (var id in ids)
        {
            Assert.Equal(id, (await roster.GetAsync(Path(id))).Json.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task Put_NewHouseholdWithASlash_ItsLocationLeadsToIt()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        var put = await roster.PutAsync("%EF%BC%93%2F%E6%88%B7%20%231%3F", """{ "holdings": { "land": "1.00" } }""");
        Assert.Equal(201, put.Status);
        var location = put.Headers["Location"];
        Assert.Equal("/v1/organizations/tangwan/households/3%2F%E6%88%B7%20%231%3F", location);
        Assert.Equal("3/户 #1?", (await roster.GetAsync(location)).Json.GetProperty("id").GetString());
    }

    private static async Task RunAndRemoveAsync(RunningService service, RosterClient roster, Dictionary<string, string> known)
    {
        var run = await roster.SendAsync(HttpMethod.Post, "runs", """
            { "scheme": "asset-income", "year": 2025, "inputs": { "income": "52000.00", "operating_cost": "16000.00" } }
            """, ("Idempotency-Key", "1"));
        Assert.Equal(201, run.Status);
        foreach (var (household, written) in known)
        {
            var statement = await service.GetAsync(
                $"/v1/runs/{run.Json.GetProperty("id").GetString()}/statements/{Uri.EscapeDataString(written)}");
            Assert.Equal(household, statement.Json.GetProperty("household").GetString());
        }

        foreach (var written in known.Values)
        {
            Assert.Equal(200, (await roster.SendAsync(HttpMethod.Delete, Path(written) + "?from=2025-01-01")).Status);
        }

        Assert.Empty(await ListAsync(roster));
    }

    private static string Path(string written) => "households/" + Uri.EscapeDataString(written);

    private static async Task<string[]> ListAsync(RosterClient roster) =>
        (await roster.GetAsync("households?asOf=2025-12-31&limit=1000")).Json.GetProperty("households").EnumerateArray()
        .Select(household => household.GetProperty("id").GetString()!).ToArray();
}
