using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Comparisons;

/// <summary>What a benefit gives in two runs.</summary>
/// <param name="Benefit">Its name.</param>
/// <param name="Before">To everyone, in the first run.</param>
/// <param name="After">To everyone, in the second run.</param>
/// <param name="RegisteredBefore">To registered households, in the first run.</param>
/// <param name="RegisteredAfter">To registered households, in the second run.</param>
public sealed record ComparedBenefit(string Benefit, Money Before, Money After, Money RegisteredBefore, Money RegisteredAfter);
