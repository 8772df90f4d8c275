using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>What an import would change is told before it is stored: field by field, with whom it does not name.</summary>
public class ImportPreviewTests
{
    /// <summary>A household put in between: every cell is right, and six families would get the land and accounts of others.</summary>
    [Fact]
    public async Task Import_NumbersThatMovedByOne_AreMarkedHouseholdByHousehold()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        const string first = "户编号,姓名,与户主关系,土地\n1,甲,户主,3\n1,甲乙,儿子,\n2,丙,户主,2\n3,丁,户主,4\n";
        Assert.Empty(await WarningsAsync(roster, first));
        Assert.Empty(await WarningsAsync(roster, first.Replace("甲,户主", "甲,父亲").Replace("甲乙,儿子", "甲乙,户主")));
        Assert.Equal(
            [
                "A4 2 号户原来是丙，这里成了新，不是这一户登记过的人", "A5 丙是 2 号户，这里写成 3 号户；3 号户原来是丁",
                "A6 丁是 3 号户，这里写成 4 号户",
            ],
            await WarningsAsync(roster, "户编号,姓名,与户主关系,土地\n1,甲,父亲,3\n1,甲乙,户主,\n2,新,户主,1\n3,丙,户主,2\n4,丁,户主,4\n"));
        Assert.Equal(["A2 丁是 3 号户，这里写成 003 号户"], await WarningsAsync(roster, "户编号,户主,土地\n003,丁,4\n"));
    }

    private static async Task<string[]> WarningsAsync(RosterClient roster, string sheet)
    {
        var isDry = sheet.Contains('新') || sheet.Contains("003") ? "true" : "false";
        var answer = await roster.ImportAsync(sheet, "?validFrom=2025-01-01&dryRun=" + isDry);
        return [.. answer.Json.GetProperty("warnings").EnumerateArray().Select(warning =>
        {
            Assert.Equal("other_household", warning.GetProperty("code").GetString());
            var said = warning.GetProperty("reason").GetProperty("zh").GetString()!.Split('：')[0];
            return $"{warning.GetProperty("cell")} {said.Replace("名册上", "").Replace("“", "").Replace("”", "")}";
        })];
    }

    private static readonly string[] Figures = ["takenFor", "sum", "stated", "difference"];

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_DryRun_SaysWhatIsNewChangedAndNotNamed(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.ImportAsync($"""
            户编号,户主姓名,身份证号,家庭人口,土地
            0001,农户0001,{PrivateExamples.IdNumber(1)},3,2.5
            0002,农户0002,{PrivateExamples.IdNumber(2)},2,1
            0003,农户0003,,1,1
            """, "?validFrom=2025-01-01");
        const string next = """
            塘湾村花名册,,,
            户编号,户主,家庭人口,土地（亩）
            0001,农户0001,4人,3.5亩
            0002,农户0009,2,1
            0004,农户0004,1,1
            合计,,8,5.5
            """;
        var dry = (await roster.ImportAsync(next, "?validFrom=2025-06-01&dryRun=true")).Json;
        Assert.Equal(
            ["0001 members 3→4", "0001 holdings.land 2.5→3.5", "0002 name 农户0002→农户0009"],
            dry.GetProperty("changes").EnumerateArray().SelectMany(change => change.GetProperty("fields").EnumerateArray().Select(field =>
                $"{change.GetProperty("household")} {field.GetProperty("field")} {field.GetProperty("from")}→{field.GetProperty("to")}")));
        Assert.Equal("0004", Assert.Single(dry.GetProperty("addedHouseholds").EnumerateArray()).GetString());
        Assert.Equal("0003", Assert.Single(dry.GetProperty("missing").EnumerateArray()).GetString());
        Assert.Equal(
            ["members 7 8 -1", "land 5.5 5.5 0"],
            dry.GetProperty("reading").GetProperty("totals").EnumerateArray().Select(total => string.Join(
                ' ', Array.ConvertAll(Figures, name => total.GetProperty(name).ToString()))));
        Assert.Equal(
            ["A4 other_household", "C6 sum_mismatch"],
            dry.GetProperty("warnings").EnumerateArray().Select(warning => $"{warning.GetProperty("cell")} {warning.GetProperty("code")}"));

        // The head's number, which the second sheet has no column for, stays; who is not named stays too.
        Assert.Equal(200, (await roster.ImportAsync(next, "?validFrom=2025-06-01")).Status);
        var first = (await roster.GetAsync("households/0001", ("X-Linkage-Purpose", "test"))).Json;
        Assert.Equal(PrivateExamples.IdNumber(1), first.GetProperty("persons")[0].GetProperty("idNumber").GetString());
        Assert.Equal(4, (await roster.GetAsync("households")).Json.GetProperty("households").GetArrayLength());
    }
}
