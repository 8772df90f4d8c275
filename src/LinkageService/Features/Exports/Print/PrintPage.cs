using System.Diagnostics;
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
        .portrait .sheet{width:210mm;min-height:297mm;padding:12mm 12mm 10mm 14mm}
        .landscape .sheet{width:297mm;min-height:210mm;padding:6mm 10mm 6mm 14mm}
        h1{margin:0;font:700 17pt/1.3 "Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;text-align:center;letter-spacing:.04em}
        h1.again{font-size:13pt}
        .lead{margin:1.5mm 0 0;text-align:center}
        .lead b{font-weight:600}
        .draft{position:absolute;top:6mm;right:12mm;padding:.5mm 2.5mm;border:1.5pt solid #b3261e;color:#b3261e}
        .draft{font-size:9pt;font-weight:600}
        [lang=en] .draft+h1{padding-right:66mm;font-size:13pt;text-align:left}
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
        .notice td{height:6.4mm;font-size:10pt}.notice th{height:9mm;font-size:9.5pt}
        .notice td>div{max-height:6mm;line-height:3mm}.notice td.c>div{font-size:9.5pt;line-height:5mm;max-height:5.6mm}
        .halves{display:flex;gap:4mm;align-items:flex-start}.halves>table{flex:1}
        .sums td,.sums th{height:6mm}.sums th{background:none;font-weight:400;font-size:8.5pt}
        .money td,.money th{height:5.6mm;font-size:9.5pt}.money td.n{width:34mm}
        .prices{margin-top:2mm;padding:1mm 3mm;border:.8pt solid #333;background:#f1f4f2}
        .prices div{line-height:5.2mm}
        .payout td{height:5.5mm;font-size:9.5pt;line-height:5mm}.payout th{height:10.5mm;font-size:8.5pt;line-height:1.2;padding:0 .5mm}
        .payout td>div{max-height:5.4mm;line-height:5.2mm}.payout.tall td{height:6.9mm}
        .payout td.s{font-size:6.8pt}.payout td.s>div{line-height:2.7mm}
        .strips{display:grid;grid-template-columns:1fr 1fr;grid-auto-rows:57mm;margin-top:2mm}
        .strip{display:flex;flex-direction:column;padding:3mm 5mm;border:.6pt dashed #666}.strip p{margin:1mm 0 0}
        .landscape h1{font-size:15pt}.landscape .lead{margin-top:.8mm}.landscape .sign{padding-top:3mm}.landscape .foot{margin-top:1mm}
        th>div{max-height:2.5em;overflow:hidden}th small{display:block;font-weight:400;font-size:7pt;white-space:nowrap;overflow:hidden}
        .cut .sheet{padding:0 12mm 0 14mm}.slip2{height:98.9mm}.slip3{height:148.4mm}.slip6{min-height:296.5mm}
        .cut .draft{top:2mm}
        .slip{position:relative;display:flex;flex-direction:column;padding:6mm 0 5mm;border-bottom:.6pt dashed #666}
        .slip:last-child{border-bottom:0}
        .slip h1{font-size:14pt;text-align:left;letter-spacing:0}
        .slip .facts{display:flex;flex-wrap:wrap;gap:.5mm 6mm;margin:1mm 0 0}
        .slip td,.slip th{height:6.6mm;font-size:10.5pt}
        .slip .how{margin:1.5mm 0 0;font-size:10pt;line-height:1.4}.slip .how div{margin-top:.4mm}
        .slip .foot{padding-top:2mm;font-size:10pt;color:#111}.slip .low{margin-top:auto}
        .beside{display:flex;flex:1;gap:4mm}.beside>:first-child{display:flex;flex:1;flex-direction:column;min-width:0}
        .qr{align-self:flex-end;padding-top:1.5mm;text-align:center;font-size:7pt;white-space:nowrap}
        .qr img{display:block;margin:0 auto;image-rendering:pixelated}
        .beside .foot .blank{min-width:20mm}
        .proof{flex:none;margin-top:1mm}.proof .code{font-size:12pt;letter-spacing:.04em;white-space:nowrap}
        .dense td,.dense th{font-size:8pt;padding:0 .8mm}
        h2{margin:3mm 0 0;font-size:11pt;line-height:5mm}
        tr.group td{background:#eef1f4;font-weight:600;text-align:left}
        .notice tr.group td>div,.payout tr.group td>div{max-height:6mm;line-height:5.4mm;white-space:nowrap;text-overflow:ellipsis}
        .recap td{height:5.5mm}.recap th{height:9mm}.recap td>div{max-height:5.4mm;font-size:7.5pt;line-height:2.7mm}
        .sign{display:flex;justify-content:space-between;gap:3mm;margin-top:auto;padding-top:4mm;white-space:nowrap}
        .sign .blank{min-width:24mm}
        .sign .short{min-width:8mm}
        .sign.seal{padding-top:8mm}.seal+.sign{margin-top:0;padding-top:12mm}
        .foot{display:flex;justify-content:space-between;margin-top:2mm;font-size:8pt;color:#444}
        .facts{display:grid;grid-template-columns:1fr 1fr;gap:1mm 8mm;margin:4mm 0 0}
        .facts div b{font-weight:600}
        .own td,.own th{padding:1.6mm 2mm;vertical-align:top;overflow:visible}
        .own td.n{white-space:nowrap}.own.many td,.own.many th{padding:1.4mm .8mm;font-size:8.5pt}
        .own .why{font-size:9pt;color:#222}
        .own tr{break-inside:avoid}
        .capital{margin:3mm 0 0;padding:2mm 3mm;border:.8pt solid #333;font-size:11pt}
        .capital.small{padding:1mm 3mm;border:0;font-size:10pt}
        .note{margin:2mm 0 0;font-size:8.5pt;color:#333}
        .form td,.form th{height:7mm}.sheet.flow{display:block}.voucher{margin:0 0 9mm;break-inside:avoid}.voucher .sign{margin-top:1mm}
        @media print{
        html{background:#fff}
        .hint{display:none}
        .sheet{margin:0;box-shadow:none;break-after:page}
        .sheet:last-child{break-after:auto}
        .portrait .sheet,.landscape .sheet{width:auto;padding:0 .4mm}
        .portrait .sheet{min-height:272mm}
        .landscape .sheet{min-height:197mm}
        .cut.portrait .sheet{min-height:0;padding:0}
        .slip{break-inside:avoid}.slip6{break-inside:auto}
        .fixed .sheet{overflow:hidden;break-inside:avoid}
        .portrait.fixed .sheet{height:272mm}
        .landscape.fixed .sheet{height:197mm}
        .portrait.fixed .sheet.first,.landscape.fixed .sheet.first{height:auto;overflow:visible;break-inside:auto}
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
    /// <param name="hasMargins">Whether the pages have margins of their own; without, what is on them keeps its distance.</param>
    public static void Begin(
        HtmlWriter html, ExportWords words, string title, bool isLandscape, bool isFixed, bool hasMargins = true)
    {
        html.Write($"<!DOCTYPE html>\n<html lang=\"{words.T("zh-CN", "en")}\"><head><meta charset=\"utf-8\">");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" ");
        html.Write($"content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>");
        WriteStyles(html);
        if (isLandscape)
        {
            html.Write($"@page{{size:A4 landscape;margin:6mm 10mm 6mm 14mm}}");
        }
        else if (!hasMargins)
        {
            html.Write($"@page{{size:A4 portrait;margin:0 12mm 0 14mm}}");
        }
        else
        {
            html.Write($"@page{{size:A4 portrait;margin:12mm 12mm 12mm 14mm}}");
        }

        html.Write($"</style></head><body class=\"{(isLandscape ? "landscape" : "portrait")}{(isFixed ? " fixed" : "")}");
        html.Write($"{(hasMargins ? "" : " cut")}\">");
        var paper = isLandscape ? words.T("A4 横向", "A4 landscape") : words.T("A4 纵向", "A4 portrait");
        html.Write($"<p class=\"hint\">{words.T(
            $"打印：按 Ctrl+P，纸张选 {paper}，不要页眉页脚。这一行不会打印出来。",
            $"To print: Ctrl+P, paper {paper}, no headers and footers. This line is not printed.")}</p>\n");
        html.EndHead();
    }

    /// <summary>Begins a sheet; a run that is not approved, or was given up, says so at the top.</summary>
    public static void BeginSheet(HtmlWriter html, ExportSheet sheet, bool isNotice = false, bool isFirst = false)
    {
        html.BeginSheet();
        html.Write($"<section class=\"sheet{(isFirst ? " first" : "")}\">");
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
