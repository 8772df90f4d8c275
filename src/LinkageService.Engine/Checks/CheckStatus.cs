namespace LinkageService.Engine.Checks;

/// <summary>What came of a check.</summary>
public enum CheckStatus
{
    /// <summary>Everything it needs is known, and it holds.</summary>
    Passed,

    /// <summary>Everything it needs is known, and it does not hold.</summary>
    Found,

    /// <summary>Something it needs is not known: <see cref="CheckOutcome.Missing"/> says what.</summary>
    Unknown,

    /// <summary>No rule asks for it of this organisation on this date, or there is nothing to look at.</summary>
    NotApplicable,
}
