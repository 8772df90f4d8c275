using LinkageService.Documents;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// A table over many pages, which we part ourselves: every page has the heading, as many rows as fit, its own sum and the sum so
/// far, and says which of how many it is. Groups, such as villages, have a heading, a subtotal, and a line in a table at the end.
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

    /// <summary>The groups, in the order in which their rows come; null for rows in none.</summary>
    public PagedGroups? Groups { get; init; }

    /// <summary>Writes all pages.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="sheet">The run.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task WriteAsync(
        HtmlWriter html, ExportSheet sheet, IAsyncEnumerable<SheetHousehold> rows, int count, CancellationToken cancellation)
    {
        var layout = Groups is null
            ? PagedLayout.Of(count, FirstRows, OtherRows)
            : PagedLayout.OfGroups(Groups.Counts, Groups.Recap.Count, FirstRows, OtherRows);
        var (page, sums) = (new List<SheetHousehold>(), new TableSums(Columns.Count, Groups?.Counts.Count ?? 0));
        var number = 0;
        await using var households = rows.GetAsyncEnumerator(cancellation);
        foreach (var parts in layout.Pages)
        {
            page.Clear();
            for (var left = parts.Sum(part => part.Rows); left > 0 && await households.MoveNextAsync(); left--)
            {
                page.Add(households.Current);
            }

            BeginPage(html, sheet, ++number);
            WriteRows(html, sheet.Words, parts, page, sums, (number, layout));
            if (number == layout.Pages.Count && layout is { RecapPages: 0, RecapRows: > 0 })
            {
                Groups?.Write(html, Columns, sums, first: 0, layout.RecapRows);
            }

            EndPage(html, sheet, (number, layout.Count));
            await html.FlushManyAsync(cancellation);
        }

        for (var at = 0; at < layout.RecapPages; at++)
        {
            BeginPage(html, sheet, ++number);
            Groups?.Write(html, Columns, sums, at * layout.RecapRows, layout.RecapRows);
            EndPage(html, sheet, (number, layout.Count));
        }

        await html.FlushManyAsync(cancellation);
    }

    /// <summary>Enough of the digest to compare two papers.</summary>
    public static string ShortDigest(ExportSheet sheet) => DigestText.Short(sheet.Row.Digest);

    /// <summary>Begins a table: the widths of its columns.</summary>
    public static void BeginTable(HtmlWriter html, string style, IReadOnlyList<PagedColumn> columns)
    {
        html.Write($"<table class=\"{style}\"><colgroup>");
        var width = columns.Sum(column => column.Width);
        foreach (var column in columns)
        {
            var share = column.Width * 10_000 / width;
            html.Write($"<col style=\"width:{share / 100}.{share % 100 / 10}{share % 10}%\">");
        }

        html.Write($"</colgroup><thead><tr>");
        foreach (var column in columns)
        {
            html.Write($"<th scope=\"col\">{column.Heading}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
    }

    private void BeginPage(HtmlWriter html, ExportSheet sheet, int number)
    {
        PrintPage.BeginSheet(html, sheet, IsNotice);
        Head(html, number);
    }

    private void EndPage(HtmlWriter html, ExportSheet sheet, (int Number, int Count) at)
    {
        var words = sheet.Words;
        Foot(html);
        var where = words.T($"第 {at.Number} 页　共 {at.Count} 页", $"Page {at.Number} of {at.Count}");
        html.Write($"<div class=\"foot\"><span>{words.T("结果校验码", "Digest")} {ShortDigest(sheet)}</span>");
        html.Write($"<span>{where}</span></div></section>\n");
    }

    private void WriteRows(
        HtmlWriter html, ExportWords words, IReadOnlyList<PagedPart> parts, List<SheetHousehold> page, TableSums sums,
        (int Number, PagedLayout Of) at)
    {
        BeginTable(html, Style, Columns);
        sums.Begin();
        var row = 0;
        foreach (var part in parts)
        {
            if (Groups is not null)
            {
                html.Write($"<tr class=\"group\"><td colspan=\"{Columns.Count}\"><div>{Groups.Heading(part)}</div></td></tr>\n");
            }

            for (var last = row + part.Rows; row < last && row < page.Count; row++)
            {
                WriteRow(html, page[row], part.Group, sums);
            }

            if (Groups is not null && part.IsLast)
            {
                WriteSums(html, "sum", Groups.Subtotal(part.Group), sums.OfGroup(part.Group));
            }
        }

        if (at.Of.Pages.Count > 1)
        {
            WriteSums(html, "sum", words.T("本页小计", "This page"), sums.Page);
        }

        var isLast = at.Number == at.Of.Pages.Count;
        WriteSums(html, isLast ? "all" : "sum", isLast ? words.T("合计", "Total") : words.T("累计", "So far"), sums.All);
        html.Write($"</tbody></table>");
    }

    private void WriteRow(HtmlWriter html, SheetHousehold household, int group, TableSums sums)
    {
        var serial = sums.Next();
        html.Write($"<tr>");
        for (var at = 0; at < Columns.Count; at++)
        {
            var column = Columns[at];
            if (column.Fen is { } fen)
            {
                var amount = fen(household);
                sums.Add(group, at, amount);
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

    private void WriteSums(HtmlWriter html, string style, string title, IReadOnlyList<long> sums)
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
