using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Households;

/// <summary>What somebody said of a heading counts for the next file of the organisation, until it is forgotten.</summary>
public class RosterHeadingMemoryTests
{
    private const string Table = "编码,当家的,承包地（亩）,资金\n0001,农户0001,2.5,100\n0002,农户0002,1,200\n";
    private static readonly Caller Clerk = new("clerk", Role.Local, Organization: null);

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Import_HeadingsSaidBefore_AreUnderstoodAtEveryDoorUntilForgotten(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            var roster = await new RosterClient(service).MakeAsync();
            Assert.Equal(("missing_field", "columns.household_id"), (await roster.ImportAsync(Table)).Errors.First());
            var memory = service.Services.GetRequiredService<RosterHeadingMemory>();
            await SayAsync(memory, "编码", "household_id");
            await SayAsync(memory, "当家的", "name");
            await SayAsync(memory, "承包地(亩)", "holdings.land");
            await SayAsync(memory, "资金", null);
        }

        // Another day, another clerk.
        await using var next = await RunningService.StartAsync(storage.Settings);
        var again = new RosterClient(next);
        var report = (await again.ImportAsync(Table, "?validFrom=2025-01-01")).Json;
        Assert.Equal(2, report.GetProperty("added").GetInt32());
        Assert.Equal(
            ["编码 household_id True", "当家的 name True", "承包地（亩） land True", "资金 left_out False"],
            report.GetProperty("reading").GetProperty("columns").EnumerateArray().Select(column =>
            {
                Assert.True(column.GetProperty("remembered").GetBoolean());
                return $"{column.GetProperty("heading")} {column.GetProperty("takenFor")} {column.GetProperty("read")}";
            }));
        Assert.Equal(
            "按以前选的：“编码”当作“户编号”",
            report.GetProperty("reading").GetProperty("notes")[0].GetProperty("zh").GetString());
        var household = (await again.GetAsync("households/0001")).Json;
        Assert.Equal("农户0001", household.GetProperty("name").GetString());
        Assert.Equal("{\"land\":\"2.5\"}", household.GetProperty("holdings").GetRawText());

        // It is that organisation's alone, and a unit is still looked at.
        var other = await new RosterClient(next, "other").MakeAsync();
        Assert.Equal(400, (await other.ImportAsync(Table)).Status);
        Assert.Equal(
            ("invalid_value", "rows[2].land"),
            (await again.ImportAsync(Table.Replace("2.5", "2.5公顷", StringComparison.Ordinal))).Errors.First());
        await Assert.ThrowsAsync<RefusedException>(() => next.Services.GetRequiredService<RosterHeadingMemory>().RememberAsync(
            Clerk with { Organization = "other" }, "tangwan", "编码", null, TestContext.Current.CancellationToken));

        // Forgotten, or said to be what it is anyway, it is as if nothing was said.
        var forgetting = next.Services.GetRequiredService<RosterHeadingMemory>();
        await SayAsync(forgetting, "资金", "holdings.capital");
        await forgetting.RememberAsync(Clerk, "tangwan", "编码", column: null, TestContext.Current.CancellationToken);
        var natural = Table.Replace("编码", "户编号", StringComparison.Ordinal);
        var changed = (await again.ImportAsync(natural, "?validFrom=2025-01-01")).Json;
        Assert.Equal(2, changed.GetProperty("changed").GetInt32());
        Assert.False(changed.GetProperty("reading").GetProperty("columns")[3].TryGetProperty("remembered", out _));
        Assert.Equal(400, (await again.ImportAsync(Table)).Status);

        // Each is in the audit log once, what changed nothing is not, and what is remembered is what the log says.
        await forgetting.RememberAsync(Clerk, "tangwan", "编码", column: null, TestContext.Current.CancellationToken);
        var said = (await next.GetAsync("/v1/audit?organization=tangwan&limit=100")).Json.GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("action").GetString() == "roster.heading").ToArray();
        Assert.Equal(6, said.Length);
        Assert.Contains(said, entry => entry.GetProperty("subject").GetString() == "roster_heading/tangwan/当家的");
        Assert.True((await next.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OurHeading_OfEveryColumnThatMayBeChosen_IsTakenForIt(bool inChinese)
    {
        var columns = new RosterTableColumns(SchemeLibrary.Load());
        foreach (var heading in columns.Headings(inChinese))
        {
            var column = columns.Find(heading)!;
            Assert.Equal(column, columns.Find(column.OurHeading));
        }

        Assert.Null(columns.Find(RosterColumn.LeftOut.OurHeading));
    }

    /// <summary>What a bank needs can be said of any heading: from the console's list, or by our name in the file.</summary>
    [Theory]
    [InlineData("开户名", "account_holder", RosterField.AccountHolder)]
    [InlineData("开户行", "bank", RosterField.Bank)]
    [InlineData("账号", "account", RosterField.Account)]
    [InlineData("行号", "bank_code", RosterField.BankCode)]
    [InlineData("统一社会信用代码", "credit_code", RosterField.CreditCode)]
    public void Headings_OfBanks_MayBeChosenAndAreRemembered(string zh, string en, RosterField field)
    {
        var columns = new RosterTableColumns(SchemeLibrary.Load());
        Assert.Contains(zh, columns.Headings(inChinese: true));
        Assert.Contains(en, columns.Headings(inChinese: false));
        var chosen = columns.Find(zh)!;
        var remembering = columns.With(
            new Dictionary<string, string>(StringComparer.Ordinal) { [RosterTableColumns.KeyOf("甲乙丙")] = chosen.OurHeading },
            new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.Null(columns.Find("甲乙丙"));
        Assert.Equal((field, field), (remembering.Find("甲乙丙")!.Field, remembering.Find(en)!.Field));
    }

    [Fact]
    public void MayRemember_NoHeadingOrTwoOrATextWithoutEnd_IsForThisFileAlone()
    {
        CheckedColumn[] file =
        [
            .. new[] { "编码", " ", "地（亩）", "地(亩)", new string('长', 201), "a\u0000b" }
                .Select((written, at) => new CheckedColumn(at, written, written, Column: null, IsLeftOut: false)),
        ];
        Assert.Equal([0], Enumerable.Range(0, file.Length).Where(at => RosterHeadingMemory.MayRemember(file, at)));
    }

    private static Task SayAsync(RosterHeadingMemory memory, string heading, string? column) => memory.RememberAsync(
        Clerk, "tangwan", heading,
        column switch
        {
            null => RosterColumn.LeftOut,
            "holdings.land" => new RosterColumn(RosterField.Holding, "land"),
            "holdings.capital" => new RosterColumn(RosterField.Holding, "capital"),
            "name" => new RosterColumn(RosterField.Name, "name"),
            _ => new RosterColumn(RosterField.HouseholdId, column),
        },
        TestContext.Current.CancellationToken);
}
