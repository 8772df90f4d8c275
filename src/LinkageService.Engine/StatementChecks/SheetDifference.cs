using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A figure of a household that is not what the rule of its column gives.</summary>
/// <param name="Line">The row of the household.</param>
/// <param name="Column">The column of money it differs in.</param>
/// <param name="Written">What the sheet says.</param>
/// <param name="Expected">What the rule gives.</param>
/// <param name="Cause">The likeliest cause.</param>
/// <param name="Text">The same in a sentence.</param>
public sealed record SheetDifference(
    SheetLine Line, SheetColumn Column, Money Written, Money Expected, SheetCause Cause, LocalizedText Text)
{
    /// <summary>Written less expected.</summary>
    public Money Difference => Written - Expected;
}
