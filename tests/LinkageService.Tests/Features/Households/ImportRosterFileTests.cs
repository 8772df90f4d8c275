using System.Globalization;
using System.Text;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Tables;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Households;

/// <summary>A roster's file that is looked through and mended before it is imported.</summary>
public class ImportRosterFileTests
{
    private const string Organization = "tangwan";
    private const int Enough = 1 << 20;

    private static readonly Caller Clerk = new("clerk", Role.Local, Organization: null);

    private const string Table = """
        户编号,户主,成员数,土地
        0001,农户0001,3,1.5
        0002,农户0002,约三,2.70
        0003,农户0003,5,-1
        0002,农户0004,2,0.95
        合计,,10,
        """;

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Check_MendedCellByCell_ImportsWhatWasMendedAndTheRestAsItWas(string ending)
    {
        var format = ending == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        using var file = await FileAsync(await BytesAsync(Table, format));

        var first = await CheckAsync(import, file);
        Assert.Equal((5, 3, 3), (first.Rows, first.BadRowCount, first.ProblemCount));
        Assert.Equal(
            ["3 成员数 约三", "4 土地 -1", "5 户编号 0002"],
            first.Shown.SelectMany(row => row.Problems.Select(problem =>
                $"{row.Number} {first.Columns[problem.Place].Heading} {row.Cells[problem.Place]}")));
        Assert.False(first.IsReady);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => StoreAsync(import, file));
        Assert.Equal(3, refused.Failure.Count);

        // One cell at a time; a row that was mended stays where it is shown.
        file.Mending = file.Mending.WithCell(3, 2, "3");
        var second = await CheckAsync(import, file, 3, 4, 5);
        Assert.Equal([3, 4, 5, 2], second.Shown.Select(row => row.Number));
        Assert.Equal((2, 0), (second.BadRowCount, second.Shown[0].Problems.Count));
        file.Mending = file.Mending.WithCell(4, 3, "1").WithCell(5, 0, "0004").WithRow(6, isLeftOut: true);
        var last = await CheckAsync(import, file, 3, 4, 5, 6);
        Assert.Equal((4, 4, 0, 0, true), (last.Rows, last.Added, last.Changed, last.ProblemCount, last.IsReady));
        Assert.Equal([3, 4, 5, 6, 2], last.Shown.Select(row => row.Number));
        Assert.True(last.Shown[3].IsLeftOut);

        var report = await StoreAsync(import, file);
        Assert.Equal((4, 0, 0), (report.Added, report.Changed, report.Unchanged));
        Assert.Equal(
            ["0001 3 1.5", "0002 3 2.7", "0003 5 1", "0004 2 0.95"],
            (await roster.GetAsync("households?asOf=2025-01-01")).Json.GetProperty("households").EnumerateArray().Select(household =>
                $"{household.GetProperty("id").GetString()} {household.GetProperty("members").GetInt32()} "
                + household.GetProperty("holdings").GetProperty("land").GetString()!.TrimEnd('0')));

