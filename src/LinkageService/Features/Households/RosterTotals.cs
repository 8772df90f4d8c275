using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>What the households of a table are and hold together, beside the sum that the table states itself.</summary>
internal static class RosterTotals
{
    private const int FewValues = 5;
    private const int Odd = 1000;

    // Of one household, in a table of persons.
    private static readonly string[] OfOne =
        ["本户", "该户", "全户", "全家", "家庭合计", "家庭小计", "家庭计", "户合计", "户总计", "户小计", "户共计", "户计"];

    private static readonly string[] OfAll = ["合计", "总计", "总和", "总数", "总额", "共计", "total"];

    /// <summary>
    /// Adds up each column of quantities, and warns where the table's last sum of all is another; not before every cell of the column
    /// could be read, for then the sum is not yet that of the table.
    /// </summary>
    public static void Compare(RosterCells cells, ImportDraft draft)
    {
        var reading = draft.Reading!;
        var stated = StatedOf(reading);
        var totals = new List<ColumnTotal>();
        var idColumn = cells.ColumnOf(RosterField.HouseholdId);
        var rowsOut = draft.ProblemsAt(-1) + (idColumn < 0 ? 0 : draft.ProblemsAt(idColumn));
        for (var at = 0; at < cells.Columns.Count; at++)
        {
            if (cells.Columns[at] is not { IsNumber: true } column)
            {
                continue;
            }

            var sum = draft.Households.Sum(household => ValueOf(household.Entry, column));
            var total = new ColumnTotal(
                reading.Columns[at].Letter, cells.HeadingOf(at), column, Text(sum), stated?.Row ?? 0, Stated: null, Difference: null)
            {
                Unread = rowsOut + draft.ProblemsAt(at),
            };
            if (stated?.Figures.GetValueOrDefault(at) is { } figure && TryRead(figure, out var written))
            {
                total = total with { Stated = Text(written), Difference = total.Unread > 0 ? null : Text(sum - written) };
                if (sum != written && total.Unread == 0)
                {
                    draft.Warn(new ImportWarning(stated.Row, at, total.Heading, RosterDoubts.SumMismatch, new LocalizedText(
                        $"表里写的合计是 {total.Stated}，各行相加是 {total.Sum}，相差 {total.Difference}；请看是哪一行不对",
                        $"the sheet says {total.Stated} in all, its rows make {total.Sum}, a difference of {total.Difference}")));
                }
            }

            totals.Add(total);
            WarnOfOdd(cells, draft, at, column);
        }

        reading.Totals = totals;
        CompareParts(cells, draft, stated, rowsOut);
    }

    // 15000 in a column of 万元 is 150 million: a thousand times what the others have.
    private static void WarnOfOdd(RosterCells cells, ImportDraft draft, int at, RosterColumn column)
    {
        var values = draft.Households.Select(household => (household, Value: ValueOf(household.Entry, column)))
            .Where(each => each.Value > 0).OrderBy(each => each.Value).ToArray();
        if (values.Length < FewValues || values[values.Length / 2].Value * Odd is var limit && values[^1].Value < limit)
        {
            return;
        }

        foreach (var (household, value) in values.Where(each => each.Value >= limit).Take(FewValues))
        {
            draft.Warn(new ImportWarning(household.Row, at, cells.HeadingOf(at), RosterDoubts.OddQuantity, new LocalizedText(
                $"读成 {Text(value)}，是多数户的 {Odd} 倍以上；请看单位（元、万元）有没有写错", $"read as {Text(value)}, over {Odd} times what most have; "
                + "is the unit right?")));
        }
    }

    // The sum of a group or a page, beside the rows above it.
    private static void CompareParts(RosterCells cells, ImportDraft draft, SkippedRow? ofAll, int rowsOut)
    {
        foreach (var (row, wrong) in draft.Reading!.Skipped.Where(row => row != ofAll && rowsOut == 0)
            .SelectMany(row => row.Wrong.Select(wrong => (row, wrong))).Where(each => draft.ProblemsAt(each.wrong.Column) == 0))
        {
            var difference = Text(wrong.Sum - wrong.Stated);
            draft.Warn(new ImportWarning(row.Row, wrong.Column, cells.HeadingOf(wrong.Column), RosterDoubts.SumMismatch, new LocalizedText(
                $"这一行“{row.Text}”写的是 {Text(wrong.Stated)}，上面各行相加是 {Text(wrong.Sum)}，相差 {difference}；请看是哪一行不对",
                $"this row says {Text(wrong.Stated)}, the rows above it make {Text(wrong.Sum)}, a difference of {difference}")));
        }
    }

    /// <summary>The table's last row of sums of all; null for none, and where each of several worksheets has its own.</summary>
    public static SkippedRow? StatedOf(RosterReading reading) => reading.Sheets.Count > 1 ? null
        : reading.Skipped.LastOrDefault(row => row.Figures.Count > 0 && IsOfAll(row.Text) && !(reading.IsByPerson && IsOfOne(row.Text)));

    /// <summary>Whether words say that a row of a table of persons is the sum of one household.</summary>
    public static bool IsOfOne(string text) =>
        SumWord.Condense(text) is var word && Array.Exists(OfOne, of => word.StartsWith(of, StringComparison.Ordinal));

    /// <summary>Whether words say that a row is the sum of the whole table.</summary>
    public static bool IsOfAll(string text) => Array.Exists(OfAll, word => text.Replace(" ", "", StringComparison.Ordinal)
        .Replace("　", "", StringComparison.Ordinal).Contains(word, StringComparison.OrdinalIgnoreCase))
        && !text.Contains("本页", StringComparison.Ordinal) && !text.Contains('组', StringComparison.Ordinal);

    private static decimal ValueOf(HouseholdEntry entry, RosterColumn column) => column.Field == RosterField.Members
        ? entry.Members ?? 0
        : entry.Holdings.TryGetValue(column.Name, out var text) && TryRead(text, out var value) ? value : 0;

    /// <summary>Reads a quantity that was understood before.</summary>
    public static bool TryRead(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    /// <summary>A sum as it is written.</summary>
    public static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
