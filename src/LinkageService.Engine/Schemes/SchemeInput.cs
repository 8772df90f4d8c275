using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>A figure of the year's accounts.</summary>
/// <param name="Name">Its name in formulas and requests.</param>
/// <param name="Type">What kind of figure.</param>
/// <param name="IsPool">Whether it is money to distribute, standing in a pool of its name at the start.</param>
/// <param name="Default">The value when the request has none; null makes it required.</param>
/// <param name="Title">Its name for people.</param>
public sealed record SchemeInput(string Name, InputType Type, bool IsPool, Fraction? Default, LocalizedText Title)
{
    /// <summary>
    /// The carried account of the scheme whose amount in the last approved run is the value when the request states none; null for none.
    /// </summary>
    public string? Carried { get; init; }

    /// <summary>How a rate, price or quantity is read, shown and bounded: as a parameter is; null for money and counts.</summary>
    public SchemeParameter? Figure { get; init; }

    /// <summary>Whether it is yuan with two decimals.</summary>
    public bool IsMoney => Type == InputType.Money;

    /// <summary>What it is counted in, such as 元/吨; empty for a rate or a count.</summary>
    public LocalizedText UnitWords => IsMoney ? new LocalizedText("元", "yuan") : Figure?.UnitWords ?? LocalizedText.Empty;

    internal FormulaType FormulaType => new(IsMoney ? Dimension.Yuan : Figure?.Dimension ?? Dimension.Plain, IsColumn: false);

    /// <summary>Decimals it may be written with.</summary>
    public int Decimals => Figure?.Decimals ?? (IsMoney ? Money.Decimals : 0);

    /// <summary>Reads a value of this input exactly.</summary>
    internal DecimalFault TryParse(string text, out Fraction value) => Figure is { } figure
        ? figure.TryParse(text, out value)
        : DecimalText.TryParse(text, Decimals, out value);

    /// <summary>The problem of a value that <see cref="TryParse"/> could not read.</summary>
    internal Problem Unreadable(DecimalFault fault, string field, string text) =>
        NumberProblems.Of(fault, field, text, Decimals, isRate: Type == InputType.Rate);
}
