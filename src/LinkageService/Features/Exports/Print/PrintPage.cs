using System.Diagnostics;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>The frame of every print view: one file with its styles inside, no script, nothing from elsewhere.</summary>
internal static class PrintPage
{
    private const string Styles = """
        *{box-sizing:border-box}
        html{background:#e9ebee}
        body{margin:0;color:#111;font:9.5pt/1.45 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",SimSun,sans-serif}
        .hint{max-width:297mm;margin:10px auto 0;padding:8px 14px;background:#fff8dd;border:1px solid #d9c677;border-radius:4px}
        .sheet{position:relative;display:flex;flex-direction:column;margin:12px auto;background:#fff;box-shadow:0 1px 6px #0003}
        .portrait .sheet{width:210mm;min-height:297mm;padding:12mm 12mm 10mm}
        .landscape .sheet{width:297mm;min-height:210mm;padding:9mm 10mm 8mm}
        h1{margin:0;font-size:17pt;line-height:1.3;text-align:center;letter-spacing:.08em}
        h1.again{font-size:12pt}
        .lead{margin:1.5mm 0 0;text-align:center}
        .lead b{font-weight:600}
        .draft{position:absolute;top:6mm;right:12mm;padding:.5mm 2.5mm;border:1.5pt solid #b3261e;color:#b3261e}
        .draft{font-size:9pt;font-weight:600}
        .say{margin:1.5mm 0 0;text-indent:2em}
        .blank{display:inline-block;min-width:26mm;border-bottom:.6pt solid #333}
        .short{min-width:9mm}
        table{width:100%;margin-top:2mm;border-collapse:collapse;table-layout:fixed}
        th,td{padding:0 1.2mm;border:.6pt solid #333;text-align:left;overflow:hidden}
        th{background:#eef1f4;font-weight:600;text-align:center;line-height:1.25}
        td.n{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        td.c{text-align:center}
        td>div{overflow:hidden;overflow-wrap:anywhere;word-break:break-all}
        tr.sum td{background:#f7f5ec;font-weight:600}
        tr.all td{background:#efeada;font-weight:700}
        .notice td{height:7.2mm}.notice th{height:9mm}.notice td>div{max-height:7mm;line-height:3.5mm}
        .payout td{height:10mm;font-size:8.5pt}.payout th{height:9mm;font-size:8.5pt;padding:0 .5mm}
        .payout td>div{max-height:8.4mm;line-height:4.2mm}
        .payout td.s{font-size:7pt}.payout td.s>div{max-height:9.6mm;line-height:3.2mm}
        .dense td,.dense th{font-size:7.8pt;padding:0 .8mm}
        .payout tr.sum td,.payout tr.all td{height:7.5mm}
        h2{margin:3mm 0 0;font-size:11pt;line-height:5mm}
        tr.group td{background:#eef1f4;font-weight:600;text-align:left}
        .notice tr.group td>div,.payout tr.group td>div{max-height:6mm;line-height:6mm;white-space:nowrap;text-overflow:ellipsis}
        .payout tr.group td{height:7.5mm}
        .recap td{height:7.2mm}.recap th{height:9mm}.recap td>div{max-height:7mm;line-height:3.5mm}
        .sign{display:flex;justify-content:space-between;gap:3mm;margin-top:auto;padding-top:4mm;white-space:nowrap}
        .sign .blank{min-width:24mm}
        .sign .short{min-width:8mm}
        .foot{display:flex;justify-content:space-between;margin-top:2mm;font-size:8pt;color:#444}
        .facts{display:grid;grid-template-columns:1fr 1fr;gap:1mm 8mm;margin:4mm 0 0}
        .facts div b{font-weight:600}
        .own td,.own th{padding:1.6mm 2mm;vertical-align:top;overflow:visible}
        .own .why{font-size:9pt;color:#222}
        .own tr{break-inside:avoid}
        .capital{margin:3mm 0 0;padding:2mm 3mm;border:.8pt solid #333;font-size:11pt}
        .note{margin:2mm 0 0;font-size:8.5pt;color:#333}
        @media print{
        html{background:#fff}
        .hint{display:none}
        .sheet{margin:0;box-shadow:none;break-after:page}
        .sheet:last-child{break-after:auto}
        .portrait .sheet,.landscape .sheet{width:auto;padding:0 .4mm}
        .portrait .sheet{min-height:272mm}
        .landscape .sheet{min-height:190mm}
        .fixed .sheet{overflow:hidden;break-inside:avoid}
        .portrait.fixed .sheet{height:272mm}
        .landscape.fixed .sheet{height:190mm}
        .draft{top:0;right:0}
        th,tr.sum td,tr.all td,tr.group td{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """;

