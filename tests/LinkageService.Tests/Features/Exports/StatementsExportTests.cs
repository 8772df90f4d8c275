using System.Globalization;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using LinkageService.Tests.Tables;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Every household's amounts as tables for the office.</summary>
public sealed class StatementsExportTests
{
    [Fact]
    public async Task Csv_StoredRun_HasEveryHouseholdOnceAndAddsUpToTheRun()
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        var file = await village.ExportAsync(run, "statements.csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Contains(",'" + ExportVillage.Formula + ",", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var rows = await TableFiles.ReadAsync(file);
        Assert.Equal(["户编号", "户主", "第一层：土地分红", "第二层：全额返还", "第三层：务工收入", "合计"], rows[0].Cells);
        Assert.Equal(["0001", "0002", "0003", "0004", "0005", "0006"], rows.Skip(1).Select(row => row.Cells[0]));
        Assert.Equal("张三丰", rows[1].Cells[1]);
        Assert.Equal(ExportVillage.Formula, rows[6].Cells[1]);
        var statements = (await village.Runs.GetAsync($"/v1/runs/{run}/statements")).Json.GetProperty("statements").EnumerateArray();
        Assert.Equal(statements.Select(each => each.GetProperty("total").GetString()), rows.Skip(1).Select(row => row.Cells[5]));
        Assert.Equal(
            ["Household", "Name", "Tier one: land dividend", "Tier two: full return", "Tier three: wages", "Total"],
            (await TableFiles.ReadAsync(await village.ExportAsync(run, "statements.csv", "?lang=en")))[0].Cells);
    }

    [Fact]
    public async Task Exports_OfARosterThatCameWithTheRequest_NameNobody()
    {
        await using var village = await ExportVillage.StartAsync();
        var created = await village.Runs.CreateAsync(ExportVillage.Organization, RunWorld.Body, "inline");
        var rows = await TableFiles.ReadAsync(await village.ExportAsync(created.Json.GetProperty("id").GetString()!, "statements.csv"));
        Assert.Equal("0001", rows[1].Cells[0]);
        Assert.All(rows.Skip(1), row => Assert.Equal("", row.Cells[1]));
    }

