using System.Numerics;

namespace LinkageService.Tests.Oracle;

/// <summary>The oracle's own exact fraction; never reduced, never rounded but by a method that says how.</summary>
internal readonly record struct Ratio(BigInteger Top, BigInteger Bottom)
{
    // Decimals of different length have a common bottom already; without this a long sum would grow without end.
    public static Ratio operator +(Ratio left, Ratio right) =>
        (left.Bottom % right.Bottom).IsZero ? new(left.Top + (right.Top * (left.Bottom / right.Bottom)), left.Bottom)
        : (right.Bottom % left.Bottom).IsZero
            ? new((left.Top * (right.Bottom / left.Bottom)) + right.Top, right.Bottom)
        : new((left.Top * right.Bottom) + (right.Top * left.Bottom), left.Bottom * right.Bottom);

    public static Ratio operator -(Ratio left, Ratio right) => left + new Ratio(-right.Top, right.Bottom);

    public static Ratio operator *(Ratio left, Ratio right) => new(left.Top * right.Top, left.Bottom * right.Bottom);

    public static Ratio operator /(Ratio left, Ratio right) => new(left.Top * right.Bottom, left.Bottom * right.Top);

    public static Ratio Whole(BigInteger value) => new(value, 1);

    public static Ratio Larger(Ratio left, Ratio right) => Compare(left, right) >= 0 ? left : right;

    /// <summary>Reads <c>12.50</c>.</summary>
    public static Ratio Decimal(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return new(
            BigInteger.Parse(text
                .Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture),
            BigInteger.Pow(10, decimals));
    }

    /// <summary>Reads <c>2%</c>, <c>0.02</c>, <c>1/3</c> and <c>7:3</c>, which is seven of ten.</summary>
    public static Ratio Rate(string text)
    {
        if (text.EndsWith('%'))
        {
            return Decimal(text[..^1]) / Whole(100);
        }

        if (text.Split('/') is [var top, var bottom])
        {
            return Decimal(top) / Decimal(bottom);
        }

        return text.Split(':') is [var mine, var theirs]
            ? Decimal(mine) / (Decimal(mine) + Decimal(theirs))
            : Decimal(text);
    }

    // The bottom is never negative here: nothing negative is ever read.
    public static int Compare(Ratio left, Ratio right) =>
        (left.Top * right.Bottom).CompareTo(right.Top * left.Bottom);

    /// <summary>In lowest terms: equal values have one form.</summary>
    public Ratio Reduced()
    {
        var common = BigInteger.GreatestCommonDivisor(Top, Bottom);
        return common.IsZero ? this : new(Top / common, Bottom / common);
    }

    public BigInteger Floor()
    {
        var whole = BigInteger.DivRem(Top, Bottom, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    public BigInteger Ceiling() => -new Ratio(-Top, Bottom).Floor();

    /// <summary>To the nearest whole, upwards at exactly half; for what is not negative.</summary>
    public BigInteger HalfUp() => (this + new Ratio(1, 2)).Floor();
}
