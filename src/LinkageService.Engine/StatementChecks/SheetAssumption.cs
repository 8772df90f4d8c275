using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// One household of which the sheet says another holding or category than it was reckoned with: where a total is shared, that changes
/// what the scheme gives everybody. The scheme is computed anew with each that may be, and what gives every figure is it.
/// </summary>
/// <param name="Line">The place of the household among those of the sheet.</param>
/// <param name="Trial">What the scheme gives then.</param>
/// <param name="Cause">What the sheet says wrong.</param>
/// <param name="Text">The same in a sentence.</param>
internal sealed record SheetAssumption(int Line, SheetTrial Trial, SheetCause Cause, LocalizedText Text)
{
    private const int MostTries = 150;
    private const int MostLines = 8;
    private const int LeastLines = 3;
    private const int Many = 200_000;

    // One change explains them all; nine in ten where others are wrong beside it.
    private const int LeastPercent = 90;

    /// <summary>Finds it; null for none.</summary>
    /// <param name="sheet">As it was read.</param>
    /// <param name="at">The column of money.</param>
    /// <param name="written">What stands in it.</param>
    /// <param name="named">What the scheme gives as the sheet stands.</param>
    /// <param name="plain">A price or a total that explains nearly all: by it, one household is unlike the others; null for none.</param>
    /// <param name="formulas">Those of the workbook.</param>
    public static SheetAssumption? Find(
        CheckedSheet sheet, int at, long?[] written, SheetCandidate named, SheetCandidate? plain, SheetFormulas formulas)
    {
        if (named.Scheme?.Again is not { } again)
        {
            return null;
        }

        var tries = Math.Min(MostTries, Many / sheet.Lines.Count);
        var holdings = plain?.Basis is { Column: not null }
            ? Holdings(sheet, at, written, plain, formulas) : Weighed(sheet, at, written, named, again);
        foreach (var (line, other, cause, text) in holdings.Concat(Tags(sheet, written, named)).Take(tries))
        {
            if (again(sheet.With(line, other)) is not { } trial || trial.Amounts.GetValueOrDefault(at) is not { } amounts
                || amounts[line] != (written[line] ?? 0))
            {
                continue;
            }

            var matched = Enumerable.Range(0, written.Length)
                .Count(each => named.Expected[each] is not null && amounts[each] == (written[each] ?? 0));
            if (matched > named.Matched && matched * 100 >= named.Compared * LeastPercent)
            {
                return new SheetAssumption(line, trial, cause, text);
            }
        }

        return null;
    }

    private static IEnumerable<(int Line, SheetLine Other, SheetCause Cause, LocalizedText Text)> Holdings(
        CheckedSheet sheet, int at, long?[] written, SheetCandidate? plain, SheetFormulas formulas)
    {
        if (plain?.Basis is not { Column: { } column } basis)
        {
            yield break;
        }

        var slips = new SheetSlips(sheet, at, written, plain, formulas);
        foreach (var line in Differing(written, plain).Take(MostLines))
        {
            foreach (var weight in slips.WeightsOf(line))
            {
                yield return (line, Changed(sheet, line, basis.At, new Fraction(weight, SheetBasis.Scale)), SheetCause.HoldingChanged,
                    Words(column, DecimalText.Format(weight, 6), DecimalText.Format(basis.Weights[line], 6)));
            }
        }
    }

