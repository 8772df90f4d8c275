using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Features.Exports.Print;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Papers of many pages are printed in parts and joined: nothing is lost between two parts, and all add up.</summary>
[Collection(Printing.Name)]
public sealed class PrintInPartsTests
{
    private const int Households = 1_300;

    [FullRunFact]
    public async Task Pdf_OfMoreSheetsThanAPart_HasEveryHouseholdOnceAndEveryPageInOrder()
    {
        await Tool.RequireAsync(Tool.Chromium + " && command -v pdftotext");
        await using var village = await ExportVillage.StartAsync();
        var table = new StringBuilder("户编号,户主,成员数,land\n");
        for (var at = 1; at <= Households; at++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{10_000 + at},农户{at:0000},{1 + (at % 7)},{1 + (at * 37 % 400)}.25\n");
        }

        var imported = await new RosterClient(village.Service, ExportVillage.Organization)
            .ImportAsync(table.ToString(), "?validFrom=2024-01-01");
        Assert.True(imported.Status == 200, imported.Text);
        var run = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json.GetProperty("id").GetString()!;
        var file = await village.ExportAsync(run, "payout-sheet.pdf");
        var pages = await PrintedPdf.PagesAsync(file);
        Assert.True(pages > PrintParts.SheetsOf(0), $"{pages} pages are one part");
        var text = string.Concat((await PrintedPdf.TextAsync(file)).Where(letter => !char.IsWhiteSpace(letter)));

        // 页 comes out of some fonts as the radical ⻚.
        Assert.Equal(Enumerable.Range(1, pages).Select(page => $"{page} {pages}"),
            Regex.Matches(text, "第([0-9]+).共([0-9]+)", RegexOptions.None, TimeSpan.FromSeconds(5))
                .Select(mark => $"{mark.Groups[1]} {mark.Groups[2]}"));
        var listed = Regex.Matches(text, "1[01][0-9]{3}(?=农户)", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(found => found.Value).ToArray();
        Assert.Equal(Enumerable.Range(10_001, Households).Select(id => id.ToString(CultureInfo.InvariantCulture)), listed);
    }

    [FullRunFact]
    public async Task Join_AFileThatIsNoPdfOfChromium_IsRefusedAndNotGuessed()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-join-").FullName;
        try
        {
            string[] files = [Path.Combine(folder, "1.pdf"), Path.Combine(folder, "2.pdf")];
            await File.WriteAllTextAsync(files[0],
                "%PDF-1.7\n1 0 obj\n<</Type /XRef>>\nendobj\nstartxref\n9\n%%EOF", TestContext.Current.CancellationToken);
            File.Copy(files[0], files[1]);
            await Assert.ThrowsAsync<InvalidDataException>(() =>
                PdfJoiner.JoinAsync(files, new MemoryStream(), TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
