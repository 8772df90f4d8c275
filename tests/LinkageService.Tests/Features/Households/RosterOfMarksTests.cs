using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Tables;
using LinkageService.Tests.Tables.Xlsx;

namespace LinkageService.Tests.Features.Households;

/// <summary>What a workbook says by other means than words: struck out, red, hidden; and a list that somebody answered about.</summary>
public sealed class RosterOfMarksTests
{
    private const string Headings =
        "<row><c t=\"inlineStr\"><is><t>户编号</t></is></c><c t=\"inlineStr\"><is><t>户主</t></is></c>"
        + "<c t=\"inlineStr\"><is><t>土地</t></is></c></row>";

    private const string Fonts = "<fonts><font><sz val=\"11\"/></font><font><strike/></font><font><strike val=\"0\"/></font>"
        + "<font><color rgb=\"FFFF0000\"/></font></fonts>";

    private const string Styles = "<xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\"/>"
        + "<xf numFmtId=\"0\" fontId=\"2\"/><xf numFmtId=\"0\" fontId=\"3\"/>";

    [Fact]
    public async Task Rows_StruckOutOrRed_AreReadAndMarked()
    {
        var draft = await ReadAsync(new Workbook
        {
            BeforeFormats = Fonts, Styles = Styles, Rows = Headings + Row(1, 0) + Row(2, 1) + Row(3, 2) + Row(4, 3) + Row(5, 0),
        });
        Assert.Equal(5, draft.Households.Count);
        Assert.Equal(["A3 struck_out", "A5 marked_red"], draft.Warnings.Select(warning => $"{warning.Cell} {warning.Code}"));
    }

    // Where all are red it says nothing of one of them.
    [Fact]
    public async Task Rows_AllRed_AreNotMarked() => Assert.Empty((await ReadAsync(new Workbook
    {
        BeforeFormats = Fonts, Styles = Styles, Rows = Headings + Row(1, 3) + Row(2, 3) + Row(3, 3),
    })).Warnings);

    [Fact]
    public async Task HiddenColumnsAndSheets_AreSaid()
    {
        var draft = await ReadAsync(new Workbook
        {
            BeforeRows = "<cols><col min=\"3\" max=\"16384\" hidden=\"1\"/></cols>",
            Rows = Headings + Row(1, 0),
            Sheets = "<sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/>"
                + "<sheet name=\"旧户\" state=\"hidden\" sheetId=\"2\" r:id=\"rId2\"/>",
        });
        Assert.Contains(draft.Reading!.Notes, note => note.Zh.StartsWith("C 列“土地”在表里是隐藏的，也读了", StringComparison.Ordinal));
        Assert.Contains(draft.Reading.Notes, note => note.Zh.StartsWith("工作表“旧户”是隐藏的，没有读", StringComparison.Ordinal));
        Assert.Empty(draft.Reading.OtherSheets);
    }

    // Whoever leaves out the line alone has said that they are households; who leaves them out has said the other.
    [Theory]
    [InlineData(new[] { 3 }, "1 2 3", 0)]
    [InlineData(new[] { 4, 6 }, "1", 0)]
    [InlineData(new[] { 4 }, "1", 2)]
    public async Task ListBelowALine_OnceAnswered_IsWhatWasSaid(int[] leftOut, string expected, int problems)
    {
        const string table = "户编号,户主,土地\n1,农户0001,1\n已迁出户,,\n2,农户0002,1\n二组,,\n3,农户0003,1\n";
        var draft = await ReadAsync(
            table, leftOut.Aggregate(TableMending.None, (mending, row) => mending.WithRow(row, isLeftOut: true)));
        Assert.Equal(problems, draft.ProblemCount);
        Assert.Equal(expected, string.Join(' ', draft.Households.Select(household => household.Entry.Id)));
    }

    [Fact]
    public async Task Headings_WithoutHouseholds_AreSaid()
    {
        var draft = await ReadAsync("户编号,户主,土地\n", TableMending.None);
        Assert.Equal("no_households", Assert.Single(draft.Warnings).Code);
        Assert.Empty(draft.Problems);
    }

    private static string Row(int number, int style) =>
        $"<row><c s=\"{style}\" t=\"inlineStr\"><is><t>{number}</t></is></c>"
        + $"<c s=\"{style}\" t=\"inlineStr\"><is><t>农户000{number}</t></is></c><c><v>1</v></c></row>";

    private static Task<ImportDraft> ReadAsync(Workbook workbook) => RosterCorpusTests.ReadAsync(workbook.ToFile());

    private static async Task<ImportDraft> ReadAsync(string table, TableMending mending)
    {
        var columns = new RosterTableColumns(SchemeLibrary.Load());
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(table));
        using var file = await RosterFile.OfAsync("名册.csv", stream, 1 << 20, came: null, TestContext.Current.CancellationToken);
        using var reader = file.Open(mending, new RosterHeadings(columns));
        return RosterTableReader.Read(reader, columns, ImportMemory.Unbounded(), TestContext.Current.CancellationToken);
    }
}
