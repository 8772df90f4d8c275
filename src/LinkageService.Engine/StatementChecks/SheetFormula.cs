namespace LinkageService.Engine.StatementChecks;

/// <summary>A formula of a workbook's cell.</summary>
/// <param name="Row">Its row in the worksheet, from 1.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Relative">The formula with each relative reference as the way to it, so that a formula filled down is one text.</param>
public sealed record SheetFormula(int Row, int Column, string Relative)
{
    /// <summary>The rows it adds up, where it is nothing but one SUM over one column.</summary>
    public (int First, int Last)? Sum { get; init; }
}