    // Where several columns make a weight: a figure that is other than written changes all others by one factor, which tells how much.
    private static IEnumerable<(int Line, SheetLine Other, SheetCause Cause, LocalizedText Text)> Weighed(
        CheckedSheet sheet, int at, long?[] written, SheetCandidate named, Func<CheckedSheet, SheetTrial?> again)
    {
        if (Factor(written, named) is not { } factor || factor == Fraction.One)
        {
            yield break;
        }

        var lines = Differing(written, named).Where(line => named.Expected[line] > 0)
            .OrderByDescending(line => Size(new Fraction(written[line] ?? 0, named.Expected[line]!.Value) - factor)).Take(MostLines);
        foreach (var line in lines.ToArray())
        {
            for (var column = 0; column < sheet.Columns.Count; column++)
            {
                if (sheet.Columns[column] is not { Kind: SheetColumnKind.Quantity } || sheet.Lines[line].Values[column] is not { } has
                    || again(sheet.With(line, Changed(sheet, line, column, has + Fraction.One))) is not { } trial
                    || trial.Amounts.GetValueOrDefault(at) is not { } more
                    || Factor([.. more.Select(amount => (long?)amount)], named) is not { } step || step == Fraction.One)
                {
                    continue;
                }

                foreach (var value in Rounded(((Fraction.One / factor) - Fraction.One) / ((Fraction.One / step) - Fraction.One))
                    .Select(off => has + off).Where(value => value.Sign >= 0 && value != has))
                {
                    yield return (line, Changed(sheet, line, column, value), SheetCause.HoldingChanged,
                        Words(sheet.Columns[column], Shown(value), Shown(has)));
                }
            }
        }
    }

    // By what most amounts differ from those of the scheme.
    private static Fraction? Factor(long?[] amounts, SheetCandidate named)
    {
        var ratios = Enumerable.Range(0, amounts.Length).Where(line => amounts[line] > 0 && named.Expected[line] > 0)
            .Select(line => new Fraction(amounts[line]!.Value, named.Expected[line]!.Value)).Order().ToArray();
        return ratios.Length < LeastLines ? null : ratios[ratios.Length / 2];
    }

    private static Fraction Size(Fraction value) => value.Sign < 0 ? Fraction.Zero - value : value;

    private static IEnumerable<Fraction> Rounded(Fraction off) => new[] { 1, 10, 100 }
        .Select(scale => new Fraction(off.Sign * Rounding.HalfUp(Size(off) * scale), scale)).Distinct();

    private static SheetLine Changed(CheckedSheet sheet, int line, int column, Fraction value) => sheet.Lines[line] with
    {
        Values = [.. sheet.Lines[line].Values.Select((each, at) => at == column ? value : each)],
    };

    private static string Shown(Fraction value) => DecimalText.Format(Rounding.HalfUp(value * SheetBasis.Scale), 6);

    private static LocalizedText Words(SheetColumn column, string used, string has) => new(
        $"按“{column.Heading}”{used} 算的；表上写的是 {has}。按 {used} 别户也与方案相同；{has} 若是对的，各户都要重算",
        $"reckoned with {used} of \"{column.Heading}\"; the sheet says {has}. With {used} the others agree with the "
        + $"scheme too; if {has} is right, all must be reckoned anew");

    private static IEnumerable<(int Line, SheetLine Other, SheetCause Cause, LocalizedText Text)> Tags(
        CheckedSheet sheet, long?[] written, SheetCandidate named)
    {
        var tags = sheet.Lines.SelectMany(line => line.Tags).Distinct(StringComparer.Ordinal).ToArray();
        var differing = Differing(written, named).ToArray();
        var lines = differing.Length <= MostLines ? differing
            // Where everybody differs, who differs most is it, if it is anybody.
            : differing.OrderByDescending(line => Math.Abs((written[line] ?? 0) - named.Expected[line]!.Value)).Take(MostLines);
        foreach (var line in lines)
        {
            var before = sheet.Lines[line];
            foreach (var tag in tags)
            {
                yield return before.Tags.Contains(tag, StringComparer.Ordinal)
                    ? (line, before with { Tags = [.. before.Tags.Where(each => each != tag)] }, SheetCause.TagMissing,
                        new LocalizedText("写了别户没有的人员类别：去掉它就与方案相同", "it has a category too many: without it the scheme gives this figure"))
                    : (line, before with { Tags = [.. before.Tags, tag] }, SheetCause.TagMissing,
                        new LocalizedText("少写了人员类别：补上它就与方案相同", "it lacks a category: with it the scheme gives this figure"));
            }
        }
    }

    private static IEnumerable<int> Differing(long?[] written, SheetCandidate rule) => Enumerable.Range(0, written.Length)
        .Where(line => rule.Expected[line] is { } expected && expected != (written[line] ?? 0));
}
