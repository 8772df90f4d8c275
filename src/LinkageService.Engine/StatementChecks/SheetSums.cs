using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>Adds up anew what the rows of sums say: pages, groups and the whole.</summary>
internal sealed class SheetSums(
    CheckedSheet sheet, SheetFormulas formulas, IReadOnlyDictionary<SheetLine, (SheetLine First, bool IsByMark)> duplicates,
    IReadOnlyList<SheetDifference> differences)
{
    private const int Decimals = 6;
    private const int MostRows = 5;

    /// <summary>Every sum of the sheet.</summary>
    public IEnumerable<SheetSumCheck> Find()
    {
        for (var at = 0; at < sheet.Sums.Count; at++)
        {
            var sum = sheet.Sums[at];
            var from = sheet.Sums.Take(at).Where(before => before.Lines < sum.Lines).Select(before => before.Lines).LastOrDefault();
            foreach (var column in Summed(sum))
            {
                yield return Check(sum, from, column, sum.Values[column]!.Value);
            }
        }
    }

    private SheetSumCheck Check(SheetSumLine sum, int from, int column, Fraction written)
    {
        var isMoney = sheet.Columns[column].IsMoney;
        var shown = Enumerable.Range(0, sum.Lines).Select(line => Shown(sheet.Lines[line].Values[column], isMoney)).ToArray();
        var figure = isMoney ? Shown(written, isMoney) : written;
        var (all, part) = (Sum(shown), Sum(shown[from..]));
        if (Agrees(figure, all, isMoney) || Agrees(figure, part, isMoney))
        {
            var agreed = Agrees(figure, all, isMoney) && !(sum.IsPart && Agrees(figure, part, isMoney)) ? all : part;
            return new SheetSumCheck(sum.Row, sum.Text, sheet.Columns[column], Text(figure, isMoney), Text(agreed, isMoney),
                Text(Fraction.Zero, isMoney), Cause: null, Words: null);
        }

        var (start, added) = sum.IsPart ? (from, part) : (0, all);
        var stored = Sum([.. sheet.Lines.Take(sum.Lines).Skip(start).Select(line => line.Values[column] ?? Fraction.Zero)]);
        var (cause, words) = isMoney && Shown(stored, isMoney) == figure
            ? (SheetCause.HiddenDecimals, new LocalizedText(
                "合计按格子里存的厘以下的数相加，与看到的数对不上", "the sum is that of what the cells hold, not of what they show"))
            : CauseOf(sum, column, shown, start, added, figure);
        return new SheetSumCheck(sum.Row, sum.Text, sheet.Columns[column], Text(figure, isMoney), Text(added, isMoney),
            Text(figure - added, isMoney), cause, words);
    }

    private (SheetCause Cause, LocalizedText Words) CauseOf(
        SheetSumLine sum, int column, Fraction[] shown, int start, Fraction added, Fraction figure)
    {
        var (missing, isMoney, formula) = (added - figure, sheet.Columns[column].IsMoney, formulas.At(sum.Row, column));
        var rows = sheet.Lines.Take(sum.Lines).Skip(start).ToHashSet<SheetLine>(ReferenceEqualityComparer.Instance);
        var off = differences.Where(each => each.Column == sheet.Columns[column] && rows.Contains(each.Line))
            .Sum(each => each.Difference.Fen);
        if (isMoney && off != 0 && missing * 100 == off)
        {
            return (SheetCause.RowsDiffer, new LocalizedText(
                "列出的户改成应为的数，这个合计就对：错在户，不在合计", "with what the households listed should get it is right: they are wrong, not it"));
        }

        var others = Off(sum, start);
        var alike = Enumerable.Range(start, shown.Length - start)
            .Where(line => shown[line].Sign != 0 && (shown[line] == missing || shown[line] == -missing)
                && IsOfOthers(others, sheet.Lines[line]))
            .Select(line => sheet.Lines[line]).ToArray();
        if (alike.Length > 0)
        {
            return OneRow(alike, missing.Sign > 0);
        }

        // A SUM of these very rows gives what they make, as soon as it is worked out.
        if (formula?.Sum is var (from, to) && !sheet.Sums.Any(sum => sum.Row >= from && sum.Row <= to) && Enumerable.Range(0, shown.Length)
            .All(line => shown[line].Sign == 0 || line >= start == (sheet.Lines[line].Row >= from && sheet.Lines[line].Row <= to)))
        {
            return (SheetCause.StaleFormula, new LocalizedText(
                "公式加的行是对的，格子里存的却不是它的结果：重新计算（F9）再保存，还不对就看哪一格的数是文字",
                "the formula adds up the right rows, and the cell holds another figure: recalculate the sheet, and look for numbers "
                + "that are stored as text"));
        }

        if (Run(shown, start, missing) is var (first, last))
        {
            return (SheetCause.SumLeavesRowsOut, new LocalizedText(
                $"正好差第 {sheet.Lines[first].Row} 到 {sheet.Lines[last].Row} 行：没有加进去",
                $"rows {sheet.Lines[first].Row} to {sheet.Lines[last].Row} are not in it"));
        }

        if (figure == added * 2)
        {
            return (SheetCause.SumCountsTwice, new LocalizedText("正好是两倍：小计又加了一遍", "it is twice as much: sums were added too"));
        }

        var scale = isMoney ? 100 : SheetBasis.Scale;
        return formula is null && WholeOf(figure * scale) is { } written && WholeOf(added * scale) is { } right
            && SheetDigits.SlipOf(written, right) is { } slip
            ? (slip, slip.Words())
            : (SheetCause.Unknown, new LocalizedText("加起来不等，原因不明", "it does not add up; no cause that was tried gives it"));
    }

    // A row that is not in a sum, or is in it twice, is so in the other columns too: where several do not add up, nearly all say it.
    private bool IsOfOthers((int Column, Fraction Off)[] others, SheetLine line) => others.Length < 3
        || others.Count(other => Shown(line.Values[other.Column], sheet.Columns[other.Column].IsMoney) is var own
            && (other.Off == own || other.Off == -own)) >= others.Length - 1;

    // By how much each sum of a row is not that of its rows.
    private (int Column, Fraction Off)[] Off(SheetSumLine sum, int start) =>
    [
        .. Summed(sum).Select(column => (Column: column, IsMoney: sheet.Columns[column].IsMoney)).Select(each => (each.Column,
            Off: Sum([.. sheet.Lines.Take(sum.Lines).Skip(start).Select(line => Shown(line.Values[each.Column], each.IsMoney))])
                - Shown(sum.Values[each.Column], each.IsMoney))).Where(each => each.Off.Sign != 0),
    ];

    private IEnumerable<int> Summed(SheetSumLine sum) => Enumerable.Range(0, sheet.Columns.Count)
        .Where(column => sheet.Columns[column].Kind is not (SheetColumnKind.Other or SheetColumnKind.Price)
            && sum.Values[column] is not null && sum.Lines > 0 && !sheet.Lines.Take(sum.Lines).Any(line => line.Unread.Contains(column)));

    private (SheetCause Cause, LocalizedText Words) OneRow(SheetLine[] rows, bool isMissing)
    {
        if (isMissing && Array.Find(rows, duplicates.ContainsKey) is { } again)
        {
            return (SheetCause.Duplicate, new LocalizedText(
                $"正好差第 {again.Row} 行（{again.Key}），它与第 {duplicates[again].First.Row} 行像是同一户：多列了一行，不是漏加",
                $"row {again.Row} is not in it, and seems to be row {duplicates[again].First.Row} again: listed twice, not left out"));
        }

        // Of several rows of the same amount it cannot be told which.
        var zh = rows.Length == 1 ? $"第 {rows[0].Row} 行（{rows[0].Key}）"
            : $"第 {string.Join('、', rows.Take(MostRows).Select(row => row.Row))} {(rows.Length > MostRows ? "等" : "")}行中某一行的数";
        var en = rows.Length == 1 ? $"row {rows[0].Row}"
            : $"one of the rows {string.Join(", ", rows.Take(MostRows).Select(row => row.Row))}";
        return isMissing
            ? (SheetCause.SumLeavesRowsOut, new LocalizedText($"正好差{zh}：漏加了", $"{en} is not in it"))
            : (SheetCause.SumCountsTwice, new LocalizedText($"正好多{zh}：加了两次", $"{en} is in it twice"));
    }

    // The first or last rows, or those of one stretch, that make what is missing.
    private static (int First, int Last)? Run(Fraction[] shown, int start, Fraction missing)
    {
        if (missing.Sign <= 0)
        {
            return null;
        }

        var (first, sum) = (start, Fraction.Zero);
        for (var line = start; line < shown.Length; line++)
        {
            if (shown[line].Sign < 0)
            {
                return null;
            }

            sum += shown[line];
            while (sum > missing && first < line)
            {
                sum -= shown[first++];
            }

            if (sum == missing && line > first && (first == start || line == shown.Length - 1))
            {
                return (first, line);
            }
        }

        return null;
    }

    // A quantity may be shown with fewer decimals than it has.
    private static bool Agrees(Fraction figure, Fraction sum, bool isMoney)
    {
        if (figure == sum)
        {
            return true;
        }

        for (var scale = 1L; !isMoney && scale < SheetBasis.Scale; scale *= 10)
        {
            if ((figure * scale).Denominator.IsOne)
            {
                return Rounding.HalfUp(sum * scale) == (figure * scale).Numerator;
            }
        }

        return false;
    }

    private static long? WholeOf(Fraction value) =>
        value.Denominator.IsOne && value.Numerator >= 0 && value.Numerator <= long.MaxValue / 10 ? (long)value.Numerator : null;

    private static Fraction Shown(Fraction? value, bool isMoney) => value is not { } figure ? Fraction.Zero
        : isMoney ? new Fraction(Rounding.HalfUp(figure * 100), 100)
        : figure;

    private static Fraction Sum(IReadOnlyList<Fraction> values) => values.Aggregate(Fraction.Zero, (sum, value) => sum + value);

    private static string Text(Fraction value, bool isMoney) => DecimalText.Format(
        Rounding.HalfUp(value * SheetBasis.Scale), Decimals, keep: isMoney ? Money.Decimals : 0);
}
