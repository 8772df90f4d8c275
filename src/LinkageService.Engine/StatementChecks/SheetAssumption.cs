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
        foreach (var (line, other, cause, text) in Holdings(sheet, at, written, plain, formulas)
            .Concat(Tags(sheet, written, named)).Take(tries))
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
                var (before, value) = (sheet.Lines[line], new Fraction(weight, SheetBasis.Scale));
                var (used, has) = (DecimalText.Format(weight, 6), DecimalText.Format(basis.Weights[line], 6));
                yield return (line, before with { Values = [.. before.Values.Select((each, to) => to == basis.At ? value : each)] },
                    SheetCause.HoldingChanged, new LocalizedText(
                        $"按“{column.Heading}”{used} 算的；表上写的是 {has}。按 {used} 别户也与方案相同；{has} 若是对的，各户都要重算",
                        $"reckoned with {used} of \"{column.Heading}\"; the sheet says {has}. With {used} the others agree with the "
                        + $"scheme too; if {has} is right, all must be reckoned anew"));
            }
        }
    }

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