    /// <summary>Begins the file.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="words">The language.</param>
    /// <param name="title">Of the window, and of a PDF.</param>
    /// <param name="isLandscape">Whether it prints across.</param>
    /// <param name="isFixed">Whether every sheet is exactly one page.</param>
    public static void Begin(HtmlWriter html, ExportWords words, string title, bool isLandscape, bool isFixed)
    {
        html.Write($"<!DOCTYPE html>\n<html lang=\"{words.T("zh-CN", "en")}\"><head><meta charset=\"utf-8\">");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" ");
        html.Write($"content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>");
        WriteStyles(html);
        if (isLandscape)
        {
            html.Write($"@page{{size:A4 landscape;margin:9mm 10mm}}");
        }
        else
        {
            html.Write($"@page{{size:A4 portrait;margin:12mm}}");
        }

        html.Write($"</style></head><body class=\"{(isLandscape ? "landscape" : "portrait")}{(isFixed ? " fixed" : "")}\">");
        var paper = isLandscape ? words.T("A4 横向", "A4 landscape") : words.T("A4 纵向", "A4 portrait");
        html.Write($"<p class=\"hint\">{words.T(
            $"打印：按 Ctrl+P，纸张选 {paper}，不要页眉页脚。这一行不会打印出来。",
            $"To print: Ctrl+P, paper {paper}, no headers and footers. This line is not printed.")}</p>\n");
    }

    /// <summary>Begins a sheet; a run that is not approved, or was given up, says so at the top.</summary>
    public static void BeginSheet(HtmlWriter html, ExportSheet sheet, bool isNotice = false)
    {
        html.Write($"<section class=\"sheet\">");
        if (Warning(sheet, isNotice) is { } warning)
        {
            html.Write($"<div class=\"draft\">{warning}</div>");
        }
    }

    /// <summary>Room for the seal and the date.</summary>
    public static void WriteSeal(HtmlWriter html, ExportWords words)
    {
        html.Write($"<span>{words.T("（盖章）　", "(seal) ")}<span class=\"blank short\"></span>{words.T("年", "-")}");
        html.Write($"<span class=\"blank short\"></span>{words.T("月", "-")}");
        html.Write($"<span class=\"blank short\"></span>{words.T("日", "")}</span>");
    }

    /// <summary>Why it is paid although another run of the year by the same scheme stood; nothing where that is not so.</summary>
    public static void WriteRepeatReason(HtmlWriter html, ExportSheet sheet)
    {
        if (RepeatReason(sheet) is { } text)
        {
            html.Write($"<p class=\"say\">{text}</p>");
        }
    }

    /// <summary>How many rows of the first page its lines take.</summary>
    /// <param name="sheet">The run.</param>
    /// <param name="lineCharacters">Chinese characters of a line of the page.</param>
    /// <param name="rowMillimetres">The height of a row.</param>
    public static int RowsOfRepeatReason(ExportSheet sheet, int lineCharacters, int rowMillimetres)
    {
        const int lineMillimetres = 5, gapMillimetres = 2;
        return RepeatReason(sheet) is not { } text
            ? 0
            : ((((text.Length / lineCharacters) + 1) * lineMillimetres) + gapMillimetres + rowMillimetres - 1) / rowMillimetres;
    }

    private static string? RepeatReason(ExportSheet sheet)
    {
        var repeat = sheet.Run.Life.RepeatReason is { } reason
            ? sheet.Words.T($"本年度按同一方案另有核算，这次另外发放的原因：{reason}",
                $"There is another run of the year by the same scheme; why this one is paid as well: {reason}")
            : null;
        var overridden = (sheet.Run.Life.Overrides ?? []).Select(each =>
        {
            var title = LegalChecks.Find(each.Code)?.Title ?? new LocalizedText(each.Code, each.Code);
            return sheet.Words.T($"“{title.Zh}”一项没有通过，批准的原因：{each.Reason}",
                $"\"{title.En}\" was not met; why it was approved: {each.Reason}");
        });
        return string.Join("\u3000", overridden.Prepend(repeat).OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    /// <summary>Ends the file.</summary>
    public static void End(HtmlWriter html) => html.Write($"</body></html>\n");

    private static string? Warning(ExportSheet sheet, bool isNotice) => (sheet.Row.State, isNotice) switch
    {
        (RunStates.Cancelled, _) => sheet.Words.T("已作废", "Cancelled: void"),
        (RunStates.Draft, true) => sheet.Words.T("草稿　请勿张贴", "Draft: not for posting"),
        (RunStates.Draft or RunStates.Submitted or RunStates.Disclosed, false) =>
            sheet.Words.T("未经审批　不作发放依据", "Not approved: no basis for payment"),
        (RunStates.Submitted or RunStates.Disclosed, true) or (RunStates.Approved or RunStates.Paid or RunStates.Closed, _) => null,
        _ => throw new UnreachableException(),
    };

    // Braces and all: a constant of the source, which an interpolated string would take for holes.
    private static void WriteStyles(HtmlWriter html) => html.WriteConstant(Styles);
}
