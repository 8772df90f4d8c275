using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Finds the headings of a roster below its titles: the first row with enough names that are known, and the row below it where that
/// says what stands under a common heading (土地股 over 面积 and 份额).
/// </summary>
internal sealed class RosterHeadings(RosterTableColumns columns)
{
    // A title may hold a known word by chance, a row of headings holds several.
    private const int Enough = 3;
    private const int Least = 2;
    private const int MostRows = 3;

    // Said below a heading, they add a unit or a kind to it and change nothing.
    private static readonly string[] Amounts = ["面积", "亩数", "亩", "金额", "数额", "元", "数量", "股数", "份数", "股", "人数", "人", "天数", "号码"];

    /// <summary>The headings; the first row where none has known names.</summary>
    public HeadingRows Find(IReadOnlyList<TableRow> rows, bool isChosen)
    {
        var (at, isFound) = isChosen ? (0, true) : First(rows);
        IReadOnlyList<string> cells = rows[at].Cells.Select(cell => cell.Trim()).ToArray();
        var count = 1;
        while (count < MostRows && at + count < rows.Count && Below(cells, rows[at + count]) is { } joined)
        {
            cells = joined;
            count++;
        }

        return new HeadingRows(at, count, cells) { IsFound = isFound };
    }

    private (int At, bool IsFound) First(IReadOnlyList<TableRow> rows)
    {
        foreach (var least in new[] { Enough, Least })
        {
            for (var at = 0; at < rows.Count; at++)
            {
                if (Known(rows[at].Cells) >= least)
                {
                    return (at, true);
                }
            }
        }

        return (0, false);
    }

    private int Known(IEnumerable<string> cells) => cells.Select(columns.Find).OfType<RosterColumn>().Distinct().Count();

    // The headings with what the row below says under them; null when it is no row of headings.
    private string[]? Below(IReadOnlyList<string> above, TableRow row)
    {
        var joined = new string[Math.Max(above.Count, row.Cells.Count)];
        var (known, parent) = (0, "");
        for (var at = 0; at < joined.Length; at++)
        {
            var (top, sub) = (at < above.Count ? above[at] : "", SubOf(row, at));
            parent = top.Length > 0 ? top : sub.Length > 0 ? parent : "";
            joined[at] = sub.Length == 0 ? top : Join(parent, sub);
            if (sub.Length == 0)
            {
                continue;
            }

            // A household has something below the heading of its number, and something unknown below any other.
            var isKnown = columns.Find(joined[at]) is not null;
            if (columns.Find(top) is { Field: RosterField.HouseholdId } || (top.Length > 0 && columns.Find(top) is not null && !isKnown)
                || WrittenNumber.Read(sub, "", out _) is { Length: > 0 })
            {
                return null;
            }

            known += isKnown ? 1 : 0;
        }

        return known > 0 ? joined : null;
    }

    private static string SubOf(TableRow row, int at) =>
        at < row.Cells.Count && !row.Filled.Contains(at) ? row.Cells[at].Trim() : "";

    private string Join(string parent, string sub)
    {
        var (above, below) = (HeadingText.Of(parent), HeadingText.Of(sub));
        if (parent.Length == 0)
        {
            return sub;
        }

        var unit = WrittenNumber.IsUnit(below.Name) ? below.Name : below.Unit.Length > 0 ? below.Unit : above.Unit;
        return columns.Find(above.Name + below.Name) is not null ? above.Name + sub.Trim()
            : columns.Find(parent) is not null && (below.Name.Length == 0 || Amounts.Contains(below.Name, StringComparer.Ordinal))
                ? above.Name + (unit.Length == 0 ? "" : $"（{unit}）")
            : columns.Find(sub) is not null ? sub
            : above.Name + "·" + sub;
    }
}