        // The same again changes nothing; the file itself was never touched.
        var again = await CheckAsync(import, file);
        Assert.Equal((0, 0, 4, false), (again.Added, again.Changed, again.Unchanged, again.IsReady));
        file.Mending = TableMending.None;
        Assert.Equal(3, (await CheckAsync(import, file)).ProblemCount);
    }

    [Fact]
    public async Task Check_TitleAboveTheHeadingsAndUnknownColumn_BothArePassedOver()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        using var file = await FileAsync(Encoding.UTF8.GetBytes("某村名册,,,\n编码,户主,年龄,土地\n0001,甲,123,x\n"));

        var headings = await CheckAsync(import, file);
        Assert.Equal(2, headings.HeadingRow);
        Assert.NotEmpty(headings.HeadingProblems);
        Assert.Equal(["编码"], headings.Columns.Where(column => column.Column is null).Select(column => column.Written));
        Assert.Equal(["年龄"], headings.Columns.Where(column => column.Column is { IsKept: false }).Select(column => column.Written));

        file.Mending = file.Mending.WithCell(headings.HeadingRow, 0, "户编号").WithColumn(2, isLeftOut: true);
        var rows = await CheckAsync(import, file);
        Assert.Empty(rows.HeadingProblems);

        // The place of a bad cell is its column in the file, whatever was left out before it.
        var row = Assert.Single(rows.Shown);
        Assert.Equal((3, 3, "x"), (row.Number, Assert.Single(row.Problems).Place, row.Cells[3]));
        file.Mending = file.Mending.WithCell(3, 3, "2.5");
        Assert.True((await CheckAsync(import, file)).IsReady);
    }

    [Fact]
    public async Task Check_RowWithTooFewCells_IsWholeOnceMended()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        using var file = await FileAsync(Encoding.UTF8.GetBytes("户编号,户主,成员数\n0001,甲\n0002,乙,1,多\n"));
        Assert.Equal([-1, -1], (await CheckAsync(import, file)).Shown.Select(row => Assert.Single(row.Problems).Place));
        file.Mending = file.Mending.WithCell(2, 2, "4").WithCell(3, 2, "1");
        Assert.Equal((true, 2), ((await CheckAsync(import, file)) is var check && check.IsReady, check.Added));
    }

    [Fact]
    public async Task Check_BadAndDoubtfulRows_StandFirstInEverydayWords()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        using var file = await FileAsync(Encoding.UTF8.GetBytes("""
            户编号,户主,成员数,土地（亩）,卡号
            0001,农户0001,3,1.5,
            0002,农户0002,2.5,1,
            0003,农户0003,1,1,6222020200001234560
            0004,农户0004,1,壹拾亩,
            0005,农户0005,1,3.33333,
            0006,农户0006,1,-2,
            合计,,9,3.5,
            """));
        var check = await CheckAsync(import, file);
        Assert.Equal(
            ["3 Bad", "5 Bad", "6 Bad", "7 Bad", "4 Doubtful", "2 Fine"], check.Shown.Select(row => $"{row.Number} {row.Kind}"));
        Assert.Equal(
            [
                "C3 写的是“2.5”，人数请写成整数，如 3",
                "D5 写的是“壹拾亩”，请写成数字，如 10 或 10.5",
                "D6 写的是“3.33333”，小数最多 4 位；请定好怎么取舍再填，系统不代为四舍五入",
                "D7 写的是“-2”，这里不能是负数，请核对后改正",
            ],
            check.Shown.SelectMany(row => row.Problems).Select(problem => $"{problem.Cell} {problem.Message.Zh}"));
        Assert.Equal(("E4", 1), (Assert.Single(check.Shown[4].Doubts).Cell, check.DoubtfulRowCount));

        // No sum is called wrong before its column could be read, and none of them is compared as if a bad cell were nothing.
        Assert.DoesNotContain(check.Warnings, warning => warning.Row == 8);
        Assert.Equal(
            ["C 9 … 1", "D 3.5 … 3"],
            check.Reading.Totals.Select(total => $"{total.Letter} {total.Stated} {total.Difference ?? "…"} {total.Unread}"));
        Assert.Equal((2, 0), (check.Added, check.Changed));

        file.Mending = file.Mending.WithCell(3, 2, "2").WithCell(5, 3, "10").WithCell(6, 3, "3.3333").WithCell(7, 3, "2");
        var mended = await CheckAsync(import, file, 3, 5, 6, 7);
        Assert.Equal([3, 5, 6, 7, 4, 2], mended.Shown.Select(row => row.Number));
        Assert.Equal(
            ["C 9 0 0", "D 3.5 15.3333 0"],
            mended.Reading.Totals.Select(total => $"{total.Letter} {total.Stated} {total.Difference} {total.Unread}"));
        Assert.Equal("D8", Assert.Single(mended.Warnings, warning => warning.Row == 8).Cell);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Carry_FileChosenAgain_IsMendedByHouseholdAndColumn(string ending)
    {
        var format = ending == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        using var before = await FileAsync(await BytesAsync(Table + "\n,农户0007,1,1", format));
        await CheckAsync(import, before);
        before.Mending = before.Mending.WithCell(3, 2, "3").WithCell(4, 3, "1").WithCell(5, 0, "0004")
            .WithCell(7, 0, "0007").WithRow(6, isLeftOut: true);

        // A row more above, columns in another order, one cell mended in the file itself, another left as it was.
        using var again = await FileAsync(await BytesAsync("""
            某村花名册,,,
            户编号,土地,户主,成员数
            0000,1,农户0000,1
            0001,1.5,农户0001,3
            0002,2.70,农户0002,约三
            0003,1.2,农户0003,5
            0002,0.95,农户0004,2
            ,1,农户0007,1
            合计,,,10
            """, format));
        var carried = await import.CarryAsync(Organization, before, again, TestContext.Current.CancellationToken);
        Assert.Equal([5, 7], carried.Rows);
        Assert.Equal(2, carried.Cells);
        Assert.Equal([("0003", "土地"), ("", "户编号"), ("合计", "")], carried.Missed);
        var check = await CheckAsync(import, again, [.. carried.Rows]);
        Assert.Equal(["8 户编号 "], check.Shown.SelectMany(row => row.Problems.Select(problem =>
            $"{row.Number} {check.Columns[problem.Place].Heading} {row.Cells[problem.Place]}")));

        // The same bytes are mended to the cell.
        using var same = await FileAsync(await BytesAsync(Table + "\n,农户0007,1,1", format));
        Assert.Equal(5, (await import.CarryAsync(Organization, before, same, TestContext.Current.CancellationToken)).Cells);
        Assert.True((await CheckAsync(import, same)).IsReady);

        // Taken back, it is the file and what was mended since.
        same.Mending = same.Mending.WithCell(3, 2, "4");
        var since = same.Mending.Without(before.Mending);
        Assert.Equal([(3, 2, "4")], since.Cells);
        Assert.Empty(since.RowsOut);
    }

    [Fact]
    public async Task Check_ManyBadRows_ShowsTheFirstAndCountsAll()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        var text = new StringBuilder("户编号,土地\n");
        for (var household = 1; household <= 200; household++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{household:0000},x\n");
        }

        using var file = await FileAsync(Encoding.UTF8.GetBytes(text.ToString()));
        var check = await CheckAsync(import, file);
        Assert.Equal((200, ImportRosterFile.MaxShown), (check.BadRowCount, check.Shown.Count));
    }

    [Fact]
    public async Task Of_TooLargeOrNoTable_Refused()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var import = service.Services.GetRequiredService<ImportRosterFile>();
        var large = await Assert.ThrowsAsync<RefusedException>(() => RosterFile.OfAsync(
            "large.csv", new MemoryStream(new byte[2000]), 1999, came: null, TestContext.Current.CancellationToken));
        Assert.Equal("body_too_large", large.Failure.Code.Name);
        using var old = await FileAsync([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]);
        Assert.Equal("malformed_xlsx", (await Assert.ThrowsAsync<RefusedException>(() => CheckAsync(import, old))).Failure.Code.Name);
        var limited = Clerk with { Organization = "other" };
        using var file = await FileAsync(Encoding.UTF8.GetBytes(Table));
        Assert.Equal("unknown_organization", (await Assert.ThrowsAsync<RefusedException>(() => import.CheckAsync(
            limited, Organization, file, validFrom: null, new Dictionary<int, CheckedRowKind>(),
            TestContext.Current.CancellationToken))).Failure.Code.Name);
    }

    [Theory]
    [InlineData("csv", "zh")]
    [InlineData("xlsx", "en")]
    public async Task Template_OfAScheme_HasColumnsThatTheImportReads(string format, string language)
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var template = service.Services.GetRequiredService<WriteRosterTemplate>();
        using var bytes = new MemoryStream();
        await template.HandleAsync(
            Clerk,
            new RosterTemplateRequest(
                Organization, "tangwan-four-tier", HasPersons: true, format == "csv" ? TableFormat.Csv : TableFormat.Xlsx,
                IsChinese: language == "zh"),
            () => bytes, TestContext.Current.CancellationToken);
        using var file = await FileAsync(bytes.ToArray());
        var check = await CheckAsync(service.Services.GetRequiredService<ImportRosterFile>(), file);
        Assert.Equal((0, 0), (check.Rows, check.ProblemCount));
        Assert.Contains(check.Columns, column => column.Column is { Field: RosterField.Holding, Name: "land" });
        Assert.Contains(check.Columns, column => column.Column is { Field: RosterField.Deceased });
    }

    private static Task<RosterCheck> CheckAsync(ImportRosterFile import, RosterFile file, params int[] bad) => import.CheckAsync(
        Clerk, Organization, file, new DateOnly(2025, 1, 1), bad.ToDictionary(row => row, _ => CheckedRowKind.Bad),
        TestContext.Current.CancellationToken);

    private static Task<ImportReport> StoreAsync(ImportRosterFile import, RosterFile file) => import.ImportAsync(
        Clerk, Organization, file, new DateOnly(2025, 1, 1), changesLaterFacts: false, TestContext.Current.CancellationToken);

    private static Task<RosterFile> FileAsync(byte[] bytes) => RosterFile.OfAsync(
        "roster", new MemoryStream(bytes), Enough, came: null, TestContext.Current.CancellationToken);

    private static async Task<byte[]> BytesAsync(string table, TableFormat format)
    {
        if (format == TableFormat.Csv)
        {
            return Encoding.UTF8.GetBytes(table);
        }

        using var bytes = new MemoryStream();
        await using (var writer = TableWriter.Create(bytes, format, "名册"))
        {
            foreach (var line in table.Split('\n'))
            {
                await writer.WriteAsync(
                    line.Trim().Split(',').Select(TableCell.Of).ToArray(), TestContext.Current.CancellationToken);
            }

            await writer.CompleteAsync(TestContext.Current.CancellationToken);
        }

        return bytes.ToArray();
    }
}
