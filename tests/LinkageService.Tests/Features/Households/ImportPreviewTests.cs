using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>What an import would change is told before it is stored: field by field, with whom it does not name.</summary>
public class ImportPreviewTests
{
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
        var warning = Assert.Single(dry.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("C6", "sum_mismatch"), (warning.GetProperty("cell").GetString(), warning.GetProperty("code").GetString()));

        // The head's number, which the second sheet has no column for, stays; who is not named stays too.
        Assert.Equal(200, (await roster.ImportAsync(next, "?validFrom=2025-06-01")).Status);
        var first = (await roster.GetAsync("households/0001", ("X-Linkage-Purpose", "test"))).Json;
        Assert.Equal(PrivateExamples.IdNumber(1), first.GetProperty("persons")[0].GetProperty("idNumber").GetString());
        Assert.Equal(4, (await roster.GetAsync("households")).Json.GetProperty("households").GetArrayLength());
    }
}
