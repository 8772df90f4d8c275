using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Formulas;

/// <summary>
/// One exact value per household over a common denominator: since nothing divides by a column, every column of a
/// formula has one. Numerators are 64-bit while their bound fits, arbitrary integers beyond that.
/// </summary>
internal sealed class Column
{
    private readonly long[]? _small;
    private readonly BigInteger[]? _wide;

    private Column(long[]? small, BigInteger[]? wide, BigInteger denominator, BigInteger bound, bool mayBeNegative)
    {
        _small = small;
        _wide = wide;
        Denominator = denominator;
        Bound = bound;
        MayBeNegative = mayBeNegative;
    }

    public int Count => _small?.Length ?? _wide!.Length;

    /// <summary>Common denominator; at least 1.</summary>
    public BigInteger Denominator { get; }

    /// <summary>No numerator is larger in absolute value.</summary>
    public BigInteger Bound { get; }

    public bool MayBeNegative { get; }

    /// <summary>Whether the numerators are 64-bit.</summary>
    public bool IsSmall => _small is not null;

    public ReadOnlySpan<long> Small => _small;

    /// <summary>The 64-bit numerators themselves: not to be written to.</summary>
    public long[] SmallArray => _small!;

    public ReadOnlySpan<BigInteger> Wide => _wide;

    public static Column Of(long[] numerators, BigInteger denominator, BigInteger bound, bool mayBeNegative = false) =>
        new(numerators, wide: null, denominator, bound, mayBeNegative);

    /// <summary>Numerators beyond 64 bits.</summary>
    public static Column Of(BigInteger[] numerators, BigInteger denominator, BigInteger bound, bool mayBeNegative) =>
        new(small: null, numerators, denominator, bound, mayBeNegative);

    public Fraction this[int household] =>
        new(_small is not null ? _small[household] : _wide![household], Denominator);

    public bool IsNegative(int household) => _small is not null ? _small[household] < 0 : _wide![household].Sign < 0;

    public int SignOf(int household) => _small is not null ? Math.Sign(_small[household]) : _wide![household].Sign;

    public bool IsZero(int household) => _small is not null ? _small[household] == 0 : _wide![household].IsZero;

    /// <summary>The same value for every household.</summary>
    public static Column Constant(Fraction value, int count)
    {
        var bound = BigInteger.Abs(value.Numerator);
        if (bound > long.MaxValue)
        {
            var wide = new BigInteger[count];
            Array.Fill(wide, value.Numerator);
            return new Column(small: null, wide, value.Denominator, bound, value.Sign < 0);
        }

        var small = new long[count];
        Array.Fill(small, (long)value.Numerator);
        return new Column(small, wide: null, value.Denominator, bound, value.Sign < 0);
    }

    public Column Times(Fraction factor)
    {
        // Reduced first, so that 1/100 day × 80.00 yuan/day keeps small numbers.
        var divisor = BigInteger.GreatestCommonDivisor(factor.Numerator, Denominator);
        var multiplier = divisor.IsZero ? BigInteger.Zero : factor.Numerator / divisor;
        var denominator = (divisor.IsZero ? Denominator : Denominator / divisor) * factor.Denominator;
        return Scaled(multiplier, denominator, MayBeNegative || factor.Sign < 0);
    }

    public Column Times(Column other)
    {
        var bound = Bound * other.Bound;
        var negative = MayBeNegative || other.MayBeNegative;
        return Zip(other, bound, Denominator * other.Denominator, negative, (left, right) => left * right, (left, right) => left * right);
    }

    public Column Plus(Column other)
    {
        var (left, right) = SameDenominator(this, other);
        return left.Zip(right, left.Bound + right.Bound, left.Denominator, left.MayBeNegative || right.MayBeNegative,
            (a, b) => a + b, (a, b) => a + b);
    }

    public Column Min(Column other)
    {
        var (left, right) = SameDenominator(this, other);
        return left.Zip(right, BigInteger.Max(left.Bound, right.Bound), left.Denominator,
            left.MayBeNegative || right.MayBeNegative, Math.Min, BigInteger.Min);
    }

    public Column Max(Column other)
    {
        var (left, right) = SameDenominator(this, other);
        return left.Zip(right, BigInteger.Max(left.Bound, right.Bound), left.Denominator,
            left.MayBeNegative && right.MayBeNegative, Math.Max, BigInteger.Max);
    }

    /// <summary>The exact sum over all households.</summary>
    public Fraction Sum()
    {
        if (_wide is not null)
        {
            return new Fraction(_wide.Aggregate(BigInteger.Zero, (sum, value) => sum + value), Denominator);
        }

        Int128 sum = 0;
        foreach (var value in _small!)
        {
            sum += value;
        }

        return new Fraction((BigInteger)sum, Denominator);
    }

    private static (Column Left, Column Right) SameDenominator(Column left, Column right)
    {
        if (left.Denominator == right.Denominator)
        {
            return (left, right);
        }

        var divisor = BigInteger.GreatestCommonDivisor(left.Denominator, right.Denominator);
        var common = left.Denominator / divisor * right.Denominator;
        return (left.Scaled(common / left.Denominator, common, left.MayBeNegative),
            right.Scaled(common / right.Denominator, common, right.MayBeNegative));
    }

    private Column Scaled(BigInteger multiplier, BigInteger denominator, bool mayBeNegative)
    {
        if (multiplier.IsOne)
        {
            return new Column(_small, _wide, denominator, Bound, mayBeNegative);
        }

        var bound = Bound * BigInteger.Abs(multiplier);
        if (_small is not null && bound <= long.MaxValue && BigInteger.Abs(multiplier) <= long.MaxValue)
        {
            var factor = (long)multiplier;
            var scaled = GC.AllocateUninitializedArray<long>(_small.Length);
            for (var i = 0; i < scaled.Length; i++)
            {
                scaled[i] = unchecked(_small[i] * factor); // |product| ≤ bound ≤ long.MaxValue
            }

            return new Column(scaled, wide: null, denominator, bound, mayBeNegative);
        }

        return new Column(small: null, Widened().Select(value => value * multiplier).ToArray(), denominator, bound, mayBeNegative);
    }

    private Column Zip(Column other, BigInteger bound, BigInteger denominator, bool mayBeNegative,
        Func<long, long, long> small, Func<BigInteger, BigInteger, BigInteger> wide)
    {
        if (_small is not null && other._small is not null && bound <= long.MaxValue)
        {
            var result = GC.AllocateUninitializedArray<long>(_small.Length);
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = small(_small[i], other._small[i]);
            }

            return new Column(result, wide: null, denominator, bound, mayBeNegative);
        }

        return new Column(small: null, Widened().Zip(other.Widened(), wide).ToArray(), denominator, bound, mayBeNegative);
    }

    private IEnumerable<BigInteger> Widened() => _wide ?? _small!.Select(value => (BigInteger)value);
}
