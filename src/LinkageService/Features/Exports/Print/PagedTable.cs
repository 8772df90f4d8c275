using LinkageService.Documents;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// A table over many pages, which we part ourselves: every page has the heading, as many rows as fit, its own sum and the sum so
/// far, and says which of how many it is. Groups, such as villages, have a heading, a subtotal, and a line in a table at the end.
/// </summary>
internal sealed class PagedTable
{
    /// <summary>The columns, from the left.</summary>
    public required IReadOnlyList<PagedColumn> Columns { get; init; }

    /// <summary>Rows of the first page, of each half.</summary>
    public required int FirstRows { get; init; }

    /// <summary>Rows of every other page, of each half.</summary>
    public required int OtherRows { get; init; }

    /// <summary>Rows that what stands below the last sums takes the room of.</summary>
    public int TailRows { get; init; }

    /// <summary>How many tables stand side by side; 1 for rows in groups.</summary>
    public int Halves { get; init; } = 1;

    /// <summary>Classes of the table.</summary>
    public required string Style { get; init; }

    /// <summary>Writes what stands above the table, by page from 1 and how many there are.</summary>
    public required Action<HtmlWriter, int, int> Head { get; init; }

    /// <summary>Writes what stands below the table on every page.</summary>
    public Action<HtmlWriter> Foot { get; init; } = _ => { };

    /// <summary>Writes what stands below the last sums.</summary>
    public Action<HtmlWriter> Tail { get; init; } = _ => { };

    /// <summary>Whether the pages are those of a public notice.</summary>
    public bool IsNotice { get; init; }

    /// <summary>Pages that follow the table and count as pages of the same paper.</summary>
    public int PagesAfter { get; init; }

    /// <summary>The groups, in the order in which their rows come; null for rows in none.</summary>
    public PagedGroups? Groups { get; init; }

    /// <summary>Writes all pages.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="sheet">The run.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many pages there are, with those that follow.</returns>
    public async Task<int> WriteAsync(
        HtmlWriter html, ExportSheet sheet, IAsyncEnumerable<SheetHousehold> rows, int count, CancellationToken cancellation)
    {
        var layout = Groups is null
            ? PagedLayout.Of(count, FirstRows * Halves, OtherRows * Halves, TailRows * Halves)
            : PagedLayout.OfGroups(Groups.Counts, Groups.Recap.Count, FirstRows, OtherRows, TailRows);
        var (page, sums, all) = (
            new List<SheetHousehold>(), new TableSums(Columns.Count, Groups?.Counts.Count ?? 0), layout.Count + PagesAfter);
        var number = 0;
        await using var households = rows.GetAsyncEnumerator(cancellation);
        foreach (var parts in layout.Pages)
        {
            page.Clear();
            for (var left = parts.Sum(part => part.Rows); left > 0 && await households.MoveNextAsync(); left--)
            {
                page.Add(households.Current);
            }

            BeginPage(html, sheet, ++number, all);
            WriteRows(html, sheet.Words, parts, page, sums, (number, layout));
            if (number == layout.Pages.Count && layout is { RecapPages: 0, RecapRows: > 0 })
            {
                Groups?.Write(html, Columns, sums, first: 0, layout.RecapRows);
            }

            EndPage(html, sheet, (number, all), isLast: number == layout.Count);
            await html.FlushManyAsync(cancellation);
        }

        while (number < layout.Count)
        {
            BeginPage(html, sheet, ++number, all);
            if (number - layout.Pages.Count is var recap && recap <= layout.RecapPages)
            {
                Groups?.Write(html, Columns, sums, (recap - 1) * layout.RecapRows, layout.RecapRows);
            }

            EndPage(html, sheet, (number, all), isLast: number == layout.Count);
        }

        await html.FlushManyAsync(cancellation);
        return all;
    }

    /// <summary>Enough of the digest to compare two papers.</summary>
    public static string ShortDigest(ExportSheet sheet) => DigestText.Short(sheet.Row.Digest);

    /// <summary>Ends a page: the check code, and which of how many it is.</summary>
    public static void EndSheet(HtmlWriter html, ExportSheet sheet, int number, int count)
    {
        var words = sheet.Words;
        html.Write($"<div class=\"foot\"><span>{words.T("校验码", "Check code")} <b>{ShortDigest(sheet)}</b></span>");
        html.Write($"<span>{words.T($"第 {number} 页　共 {count} 页", $"Page {number} of {count}")}</span></div></section>\n");
    }

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
            html.Write($"<th scope=\"col\"><div>{column.Heading}</div>");
            if (column.Note is { } note)
            {
                html.Write($"<small>{note}</small>");
            }

