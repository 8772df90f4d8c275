namespace LinkageService.Engine.Taxes;

/// <summary>The tax of a household's benefit.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Benefit">The benefit, as lines of statements call it.</param>
/// <param name="Amount">The amounts.</param>
public readonly record struct HouseholdTax(string Household, string Benefit, TaxedAmount Amount);
