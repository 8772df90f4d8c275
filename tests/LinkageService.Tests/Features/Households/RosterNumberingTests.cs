using System.Text;
using LinkageService.Access;
using LinkageService.Features.Households;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Households;

/// <summary>A table without numbers: its households get them once somebody says so, and are known again by the next table.</summary>
public class RosterNumberingTests
{
    private const string Numbered = "?validFrom=2025-01-01&numberHouseholds=true";

    private static readonly string Table = $"""
        户主,身份证号,家庭人口,土地
        农户甲,{PrivateExamples.IdNumber(1)},3,2.5
        农户乙,,2,1
        农户丙,{PrivateExamples.IdNumber(3)},1,1.5
        合计,,6,5
        """;

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_TableWithoutNumbers_NumberedOnceAndKnownAgain(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();

        // Nobody said so: it is asked.
        var asked = await roster.ImportAsync(Table, "?validFrom=2025-01-01");
        Assert.Equal((400, "columns.household_id"), (asked.Status, asked.Errors.Single().Field));
        Assert.Contains("numberHouseholds=true", asked.Text, StringComparison.Ordinal);

        var first = await roster.ImportAsync(Table, Numbered);
        Assert.Equal((3, 0, 0), Counts(first));
        Assert.Contains("新的 3 户编为 1–3", Notes(first), StringComparison.Ordinal);
        Assert.Equal(["1 农户甲", "2 农户乙", "3 农户丙"], await NamesAsync(roster));

        // Another order, one more, and a head whose name was mended: known by ID number, or else by name.
        var next = $"""
            户主,身份证号,家庭人口,土地
            农户丁,,1,1
            农户丙丙,{PrivateExamples.IdNumber(3)},1,1.5
            农户乙,{PrivateExamples.IdNumber(2)},2,1
            农户甲,{PrivateExamples.IdNumber(1)},3,2.5
            """;
        var again = await roster.ImportAsync(next, Numbered);
        Assert.Equal((1, 2, 1), Counts(again));
        Assert.Contains("2 户按户主身份证号、1 户按户主姓名对上名册", Notes(again), StringComparison.Ordinal);
        Assert.Contains("新的 1 户编为 4–4", Notes(again), StringComparison.Ordinal);
        Assert.Equal(["1 农户甲", "2 农户乙", "3 农户丙丙", "4 农户丁"], await NamesAsync(roster));
        Assert.Equal((0, 0, 4), Counts(await roster.ImportAsync(next, Numbered)));
    }

    [Theory]
    [InlineData("农户甲,,3\n农户甲,,2\n", "2 户主|3 户主")]
    [InlineData("农户甲,1,3\n农户甲,2,2\n", "")]
    [InlineData("农户甲,1,3\n农户乙,1,2\n", "3 户主")]
    [InlineData("农户甲,,3\n,,2\n", "3 ")]
    public async Task Import_RowsThatCannotBeToldApart_AreAskedAbout(string rows, string problems)
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        var table = "户主,身份证号,家庭人口\n" + rows.Replace(",1,", $",{PrivateExamples.IdNumber(1)},", StringComparison.Ordinal)
            .Replace(",2,2", $",{PrivateExamples.IdNumber(2)},2", StringComparison.Ordinal);
        Assert.Equal(problems, Problems(await roster.ImportAsync(table, Numbered + "&dryRun=true")));
    }

    [Theory]
    [InlineData("户编号,户主,土地\n1,农户甲,1\n2,农户乙,1\n", "农户乙,2\n农户甲,1\n", "")]
    [InlineData("户编号,户主,土地\n1,农户甲,1\n2,农户甲,1\n", "农户甲,1\n", "2")]
    [InlineData("户编号,户主,土地\n0101,农户甲,1\n", "农户甲,2\n", "")]
    [InlineData("户编号,户主,土地\n0101,农户甲,1\n", "农户甲,2\n农户丙,1\n", "3")]
    [InlineData("户编号,姓名,与户主关系,土地\n1,农户甲,户主,1\n1,农户甲子,子,\n", "农户甲子,1\n", "2")]
    [InlineData("户编号,姓名,与户主关系,土地\n1,农户甲,户主,1\n1,农户甲子,子,\n", "农户甲,1\n农户甲子,1\n", "")]
    public async Task Import_OverARosterThatStands_KnownOrAsked(string standing, string rows, string problems)
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        Assert.Equal(200, (await roster.ImportAsync(standing, "?validFrom=2025-01-01")).Status);
        var answer = await roster.ImportAsync("户主,土地\n" + rows, Numbered + "&dryRun=true");
        Assert.Equal(problems, Problems(answer).Replace(" 户主", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_TableOfPersons_AHouseholdFromHeadToHead()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        const string table = "姓名,与户主关系,土地\n农户甲,户主,2\n农户甲乙,妻,\n农户丙,户主,1\n农户丙丁,子,\n";
        Assert.Equal((2, 0, 0), Counts(await roster.ImportAsync(table, Numbered)));
        Assert.Equal(["1 农户甲", "2 农户丙"], await NamesAsync(roster));
        Assert.Equal("2 ", Problems(await roster.ImportAsync("姓名,与户主关系,土地\n农户丁,妻,1\n", Numbered + "&dryRun=true")));

        // Which rows are one household has to be told, and a table with numbers is read by them.
        Assert.Equal(("missing_field", "columns.relation"),
            (await roster.ImportAsync("姓名,身份证号\n农户甲,\n", Numbered)).Errors.Single());
        Assert.Equal(("invalid_value", "columns.household_id"),
            (await roster.ImportAsync("户编号,户主\n1,农户甲\n", Numbered)).Errors.Single());
    }

    /// <summary>The console and the command line read a file as REST does.</summary>
    [Fact]
    public async Task Check_FileOfWhichSomebodySaidSo_ShowsTheNumbers()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Table));
        using var file = await RosterFile.OfAsync("名册.csv", stream, 1 << 20, came: null, TestContext.Current.CancellationToken);
        file.NumbersHouseholds = true;
        var check = await service.Services.GetRequiredService<ImportRosterFile>().CheckAsync(
            new Caller("clerk", Role.Local, Organization: null), "tangwan", file, new DateOnly(2025, 1, 1),
            new Dictionary<int, CheckedRowKind>(), TestContext.Current.CancellationToken);
        Assert.True(check.IsReady);
        Assert.Equal(["1 农户甲", "2 农户乙", "3 农户丙"], check.AddedHouseholds.Select(each => $"{each.Household} {each.Name}"));
    }

    private static (int Added, int Changed, int Unchanged) Counts(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return (answer.Json.GetProperty("added").GetInt32(), answer.Json.GetProperty("changed").GetInt32(),
            answer.Json.GetProperty("unchanged").GetInt32());
    }

    private static string Notes(Answer answer) => string.Join('\n', answer.Json.GetProperty("reading").GetProperty("notes").EnumerateArray()
        .Select(note => note.GetProperty("zh").GetString()));

    private static string Problems(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return string.Join('|', answer.Json.GetProperty("problems").EnumerateArray().Select(problem =>
            $"{problem.GetProperty("row").GetInt32()} {problem.GetProperty("column").GetString()}"));
    }

    private static async Task<string[]> NamesAsync(RosterClient roster) =>
    [
        .. (await roster.GetAsync("households?asOf=2025-06-01")).Json.GetProperty("households").EnumerateArray()
            .Select(household => $"{household.GetProperty("id").GetString()} {household.GetProperty("name").GetString()}"),
    ];
}