            html.Write($"</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
    }

    private void BeginPage(HtmlWriter html, ExportSheet sheet, int number, int count)
    {
        PrintPage.BeginSheet(html, sheet, IsNotice, isFirst: number == 1);
        Head(html, number, count);
    }

    private void EndPage(HtmlWriter html, ExportSheet sheet, (int Number, int Count) at, bool isLast)
    {
        if (isLast)
        {
            Tail(html);
        }

        Foot(html);
        EndSheet(html, sheet, at.Number, at.Count);
    }

    private void WriteRows(
        HtmlWriter html, ExportWords words, IReadOnlyList<PagedPart> parts, List<SheetHousehold> page, TableSums sums,
        (int Number, PagedLayout Of) at)
    {
        sums.Begin();
        if (Halves > 1)
        {
            WriteHalves(html, words, page, sums, at);
            return;
        }

        BeginTable(html, Style, Columns);
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

        foreach (var (style, title, of) in SumRows(words, page.Count, sums, at))
        {
            WriteSums(html, style, title, of);
        }

        html.Write($"</tbody></table>");
    }

    // Tables side by side, the first the fuller one; their sums stand below both.
    private void WriteHalves(
        HtmlWriter html, ExportWords words, List<SheetHousehold> page, TableSums sums, (int Number, PagedLayout Of) at)
    {
        var rows = (page.Count + Halves - 1) / Halves;
        html.Write($"<div class=\"halves\">");
        for (var half = 0; half < Halves; half++)
        {
            BeginTable(html, Style, Columns);
            foreach (var household in page.Skip(half * rows).Take(rows))
            {
                WriteRow(html, household, 0, sums);
            }

            html.Write($"</tbody></table>");
        }

        html.Write($"</div>");
        var summed = Columns.Where(column => column.Value is not null).ToArray();
        BeginTable(html, "sums", [new PagedColumn("", 40), .. summed]);
        foreach (var (style, title, of) in SumRows(words, page.Count, sums, at))
        {
            html.Write($"<tr class=\"{style}\"><td>{title}</td>");
            foreach (var column in summed)
            {
                html.Write($"<td class=\"n\">{column.ShowSum(of[PagedGroups.IndexOf(Columns, column)])}</td>");
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</tbody></table>");
    }

    private static IEnumerable<(string Style, string Title, IReadOnlyList<Int128> Sums)> SumRows(
        ExportWords words, int rows, TableSums sums, (int Number, PagedLayout Of) at)
    {
        if (at.Of.Pages.Count > 1)
        {
            yield return ("sum", words.T($"本页小计（{rows} 户）", $"This page ({rows})"), sums.Page);
        }

        var count = sums.Serial;
        yield return at.Number == at.Of.Pages.Count
            ? ("all", words.T($"合计（{count} 户）", $"Total ({count})"), sums.All)
            : ("sum", words.T($"累计（{count} 户）", $"So far ({count})"), sums.All);
    }

    private void WriteRow(HtmlWriter html, SheetHousehold household, int group, TableSums sums)
    {
        var serial = sums.Next();
        html.Write($"<tr>");
        for (var at = 0; at < Columns.Count; at++)
        {
            var column = Columns[at];
            if (column.Value is { } read)
            {
                var value = read(household);
                sums.Add(group, at, value);
                html.Write($"<td class=\"{(column.IsCentred ? "c" : "n")}\">{column.Show(value)}</td>");
            }
            else
            {
                var style = (column.IsCentred, column.IsSmall) switch { (true, _) => "c", (_, true) => "s", _ => "" };
                html.Write($"<td class=\"{style}\"><div>{column.Text?.Invoke(household, serial)}</div></td>");
            }
        }

        html.Write($"</tr>\n");
    }

    private void WriteSums(HtmlWriter html, string style, string title, IReadOnlyList<Int128> sums)
    {
        var before = Columns.TakeWhile(column => column.Value is null).Count();
        html.Write($"<tr class=\"{style}\"><td class=\"c\" colspan=\"{before}\">{title}</td>");
        for (var at = before; at < Columns.Count; at++)
        {
            var column = Columns[at];
            html.Write($"<td class=\"{(column.IsCentred ? "c" : "n")}\">{(column.Value is null ? "" : column.ShowSum(sums[at]))}</td>");
        }

        html.Write($"</tr>\n");
    }
}
