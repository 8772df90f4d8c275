using System.Globalization;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Households;

/// <summary>
/// Quantities in a table of persons that stand in several rows of one household: each person's own, so that the household has the sum,
/// or the household's, written again in each row. Our own exports and our own names say the second, <c>each.</c> and the choice of a
/// clerk either, and the table's own row of sums shows which of the two it is. Where nothing tells, nothing is taken for granted: the
/// column is a problem, which names the choice.
/// </summary>
/// <param name="cells">The table's columns.</param>
/// <param name="draft">Gets what is wrong.</param>
internal sealed class PersonQuantities(RosterCells cells, ImportDraft draft)
{
    // Our export has all of these; a village's table hardly one.
    private static readonly RosterField[] OfOurExport = [RosterField.Head, RosterField.Joined, RosterField.Left, RosterField.Deceased];

    /// <summary>Decides for every column.</summary>
    /// <param name="households">The rows of each household.</param>
    /// <param name="isSaid">Whether somebody said what the column of a place holds.</param>
    public void Decide(IReadOnlyCollection<RosterRows> households, Func<int, bool> isSaid)
    {
        for (var at = 0; at < cells.Columns.Count; at++)
        {
            var repeated = cells.Columns[at] is { Field: RosterField.Holding }
                ? households.Where(rows => rows.RepeatedOf(at) is not null).ToArray()
                : [];
            if (repeated.Length > 0)
            {
                Decide(at, cells.Columns[at]!, repeated, households, isSaid(at));
            }
        }
    }

    private void Decide(
        int at, RosterColumn column, RosterRows[] repeated, IReadOnlyCollection<RosterRows> households, bool isSaid)
    {
        var isOurs = isSaid || cells.HeadingOf(at) == column.OurHeading || cells.HeadingOf(at) == column.Name
            || OfOurExport.All(field => cells.ColumnOf(field) >= 0);
        if (!isOurs && !column.IsEach)
        {
            // Nought is none: 10 of the head and 0 of the others is 10, whosever it is.
            foreach (var rows in repeated.Where(rows => rows.RepeatedOf(at)!.Parts < 2))
            {
                rows.TakeSum(at);
            }

            repeated = [.. repeated.Where(rows => rows.RepeatedOf(at)!.Parts > 1)];
            if (repeated.Length == 0)
            {
                return;
            }
        }

        var isSum = column.IsEach || (!isOurs && StatesSum(at, households));
        if (isSum)
        {
            foreach (var rows in repeated)
            {
                rows.TakeSum(at);
            }

            var from = draft.Reading!.RowWords(repeated[0].FirstRow);
            draft.Reading.Note($"“{cells.HeadingOf(at)}”每人一个数，合计到户：如{from.Zh}起的一户共 {repeated[0].TextOf(at)}",
                $"\"{cells.HeadingOf(at)}\" is each person's own and added up: the household from {from.En} has {repeated[0].TextOf(at)}");
        }
        else if (isOurs || StatesFirst(at, households))
        {
            foreach (var rows in repeated)
            {
                if (rows.RepeatedOf(at) is { Other: var (text, row) })
                {
                    cells.Report(row, at, text, ProblemCodes.InvalidValue, $"与同一户{draft.Reading!.RowWords(rows.RowOf(at)).Zh}写的不一致",
                        $"differs from {draft.Reading!.RowWords(rows.RowOf(at)).En} of the same household");
                }
            }
        }
        else
        {
            Ask(at, column, repeated[0]);
        }
    }

    private void Ask(int at, RosterColumn column, RosterRows rows)
    {
        var (heading, first) = (cells.HeadingOf(at), draft.Reading!.RowWords(rows.RowOf(at)));
        var second = draft.Reading!.RowWords(rows.RepeatedOf(at)!.SecondRow);
        var sum = rows.RepeatedOf(at)!.Sum.ToString(CultureInfo.InvariantCulture);
        var each = (column with { IsEach = true }).OurHeading;
        var whole = (column with { IsEach = false }).OurHeading;
        var problem = new Problem(ProblemCodes.QuantityUnclear, "columns." + column.Name, new LocalizedText(
            $"“{heading}”在同一户的几行里都有数（如{first.Zh}、{second.Zh}）：是每人各有一份，全户合计 {sum}，还是全户共有 {rows.TextOf(at)}，每行重写了一遍？"
            + $"请给这一列选“每人的，合计到户”或“全户的”（不在网页上导入的，把列名写成 {each} 或 {whole}）",
            $"\"{heading}\" stands in several rows of one household (such as {first.En} and {second.En}): is it each person's own, {sum} "
            + $"together, or {rows.TextOf(at)} of the whole household, written again? Choose one for the column, "
            + $"or name it {each} or {whole}"));
        draft.Add(new ImportProblem(draft.Reading!.HeadingRow, heading, null, problem) { Place = at });
    }

    private bool StatesSum(int at, IReadOnlyCollection<RosterRows> households) =>
        Stated(at) is { } stated && stated == households.Sum(rows => rows.RepeatedOf(at)?.Sum ?? First(rows, at));

    private bool StatesFirst(int at, IReadOnlyCollection<RosterRows> households) =>
        Stated(at) is { } stated && stated == households.Sum(rows => First(rows, at));

    private decimal? Stated(int at) => RosterTotals.StatedOf(draft.Reading!) is { } row
        && row.Figures.GetValueOrDefault(at) is { } figure && RosterTotals.TryRead(figure, out var value) ? value : null;

    private static decimal First(RosterRows rows, int at) =>
        rows.TextOf(at) is { } text && RosterTotals.TryRead(text, out var value) ? value : 0;
}
