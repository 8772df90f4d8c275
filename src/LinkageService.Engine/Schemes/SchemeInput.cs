using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>A figure of the year's accounts.</summary>
/// <param name="Name">Its name in formulas and requests.</param>
/// <param name="IsMoney">Yuan with two decimals, or a whole count.</param>
/// <param name="IsPool">Whether it is money to distribute, standing in a pool of its name at the start.</param>
/// <param name="Default">The value when the request has none; null makes it required.</param>
/// <param name="Title">Its name for people.</param>
public sealed record SchemeInput(string Name, bool IsMoney, bool IsPool, Fraction? Default, LocalizedText Title)
{
    internal FormulaType FormulaType => new(IsMoney ? Dimension.Yuan : Dimension.Plain, IsColumn: false);

    internal int Decimals => IsMoney ? Money.Decimals : 0;
}
