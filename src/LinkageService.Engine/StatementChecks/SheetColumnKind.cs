namespace LinkageService.Engine.StatementChecks;

/// <summary>What a column of a payout sheet holds.</summary>
public enum SheetColumnKind
{
    /// <summary>Nothing that is reckoned with.</summary>
    Other,

    /// <summary>A quantity of the household: land, shares, people, days.</summary>
    Quantity,

    /// <summary>Yuan for one unit, in each row.</summary>
    Price,

    /// <summary>Yuan that the household gets.</summary>
    Amount,

    /// <summary>Yuan that are held back.</summary>
    Deduction,

    /// <summary>Yuan of the row together, before or after deductions.</summary>
    Total,
}
