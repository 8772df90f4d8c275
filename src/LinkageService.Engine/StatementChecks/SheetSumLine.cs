using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A row of sums of a payout sheet.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="Text">What it says of itself, such as 本页小计.</param>
/// <param name="Lines">Households above it, in the order of the sheet.</param>
/// <param name="Values">A number for each column; null where the cell holds none.</param>
public sealed record SheetSumLine(int Row, string Text, int Lines, IReadOnlyList<Fraction?> Values)
{
    /// <summary>Whether its words say that it is the sum of a page or a group.</summary>
    public bool IsPart => Text.Contains("小计", StringComparison.Ordinal) || Text.Contains("本页", StringComparison.Ordinal)
        || Text.Contains('组', StringComparison.Ordinal) || Text.Contains('栏', StringComparison.Ordinal)
        || Text.Contains("subtotal", StringComparison.OrdinalIgnoreCase) || Text.Contains("page", StringComparison.OrdinalIgnoreCase);
}
