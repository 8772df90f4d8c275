using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>What the check of a payout sheet found.</summary>
public sealed class SheetReport
{
    /// <summary>Households of the sheet.</summary>
    public required int Households { get; init; }

    /// <summary>The rules tried, the one taken first, for each column of money.</summary>
    public required IReadOnlyList<SheetRule> Rules { get; init; }

    /// <summary>How many rules were tried.</summary>
    public required int Tried { get; init; }

    /// <summary>Households that differ.</summary>
    public required IReadOnlyList<SheetDifference> Differences { get; init; }

    /// <summary>Sums added up anew.</summary>
    public required IReadOnlyList<SheetSumCheck> Sums { get; init; }

    /// <summary>What else was found.</summary>
    public required IReadOnlyList<SheetFinding> Findings { get; init; }

    /// <summary>What may be right and should be looked at.</summary>
    public required IReadOnlyList<LocalizedText> Notes { get; init; }

    /// <summary>Columns of money that no rule explains: they were not checked.</summary>
    public required IReadOnlyList<SheetColumn> Unexplained { get; init; }

    /// <summary>Households that do not follow the rule found, for no known cause: whether they are right was not told.</summary>
    public required int Unchecked { get; init; }

    /// <summary>What all households get by the sheet; null where it has no column of money.</summary>
    public required Money? Total { get; init; }

    /// <summary>How many things are wrong.</summary>
    public int Faults => Differences.Count + Findings.Count + Sums.Count(sum => sum.IsWrong);
}
