using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Workbooks;

/// <summary>What a formula comes to in the workbook: a fraction of whole numbers, one for all or one per household.</summary>
/// <param name="Num">The numerator; of a column one for each household.</param>
/// <param name="Den">The denominator, one for all, above zero.</param>
/// <param name="IsColumn">Whether it is one per household.</param>
/// <param name="MayBeNegative">Whether it may be below zero.</param>
internal sealed record Quantity(Term Num, Term Den, bool IsColumn = false, bool MayBeNegative = false)
{
    public static Quantity Of(Fraction value) => new(Whole(value.Numerator), Whole(value.Denominator), MayBeNegative: value.Sign < 0);

    /// <summary>A whole number of the engine as one of the workbook.</summary>
    public static long Whole(System.Numerics.BigInteger value) =>
        System.Numerics.BigInteger.Abs(value) <= Term.Limit ? (long)value : throw new BeyondPrecisionException();
}
