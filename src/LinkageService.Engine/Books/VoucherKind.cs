namespace LinkageService.Engine.Books;

/// <summary>What a voucher books.</summary>
public enum VoucherKind
{
    /// <summary>A distribution that was resolved: reserve drawn, what is owed to households.</summary>
    Resolved,

    /// <summary>A correction that was resolved.</summary>
    Corrected,

    /// <summary>Money that went to households.</summary>
    Paid,

    /// <summary>Tax and debts that were taken from what households are owed.</summary>
    Withheld,

    /// <summary>Tax that was paid over.</summary>
    Remitted,

    /// <summary>Money a bank sent back.</summary>
    Returned,

    /// <summary>Money nobody came for.</summary>
    Unclaimed,

    /// <summary>The end of a year: distributions of the year are cleared.</summary>
    YearEnd,
}
