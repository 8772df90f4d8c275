using System.Numerics;

namespace LinkageService.Engine.Amounts;

/// <summary>The only ways a division becomes whole fen outside <c>Apportionment</c>; each by its name.</summary>
public static class Rounding
{
    /// <summary>To the nearest whole; exactly half goes away from zero.</summary>
    public static BigInteger HalfUp(Fraction value)
    {
        var twice = (BigInteger.Abs(value.Numerator) * 2) + value.Denominator;
        var whole = BigInteger.Divide(twice, value.Denominator * 2);
        return value.Sign < 0 ? -whole : whole;
    }

    /// <summary>Down to the whole below: for "at most".</summary>
    public static BigInteger Down(Fraction value)
    {
        var whole = BigInteger.DivRem(value.Numerator, value.Denominator, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    /// <summary>Up to the whole above: for "at least".</summary>
    public static BigInteger Up(Fraction value) => -Down(-value);

    /// <summary>Rounds by the named policy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The policy is one of an apportionment.</exception>
    public static BigInteger Round(Fraction value, RoundingPolicy policy) => policy switch
    {
        RoundingPolicy.HalfUp => HalfUp(value),
        RoundingPolicy.AtMost => Down(value),
        RoundingPolicy.AtLeast => Up(value),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a rounding of single amounts."),
    };
}
