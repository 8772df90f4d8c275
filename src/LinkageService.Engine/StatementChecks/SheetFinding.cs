using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>Something else that is not right with a sheet.</summary>
/// <param name="Cause">What is not right, as a stable word.</param>
/// <param name="Row">Where; 0 for the whole sheet.</param>
/// <param name="Column">The column; null for the whole row.</param>
/// <param name="Household">The member number it is about; empty for none.</param>
/// <param name="Text">In a sentence.</param>
public sealed record SheetFinding(SheetCause Cause, int Row, SheetColumn? Column, string Household, LocalizedText Text);
