namespace LinkageService.Engine.Taxes;

/// <summary>What a household is due of one benefit, and its tax, in fen. Differences of two are of the same form.</summary>
/// <param name="Due">What the run gives it (应得).</param>
/// <param name="Income">What is declared (应纳税所得额): what it is due, or grossed up where the organisation bears the tax.</param>
/// <param name="Tax">The tax (应纳税额).</param>
/// <param name="Withheld">What of the tax is taken from what it is due (代扣).</param>
public readonly record struct TaxedAmount(long Due, long Income, long Tax, long Withheld)
{
    /// <summary>What is left of what it is due (税后).</summary>
    public long Net => Due - Withheld;

    /// <summary>What the organisation bears beside it (单位承担).</summary>
    public long Borne => Tax - Withheld;

    /// <summary>Whether there is nothing to be declared or taken.</summary>
    public bool IsUntaxed => Income == 0 && Tax == 0;

    /// <summary>Both together.</summary>
    public static TaxedAmount operator +(TaxedAmount left, TaxedAmount right) =>
        new(left.Due + right.Due, left.Income + right.Income, left.Tax + right.Tax, left.Withheld + right.Withheld);

    /// <summary>What has to change for one to become the other.</summary>
    public static TaxedAmount operator -(TaxedAmount left, TaxedAmount right) =>
        new(left.Due - right.Due, left.Income - right.Income, left.Tax - right.Tax, left.Withheld - right.Withheld);
}
