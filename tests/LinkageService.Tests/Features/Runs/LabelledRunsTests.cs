using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A union of villages out of its stored roster: whoever moves belongs to another village from that day on.</summary>
public sealed class LabelledRunsTests
{
    private const string Scheme = """
        id: union
        version: 1
        title: 联社
        inputs: { profit: { type: money } }
        holdings: { shares: { unit: 股 } }
        labels: { village: { title: 村 } }
        steps:
          - { id: villages, kind: split, from: profit, within: village, by: shares, into: { fund:village_reserve: 30%, own: remaining } }
          - { id: dividend, kind: allocate, from: own, within: village }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_StoredRosterWithVillages_SubtotalsKeptVerifiedAndCorrected(string provider)
    {
        await using var world = await CarriedWorld.StartAsync(provider, Scheme);
        await PutAsync(world, "0001", "2025-01-01", "东村", "1");
        await PutAsync(world, "0002", "2025-01-01", "东村", "2");
        await PutAsync(world, "0003", "2025-01-01", "西村", "3");
        await PutAsync(world, "0002", "2026-01-01", "西村", "2");

        var before = await world.RunAsync("union", 2025, "paid", ("profit", "600.00"));
        var after = await world.RunAsync("union", 2026, "draft", ("profit", "600.00"));
        Assert.Equal(["东村 2 210.00 90.00", "西村 1 210.00 90.00"], Subtotals(before.Json));
        Assert.Equal(["东村 1 70.00 30.00", "西村 2 350.00 150.00"], Subtotals(after.Json));
        Assert.Equal("步骤“villages”按村分开：东村 100.00 元、西村 500.00 元", CarriedWorld.Said(after, "divided_within"));
        await world.VerifyAsync(CarriedWorld.IdOf(before), CarriedWorld.IdOf(after));

        // Over gRPC the same subtotals; an explanation names the village.
        using var grpc = new GrpcApi(world.World.Service.GrpcAddress);
        var got = await grpc.CallAsync("linkage.v1.Runs/GetRun", new GetRunRequest { Id = CarriedWorld.IdOf(after) });
        var value = GetRunResponse.Parser.ParseFrom(got.Messages.Single()).Run.Result.Labels.Single().Values[1];
        Assert.Equal(("西村", 2, 35_000L, 15_000L), (value.Value, value.Households, value.AmountFen, value.Funds.Single().AmountFen));
        var statement = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(after)}/statements/0002?explain=true");
        Assert.Equal("西村", Village(statement.Json));
        var page = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(after)}/statements");
        Assert.Equal(["东村", "西村", "西村"], page.Json.GetProperty("statements").EnumerateArray().Select(Village));
        var years = await world.World.GetAsync($"/v1/organizations/{CarriedWorld.Id}/households/0002/statements");
        Assert.Equal(["西村", "东村"], years.Json.GetProperty("statements").EnumerateArray().Select(Village));
        var listed = await grpc.CallAsync(
            "linkage.v1.Runs/ListStatements", new ListStatementsRequest { Run = CarriedWorld.IdOf(after), Limit = 10 });
        Assert.Equal(["东村", "西村", "西村"], ListStatementsResponse.Parser.ParseFrom(listed.Messages.Single())
            .Statements.Select(each => each.Labels["village"]));
        Assert.Contains("本户属于村“西村”，只和本村的户一起算", statement.Text, StringComparison.Ordinal);

        // 0002 had been of 西村 all the time: the correction moves what it moves, and no more.
        await PutAsync(world, "0002", "2025-01-01", "西村", "2");
        var correction = await world.CorrectAsync(CarriedWorld.IdOf(before), "draft");
        Assert.Equal("0.00", correction.Json.GetProperty("totals").GetProperty("sources").GetString());
        Assert.Equal(["东村 1 -35.00 -60.00", "西村 2 35.00 60.00"], Subtotals(correction.Json));
        var changes = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(correction)}/statements");
        Assert.Equal(["东村", "西村", "西村"], changes.Json.GetProperty("statements").EnumerateArray().Select(Village));
        await world.VerifyAsync(CarriedWorld.IdOf(correction));
    }

    private static string? Village(JsonElement statement) => statement.GetProperty("labels").GetProperty("village").GetString();

    [Fact]
    public async Task Run_InlineRosterOrHouseholdWithoutVillage_RefusedWithTheHousehold()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme);
        await PutAsync(world, "0001", "2025-01-01", village: null, "1");
        var stored = await world.CreateAsync("union", 2025, new Dictionary<string, string> { ["profit"] = "1.00" });
        Assert.Equal((400, "missing_label", "households[0001].labels.village"), First(stored));

        var households = JsonNode.Parse("""[ { "id": "0001", "labels": { "village": "东村" }, "holdings": { "shares": "1" } } ]""");
        var inline = await world.CreateAsync(
            "union", 2025, new Dictionary<string, string> { ["profit"] = "1.00" }, households: households);
        Assert.True(inline.Status == 201, inline.Text);
        Assert.Equal(["东村 1 0.70 0.30"], Subtotals(inline.Json));
        await world.VerifyAsync(CarriedWorld.IdOf(inline));

        foreach (var (body, expected) in new[]
        {
            ("""{ "id": "1", "labels": [], "holdings": { "shares": "1" } }""", "wrong_type households[0].labels"),
            ("""{ "id": "1", "labels": { "village": 1 }, "holdings": { "shares": "1" } }""", "wrong_type households[0].labels.village"),
            ("""{ "id": "1", "labels": { "village": " " }, "holdings": { "shares": "1" } }""",
                "missing_label households[0].labels.village"),
            ("""{ "id": "1", "labels": { "village": "a", "village": "b" }, "holdings": { "shares": "1" } }""",
                "duplicate_field households[0].labels.village"),
        })
        {
            var refused = await world.World.Service.PostAsync("/v1/calculations",
                $$"""{ "scheme": "union", "year": 2025, "inputs": { "profit": "1.00" }, "households": [ {{body}} ] }""");
            var (status, code, field) = First(refused);
            Assert.Equal((400, expected), (status, code + " " + field));
        }
    }

    [Fact]
    public async Task Household_LabelsOverEitherDoor_AreTheSameDatedFacts()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite");
        await PutAsync(world, "0001", "2025-01-01", "Ａ村", "1");
        using var grpc = new GrpcApi(world.World.Service.GrpcAddress);
        var got = await grpc.CallAsync("linkage.v1.Households/GetHousehold",
            new GetHouseholdRequest { Organization = CarriedWorld.Id, Household = "0001", AsOf = "2025-06-01" });
        var household = GetHouseholdResponse.Parser.ParseFrom(got.Messages.Single()).Household;
        Assert.Equal("A村", household.Labels["village"]);

        household.Labels["village"] = "B村";
        household.ValidFrom = "2026-01-01";
        var put = await grpc.CallAsync("linkage.v1.Households/PutHousehold",
            new PutHouseholdRequest { Organization = CarriedWorld.Id, Household = household });
        Assert.Null(put.Code);
        var history = await world.World.GetAsync($"/v1/organizations/{CarriedWorld.Id}/households/0001/history");
        var changed = history.Json.GetProperty("facts")[1].GetProperty("changed")[0];
        Assert.Equal(("labels.village", "A村", "B村"), (changed.GetProperty("field").GetString(),
            changed.GetProperty("from").GetString(), changed.GetProperty("to").GetString()));

        var refused = await world.World.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{CarriedWorld.Id}/households/0002",
            """{ "labels": { "1x": "a", "village": "", "team": 3 }, "validFrom": "2025-01-01" }""");
        Assert.Equal(400, refused.Status);
        Assert.Equal(["labels.team"], refused.Json.GetProperty("errors").EnumerateArray()
            .Select(error => error.GetProperty("field").GetString()!).Where(field => field.EndsWith("team", StringComparison.Ordinal)));
        Assert.Equal(["labels.1x", "labels.team", "labels.village"], refused.Json.GetProperty("errors").EnumerateArray()
            .Select(error => error.GetProperty("field").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Import_ColumnOfVillages_ReadKeptAndWrittenOut()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme);
        var path = $"/v1/organizations/{CarriedWorld.Id}/households";
        Task<Answer> ImportAsync(string csv) =>
            world.World.Service.PostAsync(path + ":import?validFrom=2025-01-01", csv, "text/csv");

        var first = await ImportAsync("户编号,户主,村,shares\n0001,农户0001,东村,1\n0002,农户0002,Ａ村,2\n");
        Assert.True(first.Status == 200, first.Text);
        var table = (await world.World.GetAsync(path + ":export?asOf=2025-06-01")).Text;
        Assert.Contains("A村", table, StringComparison.Ordinal);

        // A table without the column leaves the villages; our own table changes nothing; a value that cannot be is in its cell.
        Assert.Equal(1, (await ImportAsync("户编号,shares\n0001,3\n")).Json.GetProperty("changed").GetInt32());
        Assert.Equal("东村", (await world.World.GetAsync(path + "/0001?asOf=2025-06-01")).Json
            .GetProperty("labels").GetProperty("village").GetString());
        var again = await ImportAsync((await world.World.GetAsync(path + ":export?asOf=2025-06-01")).Text);
        Assert.Equal(2, again.Json.GetProperty("unchanged").GetInt32());
        var tooLong = await ImportAsync($"户编号,labels.team\n0001,{new string('组', 65)}\n");
        Assert.Equal((400, "invalid_value", "rows[2].team"), First(tooLong));
    }

    private static async Task PutAsync(CarriedWorld world, string id, string from, string? village, string shares)
    {
        var body = new JsonObject
        {
            ["name"] = "农户" + id, ["validFrom"] = from, ["holdings"] = new JsonObject { ["shares"] = shares },
            ["labels"] = village is null ? null : new JsonObject { ["village"] = village },
        };
        var answer = await world.World.Service.SendAsync(
            HttpMethod.Put, $"/v1/organizations/{CarriedWorld.Id}/households/{id}", body.ToJsonString());
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static (int Status, string? Code, string? Field) First(Answer refused)
    {
        var first = refused.Json.GetProperty("errors")[0];
        return (refused.Status, first.GetProperty("code").GetString(), first.GetProperty("field").GetString());
    }

    private static string[] Subtotals(JsonElement run) => run.GetProperty("labels")[0].GetProperty("values").EnumerateArray()
        .Select(value => $"{value.GetProperty("value").GetString()} {value.GetProperty("households").GetInt32()} "
            + $"{value.GetProperty("amount").GetString()} {value.GetProperty("funds")[0].GetProperty("amount").GetString()}").ToArray();
}
