using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// What a spreadsheet or a program reckons that keeps numbers as IEEE 754 binary64, worked out exactly: only so can be shown that a
/// figure of somebody else comes from there.
/// </summary>
internal static class Binary64
{
    private const int Bits = 53;

    /// <summary>The nearest number with a significand of 53 bits, ties to even; of the size of money and holdings, not negative.</summary>
    public static Fraction Nearest(Fraction value)
    {
        if (value.Sign <= 0)
        {
            return Fraction.Zero;
        }

        var shift = Bits - (int)(value.Numerator.GetBitLength() - value.Denominator.GetBitLength());
        var scaled = Scale(value, shift);
        if (scaled.Numerator / scaled.Denominator >= BigInteger.One << Bits)
        {
            shift--;
            scaled = Scale(value, shift);
        }

        var whole = BigInteger.DivRem(scaled.Numerator, scaled.Denominator, out var rest);
        var twice = (rest * 2).CompareTo(scaled.Denominator);
        whole += twice > 0 || (twice == 0 && !whole.IsEven) ? 1 : 0;
        return Scale(whole, -shift);
    }

    /// <summary>Price times quantity in yuan, cut to the fen after multiplying by 100.</summary>
    public static long CutProduct(Fraction price, Fraction quantity) =>
        (long)Rounding.Down(Nearest(Nearest(Nearest(price) * Nearest(quantity)) * 100));

    /// <summary>Price times quantity in yuan, to the nearest fen by what the binary number really is.</summary>
    public static long RoundedProduct(Fraction price, Fraction quantity) =>
        (long)Rounding.HalfUp(Nearest(Nearest(price) * Nearest(quantity)) * 100);

    private static Fraction Scale(Fraction value, int shift) => shift >= 0
        ? value * (BigInteger.One << shift)
        : new Fraction(value.Numerator, value.Denominator << -shift);
}
