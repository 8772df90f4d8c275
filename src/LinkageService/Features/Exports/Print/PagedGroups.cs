using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports.Print;

/// <summary>The groups of a table over many pages, such as villages, and the table of their subtotals that ends it.</summary>
/// <param name="sheet">The run.</param>
/// <param name="counts">How many rows each group of the run has in the table.</param>
internal sealed class PagedGroups(ExportSheet sheet, IReadOnlyList<int> counts)
{
    private const int NameCharacters = 16;
    private const int RecapCharacters = 36;

    /// <summary>Rows of each group.</summary>
    public IReadOnlyList<int> Counts { get; } = counts;

    /// <summary>The columns of amounts of the table of subtotals, out of those of the table.</summary>
    public required IReadOnlyList<PagedColumn> Amounts { get; init; }

    /// <summary>Whether it also says what stays for each group in funds.</summary>
    public bool WithFunds { get; init; }

    /// <summary>The groups of the table of subtotals; none where there would be one line, which is the total.</summary>
    public IReadOnlyList<int> Recap => field ??= Enumerable.Range(0, Counts.Count)
        .Where(group => Counts[group] > 0 || (WithFunds && sheet.Groups[group].Funds.Any(fund => fund.Amount != Money.Zero)))
        .ToArray() is { Length: > 1 } groups ? groups : [];

    private ExportWords Words => sheet.Words;

    private string Label => sheet.Labels[0].Title;

    /// <summary>What stands above the rows of a group.</summary>
    public string Heading(PagedPart part)
    {
        var group = sheet.Groups[part.Group].Value;
        return part.IsFirst
            ? Words.T($"{group}　{Counts[part.Group]} 户", $"{group}, {Households(Counts[part.Group])}")
            : Words.T($"{group}（续）", $"{group}, continued");
    }

    /// <summary>What stands before the subtotals of a group.</summary>
    public string Subtotal(int group) => Words.T(
        $"{Cut(sheet.Groups[group].Value, NameCharacters)}　小计", $"{Cut(sheet.Groups[group].Value, NameCharacters)}, subtotal");

    /// <summary>Writes some rows of the table of subtotals; behind the last the total of all.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="sums">What they came to.</param>
    /// <param name="first">The place of the first of them in <see cref="Recap"/>.</param>
    /// <param name="count">How many.</param>
    public void Write(HtmlWriter html, IReadOnlyList<PagedColumn> columns, TableSums sums, int first, int count)
    {
        int[] funds = WithFunds ? [.. Enumerable.Range(0, sheet.Groups[0].Funds.Count).Where(HasFund)] : [];
        var titles = new SchemeTitles(sheet.Scheme);
        html.Write($"<h2>{Words.T($"各{Label}小计", $"Subtotals by {Label}")}</h2>");
        PagedTable.BeginTable(html, "recap",
        [
            new PagedColumn(Label, 52), new PagedColumn(Words.T("户数", "Households"), 16), .. Amounts,
            .. funds.Select(at => PagedColumn.Amounts(
                Words.T("另留：", "Kept: ") + Words.Of(titles.LabelOf(sheet.Groups[0].Funds[at])), 30, FundFen(at), _ => 0)),
        ]);
        foreach (var group in Recap.Skip(first).Take(count))
        {
            var row = sums.OfGroup(group);
            var name = Cut(sheet.Groups[group].Value, RecapCharacters);
            WriteRow(html, "", name, Counts[group], [
                .. Amounts.Select(column => column.ShowSum(row[IndexOf(columns, column)])),
                .. funds.Select(at => sheet.Groups[group].Funds[at].Amount.ToDisplayString()),
            ]);
        }

        if (first + count >= Recap.Count)
        {
            WriteRow(html, "all", Words.T("合计", "Total"), Counts.Sum(),
            [
                .. Amounts.Select(column => column.ShowSum(sums.All[IndexOf(columns, column)])),
                .. funds.Select(at => new Money(FundFen(at)).ToDisplayString()),
            ]);
        }

        html.Write($"</tbody></table>");
    }

    private static void WriteRow(HtmlWriter html, string style, string title, int households, IEnumerable<string> sums)
    {
        html.Write($"<tr class=\"{style}\"><td><div>{title}</div></td><td class=\"n\">{households}</td>");
        foreach (var sum in sums)
        {
            html.Write($"<td class=\"n\">{sum}</td>");
        }

        html.Write($"</tr>\n");
    }

    /// <summary>The place of a column among those of a table.</summary>
    public static int IndexOf(IReadOnlyList<PagedColumn> columns, PagedColumn column) =>
        columns.Index().First(each => ReferenceEquals(each.Item, column)).Index;

    private static string Households(int count) => count == 1 ? "1 household" : $"{count} households";

    private static string Cut(string name, int most) => name.Length <= most ? name : name[..(most - 1)] + "…";

    private bool HasFund(int at) => sheet.Groups.Any(group => group.Funds[at].Amount != Money.Zero);

    private long FundFen(int at) => sheet.Groups.Sum(group => group.Funds[at].Amount.Fen);
}

/// <summary>What the columns of a table come to: of a page, of each group, of all rows.</summary>
internal sealed class TableSums(int columns, int groups)
{
    private readonly Int128[][] _groups = Enumerable.Range(0, groups).Select(_ => new Int128[columns]).ToArray();
    private readonly Int128[] _page = new Int128[columns];
    private readonly Int128[] _all = new Int128[columns];

    /// <summary>How many rows there were so far.</summary>
    public int Serial { get; private set; }

    /// <summary>Of the present page.</summary>
    public IReadOnlyList<Int128> Page => _page;

    /// <summary>Of this page and those before it.</summary>
    public IReadOnlyList<Int128> All => _all;

    /// <summary>Of a group, so far.</summary>
    public IReadOnlyList<Int128> OfGroup(int group) => _groups[group];

    /// <summary>Begins a page.</summary>
    public void Begin() => Array.Clear(_page);

    /// <summary>The number of the next row.</summary>
    public int Next() => ++Serial;

    /// <summary>Adds what a row has.</summary>
    public void Add(int group, int column, long value)
    {
        _page[column] += value;
        _all[column] += value;
        if (_groups.Length > 0)
        {
            _groups[group][column] += value;
        }
    }
}
