using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using LinkageService.Tables;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tests.Tables.Xlsx;

/// <summary>What is written is a workbook to the makers of the format too.</summary>
public sealed class XlsxWritingTests
{
    [Fact]
    public async Task Write_Table_IsValidAndLooksRight()
    {
        var rows = new TableCell[][]
        {
            [TableCell.Of("户编号"), TableCell.Of("承包面积"), TableCell.Of("日期"), TableCell.Of("")],
            [TableCell.Of("0001"), TableCell.Decimal("12.5", 2), TableCell.Of(new DateOnly(2024, 2, 29)), TableCell.Of("=1+1")],
            [TableCell.Of("农户农户农户农户农户"), TableCell.Decimal("1.2345", 2), TableCell.Of(new DateOnly(1899, 1, 1)), TableCell.Of("")],
        };
        var file = await TableFiles.WriteAsync(TableFormat.Xlsx, rows, "名册<1>");
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document, TestContext.Current.CancellationToken)
            .Select(error => error.Description));
        var worksheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        var formats = document.WorkbookPart.WorkbookStylesPart!.Stylesheet!;
        Assert.Equal("名册<1>", document.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().Single().Name!.Value);
        Assert.Equal(PaneStateValues.Frozen, worksheet.Descendants<Pane>().Single().State!.Value);
        Assert.Equal([22, 10, 12, 8], worksheet.Descendants<Column>().Select(column => (int)column.Width!.Value));
        Assert.Equal(
            ["@", "", "", "@"],
            worksheet.Descendants<Column>().Select(column => column.Style is null ? "" : FormatOf(column.Style)));
        var cells = worksheet.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!, StringComparer.Ordinal);
        Assert.Equal(["A1", "B1", "C1", "A2", "B2", "C2", "D2", "A3", "B3", "C3"], cells.Keys);
        Assert.Equal("12.5", cells["B2"].CellValue!.Text);
        Assert.Equal("0.00", FormatOf(cells["B2"].StyleIndex!));
        Assert.Equal("0.0000", FormatOf(cells["B3"].StyleIndex!));
        Assert.Equal("45351", cells["C2"].CellValue!.Text);
        Assert.Equal("yyyy\\-mm\\-dd", FormatOf(cells["C2"].StyleIndex!));
        Assert.Equal(CellValues.InlineString, cells["C3"].DataType!.Value);
        Assert.Equal("=1+1", cells["D2"].InnerText);
        Assert.Null(cells["D2"].CellFormula);

        string FormatOf(uint style)
        {
            var id = ((CellFormat)formats.CellFormats!.ElementAt((int)style)).NumberFormatId!.Value;
            return id == 49
                ? "@"
                : formats.NumberingFormats!.Elements<NumberingFormat>().Single(one => one.NumberFormatId! == id).FormatCode!;
        }
    }

    [Fact]
    public async Task Write_Twice_GivesTheSameBytes()
    {
        TableCell[][] rows = [[TableCell.Of("户")], [TableCell.Of("农户0001")]];
        Assert.Equal(await TableFiles.WriteAsync(TableFormat.Xlsx, rows), await TableFiles.WriteAsync(TableFormat.Xlsx, rows));
    }

    [Theory]
    [InlineData("", "Sheet1")]
    [InlineData("a:b[c]'", "a_b_c__")]
    [InlineData("三十一个字三十一个字三十一个字三十一个字三十一个字三十一个字多", "三十一个字三十一个字三十一个字三十一个字三十一个字三十一个字多")]
    [InlineData("三十一个字三十一个字三十一个字三十一个字三十一个字三十一个字𠮷多", "三十一个字三十一个字三十一个字三十一个字三十一个字三十一个字多")]
    public async Task Write_SheetName_IsOneExcelTakes(string asked, string expected)
    {
        var file = await TableFiles.WriteAsync(TableFormat.Xlsx, [[TableCell.Of("户")]], asked);
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Equal(expected, document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Single().Name!.Value);
    }

    [Fact]
    public async Task Write_CellTooLongForExcel_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => TableFiles.WriteAsync(TableFormat.Xlsx, [[TableCell.Of(new string('x', 32_768))]]));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-12.340", 2)]
    [InlineData("123456789012345", 0)]
    [InlineData("1234567890123456", null)]
    [InlineData("1234567890123450000", 0)]
    [InlineData("0.000000000000001", 15)]
    [InlineData("0.0000000000000001", null)]
    [InlineData("123456789012.3456", null)]
    [InlineData("0001", null)]
    [InlineData("+1", null)]
    [InlineData("1.", null)]
    [InlineData(".5", null)]
    [InlineData("1e3", null)]
    [InlineData("", null)]
    public void DigitsAfterPoint_Decimal_OnlyWhenNothingIsLost(string text, int? expected)
    {
        Assert.Equal(expected, ExactDecimal.DigitsAfterPoint(text));
    }

    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(702, "ZZ")]
    [InlineData(703, "AAA")]
    [InlineData(16_384, "XFD")]
    public void ColumnName_Number_IsExcels(int column, string expected)
    {
        Assert.Equal(expected, XlsxParts.ColumnName(column));
    }
}
