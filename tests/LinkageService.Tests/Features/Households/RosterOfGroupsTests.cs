using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>A workbook of a village with one worksheet a group: one roster, every row and cell told with its worksheet.</summary>
public sealed class RosterOfGroupsTests
{
    private static readonly RosterTableColumns Columns = new(SchemeLibrary.Load());
    private static readonly string[] Headings = ["户编号", "户主", "家庭人口", "土地(亩)"];

    [Fact]
    public async Task Groups_WithTheSameHeadings_AreOneRoster()
    {
        var draft = await RosterCorpusTests.ReadAsync(File(
            ("说明", [["填表说明"]]),
            ("第一组", [["塘湾村第一组花名册"], Headings, ["0001", "农户0001", "3", "1.50"], ["0002", "农户0002", "4", "2.00"],
                ["合计", "", "7", "3.50"]]),
            ("第二组", [["塘湾村第二组花名册"], Headings, ["0003", "农户0003", "2", "1.00"], ["合计", "", "2", "1.00"]]),
            ("第3组", [["塘湾村第三组花名册"], Headings, ["0004", "农户0004", "两口", "1.00"], ["0001", "农户0005", "1", "1.00"]]),
            ("2023年第一组", [Headings, ["0001", "农户0001", "3", "9.99"]]),
            ("汇总组", [["组", "户数", "人口"], ["第一组", "2", "7"]])));
        Assert.Equal(["0001", "0002", "0003", "0004"], draft.Households.Select(household => household.Entry.Id));
        Assert.Equal(["第3组!C3", "第3组!A4"], draft.Problems.Select(problem => problem.Cell));
        Assert.Equal([3, 4], draft.Problems.Select(problem => problem.RowOfSheet));
        Assert.Equal("rows[3].members", draft.Problems[0].Problem.Field);
        Assert.StartsWith("户编号与第一组第 3 行重复", draft.Problems[1].Problem.Message.Zh, StringComparison.Ordinal);
        Assert.Equal("工作表“第一组”、“第二组”、“第3组”一起读：第 2 行是列名，每户一行，共 4 户；另有 3 行不是农户，没有读。",
            draft.Reading!.Sentence.Zh);
        Assert.Equal(["说明", "2023年第一组", "汇总组"], draft.Reading.OtherSheets);
        Assert.Empty(draft.Warnings);
    }

    // Somebody in group 2 with the number of a household of group 1 is not one more person of that household.
    [Fact]
    public async Task Persons_OfAHouseholdInAnotherGroup_AreRefused()
    {
        string[] headings = ["户编号", "姓名", "与户主关系", "土地(亩)"];
        var draft = await RosterCorpusTests.ReadAsync(File(
            ("1组", [headings, ["1", "农户0001", "户主", "1.00"], ["1", "农户0002", "之妻", ""]]),
            ("2组", [headings, ["1", "农户0003", "之妻", ""]])));
        Assert.Equal("2组!A2", Assert.Single(draft.Problems).Cell);
    }

    [Theory]
    [InlineData("别的列", false)]
    [InlineData("2024年二组", false)]
    [InlineData("王家屯", true)]
    [InlineData("Group 2", true)]
    public async Task Worksheet_IsReadWithTheFirst_WhereItIsAGroupWithTheSameHeadings(string sheet, bool isRead)
    {
        var draft = await RosterCorpusTests.ReadAsync(File(
            ("一组", [Headings, ["0001", "农户0001", "3", "1.50"]]), (sheet, [Headings, ["0002", "农户0002", "3", "1.50"]])));
        Assert.Equal(isRead ? 2 : 1, draft.Households.Count);
        Assert.Equal(isRead ? [] : [sheet], draft.Reading!.OtherSheets);
    }

    [Fact]
    public async Task Group_InOtherUnits_IsNotReadWithTheFirst()
    {
        var draft = await RosterCorpusTests.ReadAsync(File(
            ("一组", [["单位：亩"], Headings, ["0001", "农户0001", "3", "1.50"]]),
            ("二组", [["单位：平方米"], Headings, ["0002", "农户0002", "3", "1000"]])));
        Assert.Equal("0001", Assert.Single(draft.Households).Entry.Id);
        Assert.Equal("二组", Assert.Single(draft.Reading!.OtherSheets));
    }

    // Half a village must not be left out by a grey line: which sheet is meant is asked until somebody says so.
    [Fact]
    public async Task Group_WithItsColumnsInAnotherOrder_IsAskedAbout()
    {
        using var stream = new MemoryStream(File(
            ("一组", [Headings, ["0001", "农户0001", "3", "1.50"]]),
            ("二组", [["户主", "户编号", "家庭人口", "土地(亩)"], ["农户0002", "0002", "3", "1.50"]])));
        using var file = await RosterFile.OfAsync("名册.xlsx", stream, 1 << 20, came: null, TestContext.Current.CancellationToken);
        foreach (var (sheet, problems) in new (string? Sheet, int Problems)[] { (null, 1), (null, 1), ("一组", 0), ("二组", 0) })
        {
            file.Sheet = sheet ?? file.Sheet;
            using var table = file.Open(TableMending.None, new RosterHeadings(Columns));
            var draft = RosterTableReader.Read(table, Columns, ImportMemory.Unbounded(), TestContext.Current.CancellationToken);
            Assert.Equal(problems, draft.ProblemCount);
            Assert.Single(draft.Households);
        }
    }

    // A cell that is mended, and a row left out, is that of its own worksheet.
    [Fact]
    public async Task Mends_OfOneGroup_LeaveTheOthersAlone()
    {
        using var stream = new MemoryStream(File(
            ("一组", [Headings, ["0001", "农户0001", "3", "1.50"], ["0002", "农户0002", "3", "1.50"]]),
            ("二组", [Headings, ["0003", "农户0003", "x", "1.50"], ["0004", "农户0004", "3", "1.50"]])));
        using var file = await RosterFile.OfAsync("名册.xlsx", stream, 1 << 20, came: null, TestContext.Current.CancellationToken);
        file.Mending = TableMending.None.WithCell(SheetRow.Of(1, 2), 2, "5").WithRow(SheetRow.Of(1, 3), isLeftOut: true);
        using var table = file.Open(file.Mending, new RosterHeadings(Columns));
        var draft = RosterTableReader.Read(table, Columns, ImportMemory.Unbounded(), TestContext.Current.CancellationToken);
        Assert.Empty(draft.Problems);
        Assert.Equal(["0001 3", "0002 3", "0003 5"],
            draft.Households.Select(household => $"{household.Entry.Id} {household.Entry.Members}"));
    }

    private static byte[] File(params (string Name, string[][] Rows)[] sheets)
    {
        using var bytes = new MemoryStream();
        var setups = sheets.Select(sheet => new XlsxSheetSetup(sheet.Name, [10, 10, 10, 10]) { IsPrinted = false }).ToArray();
        using (var writer = new XlsxWriter(bytes, "Calibri", setups))
        {
            foreach (var (setup, rows) in setups.Zip(sheets, (setup, sheet) => (setup, sheet.Rows)))
            {
                writer.BeginSheet(setup);
                foreach (var row in rows)
                {
                    writer.Write([.. row.Select(cell => XlsxCell.Of(cell))]);
                }
            }

            writer.Complete();
        }

        return bytes.ToArray();
    }
}
