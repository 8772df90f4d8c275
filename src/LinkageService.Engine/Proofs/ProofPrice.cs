namespace LinkageService.Engine.Proofs;

/// <summary>How a line of one price is worked out again: quantity times price, before rounding.</summary>
/// <param name="Quantity">What the household holds, exact: <c>numerator/denominator</c> in lowest terms.</param>
/// <param name="Unit">The unit in words, 亩.</param>
/// <param name="PriceFen">Fen for one unit, exact: <c>numerator/denominator</c> in lowest terms.</param>
public sealed record ProofPrice(string Quantity, string Unit, string PriceFen);
