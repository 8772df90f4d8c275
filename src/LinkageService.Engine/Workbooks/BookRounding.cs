using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Workbooks;

/// <summary>The roundings of single amounts, as formulas of a numerator and a denominator.</summary>
internal static class BookRounding
{
    /// <summary>A whole number; of a part of one by the policy.</summary>
    /// <param name="num">The numerator.</param>
    /// <param name="den">The denominator.</param>
    /// <param name="policy">How.</param>
    /// <param name="mayBeNegative">Whether the numerator may be below zero.</param>
    /// <param name="keep">Puts the whole part into a cell of its own.</param>
    public static Term Round(Term num, Term den, RoundingPolicy policy, bool mayBeNegative, Func<Term, Term> keep)
    {
        if (Term.IsConstant(den, 1))
        {
            return num;
        }

        var over = mayBeNegative ? BookMath.Abs(num) : num;
        var whole = keep(BookMath.Floor(over, den));
        var rest = over - (whole * den);
        var (near, up) = (
            whole + BookMath.If(BookMath.Is(2 * rest, ">=", den), 1, 0), whole + BookMath.If(BookMath.Is(rest, ">", 0), 1, 0));
        return policy switch
        {
            RoundingPolicy.HalfUp => mayBeNegative ? BookMath.Sign(num) * near : near,
            // Below zero "at most" goes away from zero, and "at least" towards it.
            RoundingPolicy.AtMost => mayBeNegative ? BookMath.If(BookMath.Is(num, "<", 0), 0 - up, whole) : whole,
            RoundingPolicy.AtLeast => mayBeNegative ? BookMath.If(BookMath.Is(num, "<", 0), 0 - whole, up) : up,
            _ => throw new InvariantBrokenException("no rounding of single amounts"),
        };
    }
}
