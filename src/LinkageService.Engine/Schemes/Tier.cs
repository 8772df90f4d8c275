using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Schemes;

/// <summary>One tier of a table: a limit and the value that goes with the figures up to it.</summary>
/// <param name="Limit">Where it ends; null for the last, which has no end. The first has no beginning.</param>
/// <param name="Value">A rate, an amount or a number, as the table gives.</param>
public sealed record Tier(Fraction? Limit, Fraction Value);
