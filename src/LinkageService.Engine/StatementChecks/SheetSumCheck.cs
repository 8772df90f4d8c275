using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A sum of the sheet added up anew.</summary>
/// <param name="Row">The row of the sum in the worksheet, from 1.</param>
/// <param name="Text">What the row says.</param>
/// <param name="Column">The column it is the sum of.</param>
/// <param name="Written">What the sheet says, as a decimal.</param>
/// <param name="Added">What its rows make.</param>
/// <param name="Difference">Written less added; 0 where they agree.</param>
/// <param name="Cause">Why they differ; null where they agree.</param>
/// <param name="Words">The same in a sentence; null where they agree.</param>
public sealed record SheetSumCheck(
    int Row, string Text, SheetColumn Column, string Written, string Added, string Difference, SheetCause? Cause, LocalizedText? Words)
{
    /// <summary>Whether the sum itself is wrong, not the rows above it.</summary>
    public bool IsWrong => Cause is not (null or SheetCause.RowsDiffer or SheetCause.Duplicate);
}
