using System.Diagnostics.CodeAnalysis;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>A constant and multiples of the year's figures, such as 60% of profit and 500 yuan; none of the figures is negative.</summary>
internal sealed record LinearForm(Fraction Constant, IReadOnlyDictionary<string, Fraction> Terms)
{
    // Beyond it a bound is not worth its arithmetic: none is known.
    private const int MaxBits = 2_048;

    public static LinearForm Zero { get; } = Of(Fraction.Zero);

    public bool IsConstant => Terms.Values.All(factor => factor.Sign == 0);

    /// <summary>Whether it is never negative, whatever the figures.</summary>
    public bool IsNonNegative => Constant.Sign >= 0 && Terms.Values.All(factor => factor.Sign >= 0);

    public static LinearForm Of(Fraction constant) => new(constant, new Dictionary<string, Fraction>(StringComparer.Ordinal));

    public static LinearForm OfFigure(string name) =>
        new(Fraction.Zero, new Dictionary<string, Fraction>(StringComparer.Ordinal) { [name] = Fraction.One });

    public static LinearForm? Sum(LinearForm? left, LinearForm? right) =>
        left is null || right is null ? null : Merge(left, right, (a, b) => a + b);

    /// <summary>Never above either.</summary>
    public static LinearForm? Below(LinearForm? left, LinearForm? right) =>
        left is null || right is null ? null : Merge(left, right, (a, b) => a < b ? a : b);

    /// <summary>Never below either.</summary>
    public static LinearForm? Above(LinearForm? left, LinearForm? right) =>
        left is null || right is null ? null : Merge(left, right, (a, b) => a > b ? a : b);

    [return: NotNullIfNotNull(nameof(form))]
    public static LinearForm? Negative(LinearForm? form) => form is null ? null : Merge(form, Zero, (a, _) => -a);

    public LinearForm? Times(Fraction factor) => Merge(this, Zero, (a, _) => a * factor);

    /// <summary>Never below this, and never negative.</summary>
    public LinearForm OrZero() => Above(this, Zero)!;

    /// <summary>The value with each figure as given.</summary>
    public Fraction At(Func<string, Fraction> figure) =>
        Terms.Aggregate(Constant, (sum, term) => sum + (term.Value * figure(term.Key)));

    private static LinearForm Merge(LinearForm left, LinearForm right, Func<Fraction, Fraction, Fraction> merge)
    {
        var terms = new Dictionary<string, Fraction>(StringComparer.Ordinal);
        foreach (var name in left.Terms.Keys.Union(right.Terms.Keys, StringComparer.Ordinal))
        {
            terms[name] = merge(left.Terms.GetValueOrDefault(name), right.Terms.GetValueOrDefault(name));
        }

        return new LinearForm(merge(left.Constant, right.Constant), terms);
    }

    /// <summary>The form, or null where its numbers have grown beyond use.</summary>
    public LinearForm? Kept() => Terms.Values.Append(Constant).All(value =>
        value.Numerator.GetBitLength() <= MaxBits && value.Denominator.GetBitLength() <= MaxBits) ? this : null;
}
