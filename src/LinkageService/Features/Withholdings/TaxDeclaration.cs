using LinkageService.Engine.Problems;
using LinkageService.Engine.Taxes;

namespace LinkageService.Features.Withholdings;

/// <summary>What has to be declared of the tax on what was paid in a month or a year.</summary>
/// <param name="Organization">Who withholds.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Month">Of which month; null for all of the year.</param>
/// <param name="Benefit">Of one benefit alone; null for all.</param>
/// <param name="Entries">By payment, household and benefit.</param>
internal sealed record TaxDeclaration(string Organization, int Year, int? Month, string? Benefit, IReadOnlyList<DeclaredTax> Entries)
{
    private const int DayOfNextMonth = 15;

    /// <summary>The last day of the declaration (个人所得税法 art. 14); null for a year.</summary>
    public DateOnly? DueOn => Month is { } month ? new DateOnly(Year, month, DayOfNextMonth).AddMonths(1) : null;

    /// <summary>All entries together.</summary>
    public TaxedAmount Sum => Entries.Aggregate(default(TaxedAmount), (sum, entry) => sum + entry.Amount);
}

/// <summary>The tax of one payment to a household.</summary>
/// <param name="Run">The run that paid.</param>
/// <param name="Kind">What it is.</param>
/// <param name="PaidOn">The day of the payment.</param>
/// <param name="Household">Who was paid.</param>
/// <param name="Benefit">The benefit.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Amount">Income and tax; what the scheme withheld among its lines counts as withheld.</param>
internal sealed record DeclaredTax(
    string Run, string Kind, DateOnly PaidOn, string Household, string Benefit, LocalizedText Title, TaxedAmount Amount)
{
    /// <summary>Whose income it is; null where nobody said.</summary>
    public string? Name { get; init; }

    /// <summary>Their ID number, masked or in full; null where it is not known.</summary>
    public string? IdNumber { get; init; }
}
