namespace LinkageService.Engine.Formulas;

/// <summary>What a formula comes out as.</summary>
/// <param name="Dimension">Its dimension.</param>
/// <param name="IsColumn">One value per household, or one value.</param>
/// <param name="IsZero">The literal 0, which fits any dimension.</param>
public readonly record struct FormulaType(Dimension Dimension, bool IsColumn, bool IsZero = false)
{
    /// <summary>In words for messages.</summary>
    public override string ToString() => IsColumn ? Dimension + " per household" : Dimension.ToString();
}
