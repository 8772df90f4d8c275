using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Formulas;

/// <summary>One value, or one per household.</summary>
internal readonly record struct FormulaValue(Fraction Single, Column? Column)
{
    public static implicit operator FormulaValue(Fraction single) => new(single, Column: null);

    public static implicit operator FormulaValue(Column column) => new(Fraction.Zero, column);

    public Column AsColumn(int households) => Column ?? Formulas.Column.Constant(Single, households);
}
