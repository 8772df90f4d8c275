namespace LinkageService.Tests.Tables.Xlsx;

public sealed class XlsxReadingTests
{
    private const string Heading = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>户</t></is></c></row>";

    [Fact]
    public async Task Read_EveryCellType_IsShownAsText()
    {
        var workbook = new Workbook
        {
            Shared = "<si><t>地</t></si><si><r><rPr><b/></rPr><t>农</t></r><r><t xml:space=\"preserve\">户 1</t></r>"
                + "<rPh sb=\"0\" eb=\"1\"><t>nong</t></rPh><phoneticPr fontId=\"1\"/></si><si><t>a_x000D_b_x005F_x000D_</t></si>",
            Rows = """
                <row r="2"><c r="A2" t="inlineStr"><is><t>户</t></is></c><c r="C2" t="s"><v>0</v></c><c r="D2"/></row>
                <row r="3" spans="1:3"><c r="A3" t="s"><v>1</v></c><c r="B3"><f>1+1</f><v>2.7000000000000002</v></c>
                <c r="C3" t="b"><v>1</v></c></row>
                <row r="5"><c r="B5" t="e"><v>#N/A</v></c><c r="C5" t="str"><f>A1&amp;"x"</f><v> x </v></c></row>
                <row><c t="s"><v>2</v></c><c><v>0001</v></c><c r="C6" t="str"><f>""</f><v></v></c></row>
                <row r="7"/><row r="9"><c r="A9" t="d"><v>2024-05-01T00:00:00</v></c><c r="F9" s="1"/></row>
                """,
        };
        Assert.Equal(
            "2:户||地 3:农户 1|2.7|TRUE 5:|#N/A| x  6:a\rb_x000D_|1| 9:2024-05-01||",
            TableFiles.Show(await TableFiles.ReadAsync(workbook.ToFile())));
    }

    [Fact]
    public async Task Read_Sheets_FirstVisibleOrNamed()
    {
        var workbook = new Workbook
        {
            Rows = Heading,
            Sheets = "<sheet name=\"名册\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"Two\" r:id=\"rId2\"/>",
        };
        Assert.Equal("1:二", TableFiles.Show(await TableFiles.ReadAsync(workbook.ToFile())));
        Assert.Equal("1:户", TableFiles.Show(await TableFiles.ReadAsync(workbook.ToFile(), "名册")));
        Assert.Equal("1:二", TableFiles.Show(await TableFiles.ReadAsync(workbook.ToFile(), "two")));
        var problem = await TableFiles.ProblemAsync(workbook.ToFile(), "三");
        Assert.Equal("there is no worksheet \"三\"; there are: 名册, Two", problem.Message.En);
    }

    [Theory]
    [InlineData("", "2024-02-29 2024-02-29T12:00:00 1900-01-01 1900-02-28 1900-02-29 1900-03-01 9999-12-31 0.5 45351 2024-03-01")]
    [InlineData("<workbookPr date1904=\"1\"/>",
        "2028-03-01 2028-03-01T12:00:00 1904-01-02 1904-02-29 1904-03-01 1904-03-02 2958465 1904-01-01T12:00:00 45351 2028-03-02")]
    public async Task Read_Dates_InBothSystems(string properties, string expected)
    {
        string[] days = ["45351", "45351.5", "1", "59", "60", "61", "2958465", "0.5"];
        var workbook = new Workbook
        {
            Properties = properties,
            Formats = "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>",
            Styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/>",
            Rows = Heading + string.Concat(days.Select((day, at) => $"<row><c s=\"{1 + (at % 2)}\"><v>{day}</v></c></row>"))
                + "<row><c s=\"0\"><v>45351</v></c></row><row><c s=\"1\"><v>45351.9999999</v></c></row>",
        };
        var rows = await TableFiles.ReadAsync(workbook.ToFile());
        Assert.Equal(expected, string.Join(' ', rows.Skip(1).Select(row => row.Cells[0])));
    }

    [Fact]
    public async Task Read_StrictDialect_IsRead()
    {
        var workbook = new Workbook { Rows = Heading, Namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main" };
        Assert.Equal("1:户", TableFiles.Show(await TableFiles.ReadAsync(workbook.ToFile())));
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"B2\"><f>A1*2</f></c></row>", 2, "cell B2: the formula has no stored result; open the file in Excel")]
    [InlineData("<row r=\"2\"><c r=\"B2\"><f>A1*2</f><v></v></c></row>", 2, "cell B2: the formula has no stored result")]
    [InlineData("<row r=\"2\"><c r=\"AB2\" t=\"s\"><v>9</v></c></row>", 2, "cell AB2: what the cell holds")]
    [InlineData("<row r=\"2\"><c r=\"A2\"><v>1E999</v></c></row>", 2, "cell A2: what the cell holds")]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"new\"><v>1</v></c></row>", 2, "cell A2: what the cell holds")]
    [InlineData("<row r=\"1\"/>", 1, "row 1: the row after it has a wrong number")]
    [InlineData("<row r=\"1048577\"/>", 1, "row 1: there are over 1048576 rows")]
    [InlineData("<row r=\"2\"><c r=\"B2\"/><c r=\"A2\"/></row>", 2, "row 2: a cell has a wrong column")]
    [InlineData("<row r=\"2\"><c r=\"9\"/></row>", 2, "row 2: a cell has a wrong column")]
    [InlineData("<row r=\"2\"><c r=\"ALM2\"><v>1</v></c></row>", 2, "cell ALM2: a row has at most 1000 cells")]
    [InlineData("<row r=\"2\"></c></row>", 2, "row 2: the file is damaged")]
    [InlineData("<row r=\"2\"><c r=\"A2\">", 2, "row 2: the file is damaged")]
    public async Task Read_BrokenRow_NamesIt(string row, int number, string message)
    {
        var problem = await TableFiles.ProblemAsync(new Workbook { Rows = Heading + row }.ToFile());
        Assert.Equal("malformed_xlsx", problem.Code.Name);
        Assert.Equal(number, problem.Line);
        Assert.StartsWith(message, problem.Message.En, StringComparison.Ordinal);
    }
}
