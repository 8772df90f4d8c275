using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Formulas;

/// <summary>One value, or one per household.</summary>
internal readonly record struct FormulaValue(Fraction Single, Column? Column)
{
    public static implicit operator FormulaValue(Fraction single) => new(single, Column: null);

    public static implicit operator FormulaValue(Column column) => new(Fraction.Zero, column);

    /// <summary>Bits of the largest numerator and the denominator together.</summary>
    public long Bits => Column is { } column
        ? column.Bound.GetBitLength() + column.Denominator.GetBitLength()
        : Single.Numerator.GetBitLength() + Single.Denominator.GetBitLength();

    public Column AsColumn(int households) => Column ?? Formulas.Column.Constant(Single, households);
}
