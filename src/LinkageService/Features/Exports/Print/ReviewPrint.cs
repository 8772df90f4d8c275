using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Features.Life;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What was looked at before the money goes out (核对表): households that are unusual, who looked through them, and the objections with
/// their answers. For the office and the supervisors, not for the wall.
/// </summary>
internal sealed class ReviewPrint() : ExportDocument("review", ExportFormat.Html, ExportFormat.Pdf)
{
    // Heights in millimetres, as the styles of PrintPage have them.
    private const double RoomMillimetres = 228;
    private const double HeadMillimetres = 37;
    private const double RowMillimetres = 6.5;
    private const double TitleMillimetres = 8;
    private const double LineMillimetres = 5;
    private const double TailMillimetres = 22;
    private const int LettersOfLine = 40;

    private static readonly int[] Widths = [16, 24, 22, 22, 22, 80];

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("核对表：异动和异议", "Review: exceptions and objections");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("核对表", "Review");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "发钱前看过的异动户、谁看过、异议和答复，给办公室和监督委员会存档，不张贴。",
        "What was looked at before the money goes out, by whom, and objections with their answers: for the office, not for the wall.");

    /// <inheritdoc/>
    public override LocalizedText TitleOf(ExportSheet sheet) => new("发放前核对表", "Review before the payment");

    /// <summary>Whether there is anything to be kept with the other papers.</summary>
    public static async Task<bool> HasContentAsync(ExportSource source) =>
        source.Sheet.Run.Life.Reviews is { Count: > 0 } || (await ObjectionStore.ListAsync(source.Session, source.Sheet.Row.Id)).Count > 0;

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var (sheet, html) = (source.Sheet, new HtmlWriter(begin()));
        var reviews = sheet.Run.Life.Reviews ?? [];
        var percent = reviews.Count > 0 ? reviews[^1].Percent : RunExceptionsRequest.StandardPercent;
        var found = await source.Exceptions.OfAsync(source.Session, sheet.Row, percent);
        var objections = await ObjectionStore.ListAsync(source.Session, sheet.Row.Id);
        var pages = Pages([.. Blocks(sheet, found), .. objections.Select(objection => Objection(sheet.Words, objection))]);
        PrintPage.Begin(html, sheet.Words, PaperTitle.Of(sheet, TitleOf(sheet)), isLandscape: false, isFixed: true);
        for (var at = 0; at < pages.Count; at++)
        {
            PrintPage.BeginSheet(html, sheet, isFirst: at == 0);
            WriteHead(html, sheet, found, reviews, objections.Count, isFirst: at == 0);
            foreach (var block in pages[at])
            {
                block.Write(html);
            }

            if (at == pages.Count - 1)
            {
                WriteTail(html, sheet.Words);
            }

            PagedTable.EndSheet(html, sheet, at + 1, pages.Count);
            await html.FlushManyAsync(cancellation);
        }

        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    // Each block is a part of a table, or one objection; none is cut.
    private static List<List<Block>> Pages(IReadOnlyList<Block> blocks)
    {
        var (pages, left) = (new List<List<Block>> { new() }, RoomMillimetres - HeadMillimetres - TailMillimetres);
        foreach (var block in blocks)
        {
            if (block.Millimetres > left && pages[^1].Count > 0)
            {
                pages.Add([]);
                left = RoomMillimetres - TailMillimetres;
            }

            pages[^1].Add(block);
            left -= block.Millimetres;
        }

        return pages;
    }

    private static IEnumerable<Block> Blocks(ExportSheet sheet, FoundExceptions found)
    {
        const int rows = 12;
        foreach (var kind in found.Households.GroupBy(household => household.Kind))
        {
            var title = sheet.Words.Of(kind.Key.Title(found.Percent));
            var (count, number) = (kind.Count(), 0);
            foreach (var part in kind.Chunk(rows))
            {
                var heading = number++ == 0
                    ? sheet.Words.T($"{title}（{count} 户）", $"{title} ({count})")
                    : sheet.Words.T($"{title}（续）", $"{title} (continued)");
                yield return new Block(
                    TitleMillimetres + ((part.Length + 1.5) * RowMillimetres), html => WriteTable(html, sheet.Words, heading, part));
            }
        }
    }

    private static void WriteTable(HtmlWriter html, ExportWords words, string heading, IReadOnlyList<ExceptionalHousehold> rows)
    {
        html.Write($"<h2>{heading}</h2><table class=\"notice\"><colgroup>");
        foreach (var width in Widths)
        {
            html.Write($"<col style=\"width:{width * 100 / Widths.Sum()}%\">");
        }

        html.Write($"</colgroup><thead><tr>");
        foreach (var title in new[]
        {
            words.T("户编号", "Household"), words.T("户主", "Name"), words.T("上次（元）", "Before"), words.T("这次（元）", "Now"),
            words.T("增减", "Change"), words.T("说明、核实情况", "Remarks"),
        })
        {
            html.Write($"<th scope=\"col\">{title}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Write($"<tr><td class=\"c\">{row.Household}</td><td><div>{row.Name}</div></td><td class=\"n\">{Text(row.Before)}</td>");
            html.Write($"<td class=\"n\">{Text(row.After)}</td><td class=\"n\">{Change(row)}</td>");
            html.Write($"<td><div>{words.Of(row.Remark)}</div></td></tr>\n");
        }

        html.Write($"</tbody></table>");
    }

    private static Block Objection(ExportWords words, ObjectionRow objection)
    {
        var who = objection.HouseholdId is { } household
            ? words.T($"{household} 户", $"household {household}")
            : words.T("未写户", "nobody named");
        var said = words.T($"异议（{who}，{Day(objection.RaisedAt)}，{objection.RaisedBy} 记）：{objection.Content}",
            $"Objection ({who}, {Day(objection.RaisedAt)}, noted by {objection.RaisedBy}): {objection.Content}");
        var answer = objection.ResolvedAt is { } at
            ? words.T($"答复（{Day(at)}，{objection.ResolvedBy} 记）：{objection.Resolution}",
                $"Answer ({Day(at)}, noted by {objection.ResolvedBy}): {objection.Resolution}")
            : words.T("还没有答复。", "No answer yet.");
        return new Block(LineMillimetres * (2 + Lines(said) + Lines(answer)), html =>
        {
            html.Write($"<p class=\"say\">{said}</p><p class=\"say\"><b>{answer}</b></p>");
        });
    }

    private static string Day(long moment) => Dates.Text(DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(moment)).DateTime));

    private static int Lines(string text) => (text.Length + LettersOfLine - 1) / LettersOfLine;

    private void WriteHead(
        HtmlWriter html, ExportSheet sheet, FoundExceptions found, IReadOnlyList<ExceptionReview> reviews, int objections, bool isFirst)
    {
        var words = sheet.Words;
        // Below the mark of a run that is not approved, which most reviews are of.
        html.Write($"<h1 class=\"{(isFirst ? "" : "again")}\" style=\"margin-top:7mm\">{PaperTitle.Of(sheet, TitleOf(sheet))}</h1>");
        if (!isFirst)
        {
            return;
        }

        html.Write($"<p class=\"say\">{(found.Against is { } against
            ? words.T($"与 {against.Year} 年那次发放对照，", $"Held against the payment of {against.Year}: ")
            : words.T("以前没有用这个方案发放过，", "Nothing was paid by this scheme before: "))}");
        var counted = words.T(
            $"要再看一眼的 {found.Count} 户，异议 {objections} 条。", $"{found.Count} households to look at, {objections} objections.");
        html.Write($"{counted}</p>");
        foreach (var review in reviews)
        {
            var isSame = string.Equals(review.Digest, found.Digest, StringComparison.Ordinal);
            var before = review.Act == ExceptionReview.Approve
                ? words.T("批准前看过：", "Looked through before the approval: ")
                : words.T("提交前看过：", "Looked through before it was submitted: ");
            html.Write($"<p class=\"say\">{before}<b>{review.By}</b> {review.At[..10]}");
            html.Write($"{(isSame ? "" : words.T("（那时的清单与下面不同）", " (another list than this)"))}</p>");
        }
    }

    private static void WriteTail(HtmlWriter html, ExportWords words)
    {
        html.Write($"<div class=\"sign\"><span>{words.T("制表：", "Prepared by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("审核：", "Checked by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("监督委员会：", "Supervisors: ")}<span class=\"blank\"></span></span></div>");
    }

    private static string Text(Money? amount) => amount?.ToDisplayString() ?? "—";

    private static string Change(ExceptionalHousehold row) => row is { Before: { } before, After: { } after } && after.Fen != before.Fen
        ? (after.Fen > before.Fen ? "+" : "−") + new Money(Math.Abs(after.Fen - before.Fen)).ToDisplayString()
        : "—";

    /// <summary>What is not parted between pages.</summary>
    /// <param name="Millimetres">How high it is, about.</param>
    /// <param name="Write">Writes it.</param>
    private sealed record Block(double Millimetres, Action<HtmlWriter> Write);
}
