namespace LinkageService.Engine.StatementChecks;

/// <summary>Why a figure of a payout sheet is not what it should be, as far as it can be told.</summary>
public enum SheetCause
{
    /// <summary>Nothing tried gives the figure to the fen.</summary>
    Unknown,

    /// <summary>The unit price was rounded before it was multiplied.</summary>
    RoundedPrice,

    /// <summary>Each line was rounded by itself.</summary>
    RoundedAlone,

    /// <summary>What is below a fen was cut off.</summary>
    Truncated,

    /// <summary>What is below a fen was counted as a whole one.</summary>
    RoundedUp,

    /// <summary>Reckoned in binary floating point.</summary>
    FloatingPoint,

    /// <summary>The amounts of two rows stand in each other's place.</summary>
    Swapped,

    /// <summary>The amount of the row beside it.</summary>
    CopiedFromNeighbour,

    /// <summary>Paid without the category that the others have who are paid, or the other way round.</summary>
    TagMissing,

    /// <summary>Holds something, and gets nothing.</summary>
    LeftOut,

    /// <summary>Reckoned with another holding than the sheet says.</summary>
    HoldingChanged,

    /// <summary>Stands in the sheet twice.</summary>
    Duplicate,

    /// <summary>The point stands in another place.</summary>
    PointMoved,

    /// <summary>Two digits stand in each other's place.</summary>
    DigitsTransposed,

    /// <summary>One digit is another.</summary>
    DigitMistyped,

    /// <summary>The amount was counted twice.</summary>
    CountedTwice,

    /// <summary>A deduction was added, or not taken.</summary>
    DeductionNotTaken,

    /// <summary>A part of the row is not in its total.</summary>
    PartLeftOut,

    /// <summary>Rows are not in the sum.</summary>
    SumLeavesRowsOut,

    /// <summary>Rows are in the sum twice, or sums were added to what they are the sum of.</summary>
    SumCountsTwice,

    /// <summary>The sum is that of what the cells hold, not of what they show.</summary>
    HiddenDecimals,

    /// <summary>The sum is that of what the households should get: it is right, and they are not.</summary>
    RowsDiffer,

    /// <summary>The cell of a formula holds what the formula does not give.</summary>
    StaleFormula,

    /// <summary>More, or less, is paid than there is.</summary>
    NotConserved,

    /// <summary>On last year's list, and not on this one.</summary>
    MissingSinceLastYear,

    /// <summary>The formula of one row is not that of its neighbours.</summary>
    FormulaDiffers,

    /// <summary>A typed number among formulas.</summary>
    ConstantAmongFormulas,
}
