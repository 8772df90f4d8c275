using LinkageService.Documents;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// A table over many pages, which we part ourselves: every page has the heading, as many rows as fit, its own sum and the sum so
/// far, and says which of how many it is.
/// </summary>
internal sealed class PagedTable
{
    /// <summary>The columns, from the left.</summary>
    public required IReadOnlyList<PagedColumn> Columns { get; init; }

    /// <summary>Rows of the first page.</summary>
    public required int FirstRows { get; init; }

    /// <summary>Rows of every other page.</summary>
    public required int OtherRows { get; init; }

    /// <summary>Classes of the table.</summary>
    public required string Style { get; init; }

    /// <summary>Writes what stands above the table, by page from 1.</summary>
    public required Action<HtmlWriter, int> Head { get; init; }

    /// <summary>Writes what stands below the table.</summary>
    public required Action<HtmlWriter> Foot { get; init; }

    /// <summary>Whether the pages are those of a public notice.</summary>
    public bool IsNotice { get; init; }

    /// <summary>Writes all pages.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="sheet">The run.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task WriteAsync(
        HtmlWriter html, ExportSheet sheet, IAsyncEnumerable<SheetHousehold> rows, int count, CancellationToken cancellation)
    {
        var pages = Pages(count);
        var (page, all) = (new List<SheetHousehold>(), new long[Columns.Count]);
        var (number, serial) = (1, 1);
        await foreach (var household in rows.WithCancellation(cancellation))
        {
            page.Add(household);
            if (page.Count == (number == 1 ? FirstRows : OtherRows) && number < pages)
            {
                WritePage(html, sheet, page, (number++, pages), all, serial);
                serial += page.Count;
                page.Clear();
                await html.FlushManyAsync(cancellation);
            }
        }

        WritePage(html, sheet, page, (number, pages), all, serial);
        await html.FlushManyAsync(cancellation);
    }

    private int Pages(int count) => count <= FirstRows ? 1 : 1 + ((count - FirstRows + OtherRows - 1) / OtherRows);

    private void WritePage(
        HtmlWriter html, ExportSheet sheet, List<SheetHousehold> page, (int Number, int Count) at, long[] all, int serial)
    {
        var words = sheet.Words;
        PrintPage.BeginSheet(html, sheet, IsNotice);
        Head(html, at.Number);
        html.Write($"<table class=\"{Style}\"><colgroup>");
        var width = Columns.Sum(column => column.Width);
        foreach (var column in Columns)
        {
            var share = column.Width * 10_000 / width;
            html.Write($"<col style=\"width:{share / 100}.{share % 100 / 10}{share % 10}%\">");
        }

        html.Write($"</colgroup><thead><tr>");
        foreach (var column in Columns)
        {
            html.Write($"<th scope=\"col\">{column.Heading}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        var sums = new long[Columns.Count];
        foreach (var household in page)
        {
            WriteRow(html, household, serial++, sums);
        }

        for (var column = 0; column < sums.Length; column++)
        {
            all[column] += sums[column];
        }

        if (at.Count > 1)
        {
            WriteSums(html, "sum", words.T("本页小计", "This page"), sums);
        }

        var isLast = at.Number == at.Count;
        WriteSums(html, isLast ? "all" : "sum", isLast ? words.T("合计", "Total") : words.T("累计", "So far"), all);
        html.Write($"</tbody></table>");
        Foot(html);
        var where = words.T($"第 {at.Number} 页　共 {at.Count} 页", $"Page {at.Number} of {at.Count}");
        html.Write($"<div class=\"foot\"><span>{words.T("结果校验码", "Digest")} {ShortDigest(sheet)}</span>");
        html.Write($"<span>{where}</span></div></section>\n");
    }

    /// <summary>Enough of the digest to compare two papers.</summary>
    public static string ShortDigest(ExportSheet sheet) => sheet.Row.Digest[DigestText.Prefix.Length..][..16];

    private void WriteRow(HtmlWriter html, SheetHousehold household, int serial, long[] sums)
    {
        html.Write($"<tr>");
        for (var at = 0; at < Columns.Count; at++)
        {
            var column = Columns[at];
            if (column.Fen is { } fen)
            {
                var amount = fen(household);
                sums[at] += amount;
                html.Write($"<td class=\"n\">{new Money(amount)}</td>");
            }
            else
            {
                var style = (column.IsCentred, column.IsSmall) switch { (true, _) => "c", (_, true) => "s", _ => "" };
                html.Write($"<td class=\"{style}\"><div>{column.Text?.Invoke(household, serial)}</div></td>");
            }
        }

        html.Write($"</tr>\n");
    }

    private void WriteSums(HtmlWriter html, string style, string title, long[] sums)
    {
        var before = Columns.TakeWhile(column => column.Fen is null).Count();
        html.Write($"<tr class=\"{style}\"><td class=\"c\" colspan=\"{before}\">{title}</td>");
        for (var at = before; at < Columns.Count; at++)
        {
            if (Columns[at].Fen is null)
            {
                html.Write($"<td></td>");
            }
            else
            {
                html.Write($"<td class=\"n\">{new Money(sums[at])}</td>");
            }
        }

        html.Write($"</tr>\n");
    }
}

/// <summary>A column of a table over many pages.</summary>
/// <param name="Heading">Its head.</param>
/// <param name="Width">Its share of the width, about millimetres.</param>
internal sealed record PagedColumn(string Heading, int Width)
{
    /// <summary>A column of amounts, wide enough for its sum: an amount is never cut off.</summary>
    /// <param name="heading">Its head.</param>
    /// <param name="width">Its share of the width, about millimetres, unless the sum needs more.</param>
    /// <param name="sumFen">What it adds up to, about.</param>
    /// <param name="fen">The amount of a household.</param>
    public static PagedColumn Amounts(string heading, int width, long sumFen, Func<SheetHousehold, long> fen) =>
        new(heading, Math.Max(width, 4 + (new Money(sumFen).ToDisplayString().Length * 18 / 10))) 
        {
            Fen = fen, SumFen = sumFen,
        };

    /// <summary>The text of a household, by its running number; null leaves room for the pen.</summary>
    public Func<SheetHousehold, int, string>? Text { get; init; }

    /// <summary>The amount of a household, which is summed up; null for a column of texts.</summary>
    public Func<SheetHousehold, long>? Fen { get; init; }

    /// <summary>What a column of amounts adds up to, about.</summary>
    public long SumFen { get; init; }

    /// <summary>Whether the text stands in the middle.</summary>
    public bool IsCentred { get; init; }

    /// <summary>Whether the text may be long and is set small.</summary>
    public bool IsSmall { get; init; }
}
