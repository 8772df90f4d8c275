using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A9: one attempt to pay one household.</summary>
/// <param name="Household">The member number.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Amount">How much.</param>
public sealed record PaymentAttempt(string Household, int Attempt, PaymentResult Result, Money Amount)
{
    /// <summary>The day of the result.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The bank file it was in.</summary>
    public string? BankFile { get; init; }

    /// <summary>Its line in the file, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Of a return: the code of its reason, such as <c>account_closed</c>.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Of a return: the day it was booked back.</summary>
    public DateOnly? RebookedOn { get; init; }

    /// <summary>Of cash: who collected it.</summary>
    public string? Collector { get; init; }

    /// <summary>Of cash: what the collector is to the household.</summary>
    public string? CollectorRelation { get; init; }

    /// <summary>Of cash: whether somebody signed.</summary>
    public bool? IsSigned { get; init; }
}
