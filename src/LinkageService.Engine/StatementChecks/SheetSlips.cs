using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>The likeliest cause of a figure that the rule of its column does not give: the first that gives it to the fen.</summary>
internal sealed class SheetSlips(
    CheckedSheet sheet, int column, IReadOnlyList<long?> written, SheetCandidate rule, SheetFormulas formulas)
{
    private const int PriceDecimals = 2;

    // Rows with one amount, from which it is no sign of the row beside it.
    private const int Common = 3;

    // What the last decimal of a quantity brings: below it a figure has a quantity that gives it by chance.
    private const int LeastStep = 100;

    private Dictionary<(long Written, long Expected), int>? _others;
    private Dictionary<long, int>? _counts;

    /// <summary>The cause, and it in a sentence.</summary>
    public (SheetCause Cause, LocalizedText Text) Of(int line)
    {
        var (figure, expected) = (written[line] ?? 0, rule.Expected[line]!.Value);
        var row = sheet.Lines[line].Row;
        var slip = formulas.At(row, column) is null ? Slip(figure, expected) : Formula(row);
        return Swapped(line, figure, expected)
            ?? (slip is { Cause: SheetCause.PointMoved } ? slip : null)
            ?? (IsCommon(figure) ? Holding(line, figure) : null) ?? Copied(line, figure)
            ?? Rounded(line, figure, expected) ?? Holding(line, figure)
            ?? slip ?? LeftOut(figure, expected)
            ?? (SheetCause.Unknown, new LocalizedText("原因不明：试过的原因都算不出这个数", "no cause that was tried gives this figure"));
    }

    /// <summary>The quantity that a line was reckoned with, where only one gives its figure; of many lines it says nothing.</summary>
    public (SheetCause Cause, LocalizedText Text)? Supposed(int line) => Implied(line) is { } implied ? Used(line, implied) : null;

    /// <summary>The quantities that a line may have been reckoned with, by the figure it has.</summary>
    public IEnumerable<long> WeightsOf(int line) => rule.Basis is not { Column: not null } ? []
        : Mistakes(line).Where(weight => Gives(weight, written[line] ?? 0))
            .Concat(Implied(line) is { } implied ? [implied] : Array.Empty<long>()).Distinct();

    private bool IsCommon(long figure)
    {
        _counts ??= written.OfType<long>().CountBy(each => each).ToDictionary();
        return _counts.GetValueOrDefault(figure) >= Common;
    }

    // A formula is not mistyped by a digit: it is another formula.
    private (SheetCause Cause, LocalizedText Text)? Formula(int row)
    {
        var cell = $"{sheet.Columns[column].Letter}{row}";
        return formulas.IsOdd(row, column)
            ? ((SheetCause, LocalizedText)?)(SheetCause.FormulaDiffers, new LocalizedText($"{cell} 的公式与上下行不同，算出来就是这个数",
                $"the formula of {cell} is not that of the rows beside it, and gives this figure"))
            : null;
    }

    private static (SheetCause Cause, LocalizedText Text)? LeftOut(long figure, long expected) => figure == 0 && expected > 0
        ? ((SheetCause, LocalizedText)?)(SheetCause.LeftOut, new LocalizedText(
            "按算法该有，却没有钱", "the rule gives it something, and it gets nothing"))
        : null;

    private (SheetCause Cause, LocalizedText Text)? Swapped(int line, long figure, long expected)
    {
        // Of those that differ, by what is written and what should be.
        _others ??= Enumerable.Range(0, written.Count)
            .Where(at => rule.Expected[at] is { } right && right != (written[at] ?? 0))
            .GroupBy(at => (written[at] ?? 0, rule.Expected[at]!.Value)).ToDictionary(group => group.Key, group => group.First());
        return _others.TryGetValue((expected, figure), out var other) && other != line
            ? (SheetCause.Swapped, new LocalizedText(
                $"与第 {sheet.Lines[other].Row} 行（{sheet.Lines[other].Key}）的金额对调了：两户的行抄反",
                $"the amounts of this row and of row {sheet.Lines[other].Row} stand in each other's place"))
            : null;
    }

    private (SheetCause Cause, LocalizedText Text)? Copied(int line, long figure)
    {
        foreach (var other in new[] { line - 1, line + 1 })
        {
            if (figure != 0 && other >= 0 && other < written.Count && written[other] == figure && rule.Expected[other] == figure)
            {
                return (SheetCause.CopiedFromNeighbour, new LocalizedText(
                    $"与第 {sheet.Lines[other].Row} 行（{sheet.Lines[other].Key}）的金额一样：抄错了行",
                    $"it is the amount of row {sheet.Lines[other].Row}: taken from the wrong row"));
            }
        }

        return null;
    }

    private (SheetCause Cause, LocalizedText Text)? Rounded(int line, long figure, long expected)
    {
        if (rule.Basis is not { } basis || basis.Weights[line] is var weight && weight == 0)
        {
            return null;
        }

        if (Math.Abs(figure - expected) <= rule.Unit)
        {
            foreach (var (rounding, cause) in new[]
                {
                    (SheetRounding.HalfUp, SheetCause.RoundedAlone), (SheetRounding.Down, SheetCause.Truncated),
                    (SheetRounding.Up, SheetCause.RoundedUp),
                })
            {
                if (rounding != rule.Rounding && rule.Rate.Round(weight, rounding, rule.Unit) == figure && !IsFloating(line, figure))
                {
                    return (cause, new LocalizedText(
                        $"这一户的尾数取法与别户不同：{cause.Words().Zh}", $"rounded otherwise than the others: {cause.Words().En}"));
                }
            }

            if (IsFloating(line, figure))
            {
                return (SheetCause.FloatingPoint, new LocalizedText(
                    "用电脑的二进制小数相乘，差了一分", "multiplied in binary floating point, which is a fen off"));
            }
        }

        return rule.Price is null ? RoundedPrice(weight, figure) : null;
    }

    private bool IsFloating(int line, long figure)
    {
        if (rule.Price is not { } price || rule.Rounding is not SheetRounding.HalfUp || rule.Unit != 1)
        {
            return false;
        }

        var quantity = new Fraction(rule.Basis!.Weights[line], SheetBasis.Scale);
        return Binary64.RoundedProduct(price, quantity) == figure || (Binary64.CutProduct(price, quantity) == figure
            && (price * quantity * 100).Denominator.IsOne);
    }

    private (SheetCause Cause, LocalizedText Text)? RoundedPrice(long weight, long figure)
    {
        var price = new Fraction(rule.Rate.N, rule.Rate.D) * new Fraction(SheetBasis.Scale, 100);
        for (var (decimals, scale) = (PriceDecimals, 100L); decimals >= 0; decimals--, scale /= 10)
        {
            var rounded = new Fraction(Rounding.HalfUp(price * scale), scale);
            if ((long)Rounding.HalfUp(rounded * new Fraction(weight, SheetBasis.Scale) * 100) == figure)
            {
                var text = DecimalText.Format(Rounding.HalfUp(rounded * 100), 2, keep: 2);
                return (SheetCause.RoundedPrice, new LocalizedText(
                    $"这一户用的是取整后的单价 {text}", $"reckoned with the price rounded to {text}"));
            }
        }

        return null;
    }

    private (SheetCause Cause, LocalizedText Text)? Holding(int line, long figure)
    {
        var found = Mistakes(line).Where(weight => Gives(weight, figure)).Select(weight => (long?)weight).FirstOrDefault();
        return found is { } weight ? Used(line, weight) : null;
    }

    private (SheetCause Cause, LocalizedText Text) Used(int line, long weight)
    {
        var basis = rule.Basis!;
        var (used, has) = (DecimalText.Format(weight, 6), DecimalText.Format(basis.Weights[line], 6));
        return (SheetCause.HoldingChanged, new LocalizedText($"按“{basis.Column!.Heading}”{used} 算的；表上写的是 {has}",
            $"reckoned with {used} of \"{basis.Column.Heading}\"; the sheet says {has}"));
    }

    // Those of the rows beside it, and slips of the pen.
    private IEnumerable<long> Mistakes(int line) => rule.Basis is not { Column: not null } basis ? []
        : new[] { line - 1, line + 1 }.Where(at => at >= 0 && at < written.Count).Select(at => basis.Weights[at])
            .Concat(SheetDigits.MistakesOf(basis.Weights[line]))
            .Where(weight => weight > 0 && weight != basis.Weights[line] && weight % basis.Step == 0);

    // The odd fen of a total may have gone to it or not.
    private bool Gives(long weight, long figure) => rule.Rounding is not null ? rule.With(weight) == figure
        : rule.Rate.Round(weight, SheetRounding.Down, 1) == figure || rule.Rate.Round(weight, SheetRounding.Up, 1) == figure;

    // The one quantity, with as many decimals as the column has, that gives the figure.
    private long? Implied(int line)
    {
        if (rule.Basis is not { Column: not null } basis || rule.Rate.N <= 0 || written[line] is not (> 0 and var figure))
        {
            return null;
        }

        var step = basis.Step;
        if (rule.Rate.N * step < rule.Rate.D * LeastStep * rule.Unit)
        {
            return null;
        }

        var near = (long)(figure * rule.Rate.D / (rule.Rate.N * step));
        return new[] { near, near + 1 }.Select(count => count * step)
            .Where(weight => weight > 0 && weight != basis.Weights[line] && weight <= basis.Weights.Max() * 2 && Gives(weight, figure))
            .Select(weight => (long?)weight).FirstOrDefault();
    }

    private static (SheetCause Cause, LocalizedText Text)? Slip(long figure, long expected)
    {
        if (SheetDigits.SlipOf(figure, expected) is not { } slip)
        {
            return null;
        }

        var (is1, should) = (new Money(figure).ToDisplayString(), new Money(expected).ToDisplayString());
        return (slip, new LocalizedText($"{slip.Words().Zh}：{should} 写成了 {is1}", $"{slip.Words().En}: {should} became {is1}"));
    }
}
