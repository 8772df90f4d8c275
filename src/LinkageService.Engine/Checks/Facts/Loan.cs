using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A4: money borrowed.</summary>
/// <param name="DrawnOn">When it came in.</param>
public sealed record Loan(DateOnly DrawnOn)
{
    /// <summary>What was borrowed.</summary>
    public Money? Amount { get; init; }

    /// <summary>What of it is still owed on the date of <see cref="CashPosition"/>.</summary>
    public Money? Outstanding { get; init; }

    /// <summary>When it is to be paid back.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What for.</summary>
    public LoanPurpose? Purpose { get; init; }

    /// <summary>From whom.</summary>
    public string? Lender { get; init; }
}
