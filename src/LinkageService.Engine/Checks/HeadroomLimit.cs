using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks;

/// <summary>The most that members may be paid by one check: a fen more and it finds.</summary>
/// <param name="Check">Which.</param>
/// <param name="Limit">The most.</param>
public sealed record HeadroomLimit(LegalCheck Check, Money Limit);
