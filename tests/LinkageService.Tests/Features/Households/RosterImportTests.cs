using System.Globalization;
using System.Text;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>Rosters in and out of tables.</summary>
public class RosterImportTests
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static readonly string Persons = $"""
        户编号,户主,成员数,标签,土地,务工天数,holdings.left,开户名,开户行,账号,姓名,身份证号,与户主关系,户主标志,加入日期,退出日期,死亡日期
        0001,农户0001,2,建档立卡户；监测对象,2.70,12.5,,农户0001,农商行,{PrivateExamples.Account(1)},甲,{PrivateExamples.IdNumber(1)},本人,是,2020/1/5,,
        0001,,,,,,,,,,乙,{PrivateExamples.IdNumber(2)},配偶,,2020-01-05,,2024年3月1日
        0002,"农户,0002",,,0.5,,3,,,{PrivateExamples.Account(2)},甲,,,否,,,
        0003,=农户,,,,,,农户0003,,,,,,,,,
        """;

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_EveryBadCell_IsReportedAndNothingIsStored(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        var table = $"""
            户编号,成员数,土地,账号,姓名,身份证号,户主标志,加入日期,退出日期
            0001,3,1.5,{PrivateExamples.Account(1)},甲,{PrivateExamples.IdNumber(1)},是,2020-01-01,
            0002,x,-1,123,甲,50011319700101002X,也许,2020-02-30,
            0001,4,,,乙,{PrivateExamples.IdNumber(1)},是,2020-01-01,2019-12-31
            0003,,1.00001,****0000,,500113********0022,,,
            ,1,2,,丙,,,,
            """;
        string[] expected =
        [
            "3 成员数 x invalid_value", "3 土地 -1 negative_amount", "3 账号  invalid_value", "3 身份证号  invalid_value",
            "3 户主标志 也许 invalid_value", "3 加入日期 2020-02-30 invalid_value", "4 成员数 4 invalid_value",
            "4 身份证号  invalid_value", "4 退出日期 2019-12-31 invalid_value",
            "5 土地 1.00001 too_many_decimals", "5 姓名  missing_field", "6 户编号  invalid_household_id",
        ];
        var dry = await roster.ImportAsync(table, "?dryRun=true");
        Assert.Equal(200, dry.Status);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Problems(dry).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Length, dry.Json.GetProperty("problemCount").GetInt32());

        var refused = await roster.ImportAsync(table);
        Assert.Equal(400, refused.Status);
        Assert.Equal(expected.Length, refused.Json.GetProperty("errorCount").GetInt32());
        Assert.Contains(("too_many_decimals", "rows[5].land"), refused.Errors);
        Assert.Contains(("invalid_value", "rows[4].id_number"), refused.Errors);
        Assert.Empty((await roster.GetAsync("households?asOf=2999-01-01")).Json.GetProperty("households").EnumerateArray());

        // A number that is wrong, or whole, is in no answer.
        foreach (var number in new[] { "50011319700101002X", PrivateExamples.IdNumber(1), PrivateExamples.Account(1) })
        {
            Assert.DoesNotContain(number, dry.Text + refused.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("户主\n甲\n", "missing_field columns.household_id")]
    [InlineData("户编号,户编号\n1,1\n", "duplicate_field columns.household_id")]
    [InlineData("户编号,lnad\n1,1\n", "unknown_field columns.lnad")]
    [InlineData("户编号,身份证号\n1,\n", "missing_field columns.person_name")]
    [InlineData("户编号,土地\n1,1\n1,2\n", "duplicate_household rows[3].household_id")]
    [InlineData("户编号,土地\n1,1,2\n", "malformed_csv rows[2]")]
    [InlineData("", "malformed_csv ")]
    public async Task Import_BadTable_Refused(string table, string problem)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await (await new RosterClient(service).MakeAsync()).ImportAsync(table);
        Assert.Equal(400, answer.Status);
        Assert.Equal(problem, string.Join('|', answer.Errors.Select(error => $"{error.Code} {error.Field}")));
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Export_ThenImport_NothingChangesInAnyFormat(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        Assert.Equal((3, 0, 0), Counts(await roster.ImportAsync(Persons, "?validFrom=2025-01-01&dryRun=true")));
        Assert.Equal((3, 0, 0), Counts(await roster.ImportAsync(Persons, "?validFrom=2025-01-01")));
        Assert.Equal((0, 0, 3), Counts(await roster.ImportAsync(Persons, "?validFrom=2025-01-01")));
        foreach (var query in new[] { "?format=csv&lang=zh", "?format=csv&lang=en", "?format=xlsx&lang=zh", "?format=xlsx&lang=en" })
        {
            var masked = await roster.ExportAsync(query);
            Assert.Equal((0, 0, 3), Counts(await roster.ImportAsync(masked)));
            var full = await roster.ExportAsync(query, ("X-Linkage-Purpose", "backup"));
            Assert.Equal((0, 0, 3), Counts(await roster.ImportAsync(full)));

            // Elsewhere the masked numbers are known of nobody, and the full ones make the same roster.
            var copy = "copy-" + query.Length.ToString(CultureInfo.InvariantCulture) + query[^2..];
            var other = await new RosterClient(service, copy).MakeAsync();
            Assert.Equal(400, (await other.ImportAsync(masked)).Status);
            await other.ImportAsync(full, "?validFrom=2025-01-01");
            var asCsv = await roster.ExportAsync("?lang=en", ("X-Linkage-Purpose", "compare"));
            Assert.Equal((0, 0, 3), Counts(await other.ImportAsync(asCsv)));
            var copied = await other.ExportAsync("?lang=en", ("X-Linkage-Purpose", "compare"));
            Assert.True(query.Contains("xlsx", StringComparison.Ordinal) || asCsv.AsSpan().SequenceEqual(copied), query);
        }

        var exported = Encoding.UTF8.GetString(await roster.ExportAsync("?lang=en", ("X-Linkage-Purpose", "look")));
        Assert.Contains($"0001,农户0001,2,monitored;registered,2.70,,12.5,农户0001,农商行,{PrivateExamples.Account(1)},甲,", exported,
            StringComparison.Ordinal);
        Assert.Contains("holdings.left", exported, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_PhonesAndRemarks_AreKeptDatedAndComeBack(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        const string first = "户编号,户主,电话,备注\n0001,农户0001,13900000001,外出务工\n0002,农户0002,,\n";
        Assert.Equal((2, 0, 0), Counts(await roster.ImportAsync(first, "?validFrom=2025-01-01")));
        Assert.Equal((0, 0, 2), Counts(await roster.ImportAsync(first, "?validFrom=2025-01-01")));

        // A table without the columns leaves them, a blank cell says that there is none.
        Assert.Equal((0, 0, 2), Counts(await roster.ImportAsync("户编号,户主\n0001,农户0001\n0002,农户0002\n", "?validFrom=2025-03-01")));
        Assert.Equal((0, 1, 0), Counts(await roster.ImportAsync("户编号,备注\n0001,\n", "?validFrom=2025-06-01")));
        var before = (await roster.GetAsync("households/0001?asOf=2025-05-31")).Json;
        Assert.Equal("****0001 外出务工", before.GetProperty("phone").GetString() + " " + before.GetProperty("remark").GetString());
        var after = (await roster.GetAsync("households/0001?asOf=2025-06-01", ("X-Linkage-Purpose", "test"))).Json;
        Assert.Equal("13900000001", after.GetProperty("phone").GetString());
        Assert.False(after.TryGetProperty("remark", out _));
        foreach (var query in new[] { "?asOf=2025-05-31&format=csv", "?asOf=2025-05-31&format=xlsx&lang=en" })
        {
            var masked = await roster.ExportAsync(query);
            Assert.Equal((0, 0, 2), Counts(await roster.ImportAsync(masked, "?validFrom=2025-05-31")));
            var full = await roster.ExportAsync(query, ("X-Linkage-Purpose", "backup"));
            Assert.Equal((0, 0, 2), Counts(await roster.ImportAsync(full, "?validFrom=2025-05-31")));
        }
    }

    [Fact]
    public async Task Import_EveryEncoding_TheSameRoster()
    {
        await using var service = await RunningService.StartAsync();
        var utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(Persons), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Persons)],
            Gb18030.GetBytes(Persons), [.. utf16.Preamble, .. utf16.GetBytes(Persons)],
        ];
        var rosters = new List<byte[]>();
        for (var at = 0; at < files.Length; at++)
        {
            var roster = await new RosterClient(service, "org" + at.ToString(CultureInfo.InvariantCulture)).MakeAsync();
            Assert.Equal((3, 0, 0), Counts(await roster.ImportAsync(files[at])));
            rosters.Add(await roster.ExportAsync("", ("X-Linkage-Purpose", "compare")));
        }

        Assert.All(rosters, roster => Assert.Equal(rosters[0], roster));
    }

    [Fact]
    public async Task Import_SomeColumnsOnly_LeavesTheRestAndOtherHouseholds()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.ImportAsync(Persons, "?validFrom=2025-01-01");
        Assert.Equal((0, 1, 1), Counts(await roster.ImportAsync("户编号,出工天数\n0001,30\n0003,\n", "?validFrom=2025-06-01")));
        var household = (await roster.GetAsync("households/0001", ("X-Linkage-Purpose", "test"))).Json;
        Assert.Equal("30", household.GetProperty("holdings").GetProperty("wage_days").GetString());
        Assert.Equal("2.70", household.GetProperty("holdings").GetProperty("land").GetString());
        Assert.Equal(PrivateExamples.Account(1), household.GetProperty("account").GetProperty("number").GetString());
        Assert.Equal(PrivateExamples.IdNumber(2), household.GetProperty("persons")[1].GetProperty("idNumber").GetString());

        // A column of persons says who they are; what it has no column for stays.
        Assert.Equal((0, 1, 0), Counts(await roster.ImportAsync("户编号,姓名,与户主关系\n0001,甲,户主\n0001,乙,妻\n", "?validFrom=2025-07-01")));
        household = (await roster.GetAsync("households/0001", ("X-Linkage-Purpose", "test"))).Json;
        Assert.Equal(PrivateExamples.IdNumber(1), household.GetProperty("persons")[0].GetProperty("idNumber").GetString());
        Assert.Equal("妻", household.GetProperty("persons")[1].GetProperty("relation").GetString());
        Assert.Equal("0001,0002,0003", string.Join(',', (await roster.GetAsync("households")).Json.GetProperty("households")
            .EnumerateArray().Select(each => each.GetProperty("id").GetString())));
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_WhileOthersChange_EveryImportIsWholeAndOneEntry(string provider)
    {
        const int imports = 8;
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        var rows = Enumerable.Range(0, 300).Select(household => household.ToString("0000", CultureInfo.InvariantCulture)).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(1, imports).Select(land => roster.ImportAsync(
            "household_id,land\n" + string.Concat(rows.Select(id => $"{id},{land}\n")), "?validFrom=2025-01-01")));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));

        // Whatever came last, it is everybody's.
        var lands = (await roster.GetAsync("households?limit=1000")).Json.GetProperty("households").EnumerateArray()
            .Select(household => household.GetProperty("holdings").GetProperty("land").GetString()).ToArray();
        Assert.Equal(rows.Length, lands.Length);
        Assert.Single(lands.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, answers.Count(answer => Counts(answer).Added == rows.Length));
        Assert.Equal(imports - 1, answers.Count(answer => Counts(answer).Changed == rows.Length));
        var history = (await roster.GetAsync("households/0299/history")).Json.GetProperty("facts").GetArrayLength();
        Assert.Equal(imports, history);
    }

    [Fact]
    public async Task Import_OverTheLimits_Refused()
    {
        await using var service = await RunningService.StartAsync(["--Limits:MaxHouseholds=2", "--Limits:MaxBodyBytes=2048"]);
        var roster = await new RosterClient(service).MakeAsync();
        Assert.Equal(200, (await roster.ImportAsync("id\n1\n2\n")).Status);
        Assert.Equal((413, "too_many_households"), Of(await roster.ImportAsync("id\n1\n2\n3\n")));
        Assert.Equal((413, "body_too_large"), Of(await roster.ImportAsync("id\n" + new string('\n', 2048))));
        Assert.Equal((415, "unsupported_media_type"), Of(await roster.SendAsync(HttpMethod.Post, "households:import", "{}")));
    }

    private static (int Added, int Changed, int Unchanged) Counts(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return (answer.Json.GetProperty("added").GetInt32(), answer.Json.GetProperty("changed").GetInt32(),
            answer.Json.GetProperty("unchanged").GetInt32());
    }

    private static IEnumerable<string> Problems(Answer report) => report.Json.GetProperty("problems").EnumerateArray().Select(problem =>
        $"{problem.GetProperty("row").GetInt32()} {problem.GetProperty("column").GetString()} "
        + $"{(problem.TryGetProperty("value", out var value) ? value.GetString() : "")} {problem.GetProperty("code").GetString()}");

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);
}
