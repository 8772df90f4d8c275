using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Runs;

/// <summary>What came of a run for one value of a label.</summary>
/// <param name="Value">Such as 东村.</param>
/// <param name="Households">How many households have it.</param>
/// <param name="Amount">What they get in all.</param>
/// <param name="Funds">What a split within the label put into each fund and carried account for it.</param>
public sealed record LabelValueTotals(string Value, int Households, Money Amount, IReadOnlyList<FundAmount> Funds);
