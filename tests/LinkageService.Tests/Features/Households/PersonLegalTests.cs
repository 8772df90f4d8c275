using System.Text;
using System.Text.Json.Nodes;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Households;

/// <summary>A7: what the law asks about a person is dated with the household, and no import loses it.</summary>
public sealed class PersonLegalTests
{
    private const string Legal = """
        {"member":false,"capacity":"full","employment":"civil_servant","rightsAgreement":"协议1","leftBecause":"marriage",
        "leavingDocument":"证明2","heirDocument":"公证3","shareVotesFor":75,"shareVotesTotal":100,"guardian":"乙"}
        """;

    [Fact]
    public async Task Legal_OfAPerson_IsKeptShownComparedAndNotLostByAnImport()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var village = await new RosterClient(service).MakeAsync();
        var put = await village.PutAsync("0001", $$"""
            { "validFrom": "2025-01-01", "persons": [ { "name": "甲", "head": true, "legal": {{Legal}} }, { "name": "乙", "legal": {} } ] }
            """);
        Assert.Equal(JsonNode.Parse(Legal)!.ToJsonString(), JsonNode.Parse(LegalOf(put))!.ToJsonString());
        Assert.False(put.Json.GetProperty("persons")[1].TryGetProperty("legal", out _));

        // What gRPC shows it takes back as it is.
        var get = await api.CallAsync(
            "linkage.v1.Households/GetHousehold", new V1.GetHouseholdRequest { Organization = "tangwan", Household = "0001" });
        var household = V1.GetHouseholdResponse.Parser.ParseFrom(Assert.Single(get.Messages)).Household;
        household.ValidFrom = "2025-06-01";
        await api.CallAsync(
            "linkage.v1.Households/PutHousehold", new V1.PutHouseholdRequest { Organization = "tangwan", Household = household });
        Assert.Equal(LegalOf(put), LegalOf(await village.GetAsync("households/0001?asOf=2025-06-01")));
        Assert.Empty((await HistoryAsync(village))[^1]);

        // Neither table has a column for it.
        Assert.Equal(200, (await village.ImportAsync("户编号,姓名,身份证号,与户主关系\n0001,甲,,户主\n0001,乙,,配偶\n")).Status);
        Assert.Equal(LegalOf(put), LegalOf(await village.GetAsync("households/0001?asOf=2999-01-01")));
        Assert.Equal(200, (await village.ImportAsync("户编号,户主,联系电话\n0001,甲,13800000000\n")).Status);
        Assert.Equal(LegalOf(put), LegalOf(await village.GetAsync("households/0001?asOf=2999-01-01")));

        // A body says all of it, every time.
        await village.PutAsync("0001", """
            { "validFrom": "2999-01-01", "persons": [ { "name": "甲", "head": true, "legal": { "member": true } } ] }
            """);
        Assert.Equal("""{"member":true}""", LegalOf(await village.GetAsync("households/0001?asOf=2999-01-01")));

        var fact = await service.Services.GetRequiredService<Database>().ReadAsync(session =>
            HouseholdStore.FindAsync(session, "tangwan", "0001", "2025-01-01", long.MaxValue));
        var facts = HouseholdData.Parse(fact!.Data).Persons[0].Legal!.ToFacts();
        Assert.Equal((false, Employment.CivilServant, LeavingReason.Marriage), (facts.IsMember, facts.Employment, facts.LeftBecause));
        Assert.All(typeof(PersonFacts).GetProperties(), property => Assert.NotNull(property.GetValue(facts)));
    }

    [Fact]
    public async Task Legal_WithMistakes_AreAllSaidWithTheirPlace()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        var answer = await village.PutAsync("0001", """
            { "persons": [ { "name": "甲", "legal": {
              "capacity": "most", "leftBecause": "嫁出", "shareVotesFor": 9, "shareVotesTotal": 8, "pay": 1 } } ] }
            """);
        Assert.Equal(
            "persons[0].legal.pay persons[0].legal.capacity persons[0].legal.leftBecause persons[0].legal.shareVotesFor",
            string.Join(' ', answer.Errors.Select(each => each.Field)));
    }

    [Fact]
    public async Task Legal_InASheet_IsReadAsVillagesWriteItAndWrittenAgainAsItWasRead()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        var sheet = """
            户编号,姓名,与户主关系,是否本集体成员,民事行为能力,工作身份,退出原因,退出证明,继承公证,参加分配同意票,参加分配应到票,监护人
            0001,甲,户主,是,完全,事业单位,,,,,,
            0001,乙,女儿,否,无,务农,外嫁,证明2,,75,100,甲
            0002,丙,户主,成员,,,迁出,,公证3,,,

            """;
        var warning = Assert.Single((await village.ImportAsync(sheet)).Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal("word_unread G4", warning.GetProperty("code").GetString() + " " + warning.GetProperty("cell").GetString());
        string[] expected =
        [
            """{"member":true,"capacity":"full","employment":"public_institution"}""",
            """{"member":false,"capacity":"none","employment":"other","leftBecause":"marriage","leavingDocument":"证明2","""
                + "\"shareVotesFor\":75,\"shareVotesTotal\":100,\"guardian\":\"甲\"}",
            """{"member":true,"heirDocument":"公证3"}""",
        ];
        Assert.Equal(expected, await LegalsAsync(village));

        // Written in both languages and read again it says the same; a sheet with one of its columns leaves the others.
        foreach (var language in new[] { "zh", "en" })
        {
            var written = await village.ExportAsync("?lang=" + language);
            await village.ImportAsync("户编号,姓名,与户主关系,民事行为能力\n0001,甲,户主,限制民事行为能力\n0001,乙,女儿,\n0002,丙,户主,/\n");
            Assert.Equal(expected[0].Replace("full", "limited"), (await LegalsAsync(village))[0]);
            Assert.Equal(expected[1].Replace("\"capacity\":\"none\",", ""), (await LegalsAsync(village))[1]);
            await village.ImportAsync(Encoding.UTF8.GetString(written));
            Assert.Equal(expected, await LegalsAsync(village));
        }

        // A table of households says it of the heads.
        await village.ImportAsync("户编号,户主,家庭人口,成员身份\n0001,甲,2,非成员\n");
        Assert.Equal(expected[0].Replace("true", "false"), (await LegalsAsync(village))[0]);
        Assert.Equal(expected[1], (await LegalsAsync(village))[1]);
    }

    private static async Task<string[]> LegalsAsync(RosterClient village)
    {
        var persons = new List<string>();
        foreach (var id in new[] { "0001", "0002" })
        {
            var household = (await village.GetAsync($"households/{id}?asOf=2999-01-01")).Json;
            persons.AddRange(household.GetProperty("persons").EnumerateArray().Select(person => person.GetProperty("legal").GetRawText()));
        }

        return [.. persons];
    }

    private static string LegalOf(Answer answer) => answer.Json.GetProperty("persons")[0].GetProperty("legal").GetRawText();

    private static async Task<string[][]> HistoryAsync(RosterClient village) =>
        [.. (await village.GetAsync("households/0001/history")).Json.GetProperty("facts").EnumerateArray()
            .Select(entry => entry.GetProperty("changed").EnumerateArray()
                .Select(change => change.GetProperty("field").GetString()!).ToArray())];
}