    [Fact]
    public async Task Xlsx_StoredRun_IsAWorkbookWithFormulasBesideTheirValues()
    {
        await using var village = await ExportVillage.StartAsync();
        var file = await village.ExportAsync(await village.RunAsync(), "statements.xlsx");
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document, TestContext.Current.CancellationToken)
            .Select(error => error.Description + error.Path?.XPath));
        var workbook = document.WorkbookPart!;
        Assert.Equal(["分配明细", "汇总"], workbook.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.Equal(["'分配明细'!$5:$5", "'汇总'!$5:$5"], workbook.Workbook.DefinedNames!.Elements<DefinedName>().Select(name => name.Text));
        var sheet = ((WorksheetPart)workbook.GetPartById("rId1")).Worksheet!;
        Assert.Equal("C6", sheet.Descendants<Pane>().Single().TopLeftCell!.Value);
        var setup = sheet.Descendants<PageSetup>().Single();
        Assert.Equal((9U, OrientationValues.Landscape, 1U, 0U),
            (setup.PaperSize!.Value, setup.Orientation!.Value, setup.FitToWidth!.Value, setup.FitToHeight!.Value));
        Assert.Equal("&C第 &P 页 共 &N 页", sheet.Descendants<OddFooter>().Single().Text);
        var cells = sheet.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!, StringComparer.Ordinal);
        Assert.Equal(("SUM(D7:F7)", "24085.71"), (cells["G7"].CellFormula!.Text, cells["G7"].CellValue!.Text));
        Assert.Equal("SUM(D6:D11)", cells["D12"].CellFormula!.Text);
        Assert.Equal(("SUM(G6:G11)", OfColumn("G")), (cells["G12"].CellFormula!.Text, Number("G12")));
        Assert.Equal("0001", cells["A6"].InnerText);
        Assert.Null(cells["B11"].CellFormula);
        Assert.Equal(ExportVillage.Formula, cells["B11"].InnerText);
        Assert.Equal(4U, ((CellFormat)workbook.WorkbookStylesPart!.Stylesheet!.CellFormats!.ElementAt((int)cells["D6"].StyleIndex!.Value))
            .NumberFormatId!.Value);

        decimal Number(string cell) => decimal.Parse(cells[cell].CellValue!.Text, CultureInfo.InvariantCulture);
        decimal OfColumn(string column) => Enumerable.Range(6, 6).Sum(row => Number($"{column}{row}"));
    }

    [Theory]
    [InlineData("exports/statements.pdf", 404, "not_found", "kind")]
    [InlineData("exports/statements.csv?household=0001", 400, "invalid_value", "household")]
    [InlineData("exports/statements.csv?lang=fr", 400, "invalid_value", "lang")]
    [InlineData("exports/statements.csv?language=zh", 400, "unknown_field", "language")]
    [InlineData("exports/household-statements.html?household=0099", 404, "unknown_household", "household")]
    public async Task Export_OfWhatIsNotThere_SaysWhatThereIs(string path, int status, string code, string field)
    {
        await using var village = await ExportVillage.StartAsync();
        var run = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json.GetProperty("id").GetString()!;
        var answer = await village.Service.GetAsync($"/v1/runs/{run}/{path}");
        Assert.Equal((status, code, (code, field)), (answer.Status, answer.Code, answer.Errors.Single()));
        if (field == "kind")
        {
            Assert.Contains("statements.csv, statements.xlsx, notice.html", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Csv_CorrectionAndTheRunThatSettlesIt_SayWhatIsPaid()
    {
        await using var village = await ExportVillage.StartAsync();
        var first = await PaidAsync(village, 2024);
        var corrected = await village.Service.SendAsync(
            HttpMethod.Post, $"/v1/runs/{first}:correct",
            """{ "policy": "settle_next_year", "reason": "收入漏记", "inputs": { "income": "130000.00" } }""",
            ("Idempotency-Key", "c"), ("If-Match", "*"), ("X-Linkage-User", "maker"));
        Assert.True(corrected.Status == 201, corrected.Text);
        var correction = corrected.Json.GetProperty("id").GetString()!;
        await village.LiveAsync(correction);
        var rows = await TableFiles.ReadAsync(await village.ExportAsync(correction, "statements.csv"));
        Assert.Equal(["差额合计", "现在补发", "留待以后年度"], rows[0].Cells.TakeLast(3));
        Assert.All(rows.Skip(1), row => Assert.Equal((row.Cells[^3], "0.00"), (row.Cells[^1], row.Cells[^2])));
        var second = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json;
        var settling = await village.ExportAsync(second.GetProperty("id").GetString()!, "statements.csv");
        var settled = await TableFiles.ReadAsync(settling);
        Assert.Equal(["合计", "结清以前差额", "实发"], settled[0].Cells.TakeLast(3));
        Assert.Equal(rows.Skip(1).Select(row => row.Cells[^1]), settled.Skip(1).Select(row => row.Cells[^2]));
        Assert.Equal(second.GetProperty("settled").GetProperty("payable").GetString(),
            settled.Skip(1).Sum(row => decimal.Parse(row.Cells[^1], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
        foreach (var run in new[] { correction, second.GetProperty("id").GetString()! })
        {
            await LibreOfficeTests.ExpectRecomputedAsync(await village.ExportAsync(run, "statements.xlsx"));
        }
    }

    private static async Task<string> PaidAsync(ExportVillage village, int year)
    {
        var id = (await village.DraftAsync("tangwan-four-tier", "{}", "income", year)).Json.GetProperty("id").GetString()!;
        await village.LiveAsync(id);
        return id;
    }
}
