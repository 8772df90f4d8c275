using System.Diagnostics;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;

namespace LinkageService.Engine.Taxes;

/// <summary>
/// How the income tax of one benefit is dealt with (利息、股息、红利所得, 个人所得税法 art. 3(3)): one payment is one time, and its tax is
/// rounded half up to the fen. The one place of this arithmetic.
/// </summary>
public sealed record TaxTerm
{
    /// <param name="benefit">The benefit, as lines of statements call it.</param>
    /// <param name="mode">Who bears the tax.</param>
    /// <param name="rate">The rate, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is none.</exception>
    public TaxTerm(string benefit, TaxMode mode, Fraction rate)
    {
        if (rate < Fraction.Zero || rate >= Fraction.One)
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate of tax is at least 0 and below 1.");
        }

        (Benefit, Mode, Rate) = (benefit, mode, rate);
    }

    /// <summary>The benefit.</summary>
    public string Benefit { get; }

    /// <summary>Who bears the tax.</summary>
    public TaxMode Mode { get; }

    /// <summary>The rate.</summary>
    public Fraction Rate { get; }

    /// <summary>The tax of what a household is due of the benefit in one payment.</summary>
    /// <param name="due">Fen the run gives it; what is not positive is no income.</param>
    /// <exception cref="InvariantBrokenException">Money is lost or made.</exception>
    public TaxedAmount Of(long due)
    {
        if (due <= 0)
        {
            return new TaxedAmount(due, Income: 0, Tax: 0, Withheld: 0);
        }

        var taxed = Mode switch
        {
            TaxMode.None => new TaxedAmount(due, Income: 0, Tax: 0, Withheld: 0),
            TaxMode.Withhold => Withhold(due),
            TaxMode.OrganizationBears => Bear(due),
            _ => throw new UnreachableException(),
        };
        Invariant.Holds(taxed.Due == taxed.Net + taxed.Withheld, "what is due = what is left + what is withheld");
        Invariant.Holds(taxed.Income == 0 || taxed.Income == taxed.Net + taxed.Tax, "income = what is left + its tax");
        Invariant.Holds(taxed.Withheld is 0 || taxed.Withheld == taxed.Tax, "a benefit is withheld from, or borne, never both");
        return taxed;
    }

    private TaxedAmount Withhold(long due)
    {
        var tax = HalfUp(Rate * due);
        return new TaxedAmount(due, due, tax, Withheld: tax);
    }

    // Gross = net ÷ (1 − rate), half up. It differs from the exact gross by at most half a fen, so gross − net differs from
    // gross × rate by less than half a fen: it is that tax, half up, and the two never disagree.
    private TaxedAmount Bear(long due)
    {
        var gross = HalfUp(new Fraction(due, BigInteger.One) / (Fraction.One - Rate));
        var tax = HalfUp(Rate * gross);
        return new TaxedAmount(due, gross, tax, Withheld: 0);
    }

    private static long HalfUp(Fraction fen) => (long)Rounding.HalfUp(fen);
}
