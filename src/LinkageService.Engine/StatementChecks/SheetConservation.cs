using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>Compares what all households get with what there is to share, and says where the difference comes from.</summary>
internal static class SheetConservation
{
    /// <summary>What is found; a note where it may be right.</summary>
    /// <param name="sheet">The sheet with what is to be shared, if somebody says so.</param>
    /// <param name="taken">The rule of each column that has one.</param>
    /// <param name="differences">The households that differ.</param>
    /// <param name="notes">Takes what may be right.</param>
    public static SheetFinding? Of(
        CheckedSheet sheet, IReadOnlyDictionary<int, SheetCandidate> taken, IReadOnlyList<SheetDifference> differences,
        List<LocalizedText> notes)
    {
        if (sheet.StatedTotal is not { } stated || sheet.PayableColumn is var payable && payable < 0)
        {
            return null;
        }

        var total = (long)Rounding.HalfUp(stated * 100);
        var sums = sheet.ColumnsOf(SheetColumnKind.Amount, SheetColumnKind.Total)
            .ToDictionary(at => at, at => sheet.Lines.Sum(line => line.Fen(at) ?? 0));
        if (sums.ContainsValue(total))
        {
            return null;
        }

        foreach (var (at, rule) in taken.Where(rule => sums.ContainsKey(rule.Key)))
        {
            var rows = differences.Where(each => each.Column == sheet.Columns[at]).Sum(each => each.Difference.Fen);
            if (rows != 0 && sums[at] - rows == total)
            {
                // The households that differ are told already.
                notes.Add(new LocalizedText(
                    $"各户合计比该分的{(rows > 0 ? "多" : "少")} {new Money(Math.Abs(rows)).ToDisplayString()} 元，就是列出的各户",
                    $"households get {new Money(Math.Abs(rows)).ToDisplayString()} yuan too {(rows > 0 ? "much" : "little")}: "
                    + "those listed"));
                return null;
            }

            if (Explain(sheet, at, rule, sums[at], total, rows) is { } finding)
            {
                return finding;
            }
        }

        var off = new Money(sums[payable] - total);
        if (sheet.IsTotalAsked)
        {
            return NotConserved(sheet, payable, SheetCause.NotConserved, sums[payable], total, "", "");
        }

        notes.Add(new LocalizedText(
            $"表上写的总额 {new Money(total).ToDisplayString()} 与各户合计 {new Money(sums[payable]).ToDisplayString()} 差 {off.ToDisplayString()}",
            $"the total the sheet states, {new Money(total).ToDisplayString()}, is not the sum of its households, "
            + $"{new Money(sums[payable]).ToDisplayString()}"));
        return null;
    }

    // To the fen: the total, what rounding makes of it, and the households that differ.
    private static SheetFinding? Explain(
        CheckedSheet sheet, int at, SheetCandidate rule, long sum, long total, long rows)
    {
        var rounding = sum - rows - total;
        var isOfTotal = rule.Total == total || (rule.Basis is { } basis && rule.Price is { } price && IsPriceOf(basis, rule, price, total));
        if (rounding == 0 || !isOfTotal || rule.Flaw is not { } flaw || (rounding < 0 && !sheet.IsTotalAsked))
        {
            return null;
        }

        var (zh, en) = (flaw.Words().Zh, flaw.Words().En);
        return NotConserved(sheet, at, flaw, sum, total, zh + (rows == 0 ? "" : "，另有下面列出的各户"),
            en + (rows == 0 ? "" : ", and the households listed"));
    }

    private static bool IsPriceOf(SheetBasis basis, SheetCandidate rule, Fraction price, long total)
    {
        var all = Enumerable.Range(0, rule.Expected.Length).Where(line => rule.Expected[line] is not null)
            .Aggregate((Int128)0, (sum, line) => sum + basis.Weights[line]);
        var exact = new Fraction(total, all) * new Fraction(SheetBasis.Scale, 100);
        for (var (decimals, scale) = (0, 1L); decimals <= 4; decimals++, scale *= 10)
        {
            if (price == new Fraction(Rounding.HalfUp(exact * scale), scale) || price == new Fraction(Rounding.Down(exact * scale), scale))
            {
                return true;
            }
        }

        return false;
    }

    private static SheetFinding NotConserved(
        CheckedSheet sheet, int at, SheetCause cause, long sum, long total, string zh, string en)
    {
        var (paid, all, off) = (new Money(sum).ToDisplayString(), new Money(total).ToDisplayString(), new Money(Math.Abs(sum - total)));
        return new SheetFinding(cause, 0, sheet.Columns[at], "", new LocalizedText(
            $"各户共 {paid} 元，该分 {all} 元，{(sum > total ? "多" : "少")}分 {off.ToDisplayString()} 元{(zh.Length == 0 ? "" : "：" + zh)}",
            $"households get {paid} of {all} yuan, {off.ToDisplayString()} too {(sum > total ? "much" : "little")}"
            + (en.Length == 0 ? "" : ": " + en)));
    }
}
