using System.Text;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Exports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkageService.CommandLine.Doctor;

/// <summary>Prints two pages: whether there is a Chromium that prints, and a font that has Chinese letters.</summary>
internal static class PrintExam
{
    private const string Letters = "村民小组农户应得金额公示分红土地入股人口劳务工资账号银行签字日期单位元合计";

    // Without a font every letter is the same empty box: the file of many letters is then hardly longer than that of one. A font brings
    // a shape for each, some hundred bytes at the least.
    private const int BytesOfShapes = 2_000;

    private static readonly LocalizedText Cure = new(
        "apt install chromium fonts-noto-cjk；或用 Print:Chromium 指明 Chromium 在哪里",
        "apt install chromium fonts-noto-cjk, or name a Chromium in Print:Chromium");

    public static async Task RunAsync(DoctorReport report, Settings settings, CancellationToken cancellation)
    {
        var printer = new PdfPrinter(settings, NullLogger<PdfPrinter>.Instance);
        try
        {
            var one = await BytesAsync(printer, new string(Letters[0], Letters.Length), cancellation);
            var many = await BytesAsync(printer, Letters, cancellation);
            if (many - one < BytesOfShapes)
            {
                report.Bad(
                    new LocalizedText("打印：没有中文字体，PDF 上的汉字是空框", "printing: no font has Chinese letters, they are empty boxes in a PDF"),
                    new LocalizedText("apt install fonts-noto-cjk", "apt install fonts-noto-cjk"));
                return;
            }

            report.Good("打印：能印 PDF，有中文字体", "printing: PDF files are made, with Chinese letters");
        }
        catch (RefusedException refused)
        {
            // An optional part, unless somebody named it. What else its message says is for whoever asked for a paper.
            var why = refused.Failure.Problems[0].Message;
            var what = new LocalizedText("打印：" + why.Zh.Split('。')[0], "printing: " + why.En.Split(". ")[0]);
            if (settings.Chromium is null)
            {
                report.Note(what, Cure);
            }
            else
            {
                report.Bad(what, Cure);
            }
        }
    }

    private static async Task<long> BytesAsync(PdfPrinter printer, string letters, CancellationToken cancellation)
    {
        using var pdf = new MemoryStream();
        var page = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><p>{letters}</p></html>");
        await printer.PrintAsync(to => to.WriteAsync(page, cancellation).AsTask(), () => pdf, cancellation);
        return pdf.Length;
    }
}
