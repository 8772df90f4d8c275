using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Reads a PDF with poppler-utils.</summary>
internal static class PrintedPdf
{
    /// <summary>Its text and what it says of itself.</summary>
    public static Task<string> TextAsync(byte[] file) => RunAsync(file, "pdfinfo page.pdf && pdftotext -raw page.pdf -");

    /// <summary>How many pages it has.</summary>
    public static async Task<int> PagesAsync(byte[] file)
    {
        var said = await RunAsync(file, "pdfinfo page.pdf");
        var pages = Regex.Match(said, "Pages: +([0-9]+)", RegexOptions.None, TimeSpan.FromSeconds(1));
        return int.Parse(pages.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>What its QR codes say, as a phone would read them at the resolution of a plain printer.</summary>
    public static async Task<string[]> CodesAsync(byte[] file) =>
        (await RunAsync(
            // 4: on some pages there is none.
            file,
            "pdftoppm -r 200 -gray -png page.pdf code && "
            + "zbarimg -q --raw -Sdisable -Sqrcode.enable code*.png 2>/dev/null || [ $? = 4 ]"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<string> RunAsync(byte[] file, string script)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-pdf-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "page.pdf"), file);
            var (code, output) = await Tool.RunAsync(script, folder);
            Assert.True(code == 0, output);
            return output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
