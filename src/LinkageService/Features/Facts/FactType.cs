namespace LinkageService.Features.Facts;

/// <summary>What a field of a fact holds, and so how it is read, checked, stored and entered.</summary>
internal enum FactType
{
    /// <summary>Yuan to the fen, not negative.</summary>
    Yuan,

    /// <summary>Yuan to the fen; negative for a loss.</summary>
    SignedYuan,

    /// <summary>A part of a whole, 0 to 1, as people write rates: 0.1, 10%, 1/10.</summary>
    Share,

    /// <summary>A decimal with at most four decimals, not negative.</summary>
    Quantity,

    /// <summary>A text of one line.</summary>
    Text,

    /// <summary>A date, 2025-12-31.</summary>
    Date,

    /// <summary>The member number of a household that is or was on the roster.</summary>
    Household,

    /// <summary>One of a closed list of words.</summary>
    Word,

    /// <summary>A number of days, 1 to 365.</summary>
    Days,

    /// <summary>A year, 1900 to 2999.</summary>
    Year,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>The number of an account: sealed where it is stored, masked where it is shown.</summary>
    AccountNumber,

    /// <summary>行号: twelve digits, the last a check digit.</summary>
    BankCode,

    /// <summary>地块编码: nineteen digits.</summary>
    PlotCode,

    /// <summary>A list of records, each with fields of its own.</summary>
    Rows,

    /// <summary>A record with fields of its own.</summary>
    Record,
}
