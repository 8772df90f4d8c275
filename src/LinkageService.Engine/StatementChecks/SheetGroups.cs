using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// Who has something to be paid for and is not paid, or is paid without the category that all others have who are paid.
/// </summary>
internal static class SheetGroups
{
    // The part of a group in percent that may differ from it, and how few a group has.
    private const int MostPercent = 10;
    private const int Least = 2;
    private const int LeastPaid = 10;

    /// <summary>
    /// The households that do not fit the group of a column, and those of which it cannot be told: who holds something and is not
    /// paid, where neither a category nor the number of the others says whether that is right.
    /// </summary>
    public static (IEnumerable<SheetDifference> Misfits, int[] Open) Of(
        CheckedSheet sheet, int column, SheetCandidate rule, IReadOnlyList<long?> written)
    {
        if (rule.Basis is not { Column: not null } basis)
        {
            return ([], []);
        }

        var holders = Enumerable.Range(0, sheet.Lines.Count)
            .Where(line => basis.Weights[line] > 0 && !sheet.Lines[line].Unread.Contains(column)).ToArray();
        bool IsPaid(int line) => (written[line] ?? 0) != 0;
        var unpaid = holders.Where(line => !IsPaid(line)).ToArray();
        var found = sheet.Lines.SelectMany(line => line.Tags).Distinct(StringComparer.Ordinal)
            .SelectMany(tag => new[] { (Tag: tag, With: true), (Tag: tag, With: false) })
            .Select(group => (group.Tag, group.With, Misfits: holders.Where(line => HasTag(sheet, line, group) != IsPaid(line)).ToArray(),
                Fits: holders.Where(line => HasTag(sheet, line, group) == IsPaid(line)).ToArray()))
            .Where(group => group.Fits.Count(IsPaid) >= Least && group.Fits.Count(line => !IsPaid(line)) >= Least)
            .OrderBy(group => group.Misfits.Length).FirstOrDefault();
        if (found.Misfits is { } misfits && misfits.Length <= Math.Max(1, holders.Length * MostPercent / 100))
        {
            return (misfits.Select(line => Misfit(sheet, column, line, rule, written[line] ?? 0, found.With)), []);
        }

        return found.Misfits is null && unpaid.Length == 1 && holders.Length - unpaid.Length >= LeastPaid && !basis.IsMoney
            ? (unpaid.Select(line => LeftOut(sheet, column, line, rule)), [])
            : ([], unpaid);
    }

    private static bool HasTag(CheckedSheet sheet, int line, (string Tag, bool With) group) =>
        sheet.Lines[line].Tags.Contains(group.Tag, StringComparer.Ordinal) == group.With;

    private static SheetDifference Misfit(CheckedSheet sheet, int column, int line, SheetCandidate rule, long written, bool with)
    {
        var expected = written == 0 ? rule.With(rule.Basis!.Weights[line]) ?? 0 : 0;
        var text = written == 0
            ? new LocalizedText("同类别的户都有，这一户没有：漏发，或类别写错", "the others of its category are paid and this one is not")
            : with ? new LocalizedText("领了这一项，却没有写领它的户都有的类别", "it is paid without the category of all others who are")
            : new LocalizedText("写了不领这一项的类别，却领了", "it is paid and has the category of those who are not");
        return new SheetDifference(
            sheet.Lines[line], sheet.Columns[column], new Money(written), new Money(expected), SheetCause.TagMissing, text);
    }

    private static SheetDifference LeftOut(CheckedSheet sheet, int column, int line, SheetCandidate rule) => new(
        sheet.Lines[line], sheet.Columns[column], Money.Zero, new Money(rule.With(rule.Basis!.Weights[line]) ?? 0), SheetCause.LeftOut,
        new LocalizedText($"有“{rule.Basis.Column!.Heading}”却没有钱，别户都有", "it holds what all others are paid for, and gets nothing"));
}
