using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A way to reckon a column, and how many households it explains to the fen.</summary>
/// <param name="Column">The column of money it reckons.</param>
/// <param name="Title">How it reckons.</param>
/// <param name="Matched">Households whose figure it gives to the fen.</param>
/// <param name="Compared">Households it was tried on.</param>
/// <param name="Total">What it gives all of them.</param>
public sealed record SheetRule(SheetColumn Column, LocalizedText Title, int Matched, int Compared, Money Total)
{
    /// <summary>The id and version of the scheme it is; null where it is none.</summary>
    public string? Scheme { get; init; }

    /// <summary>Whether it is taken as the rule of the column: what differs from it is listed.</summary>
    public bool IsTaken { get; init; }
}
