using System.Collections;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Steps;

/// <summary>A round of a capped apportionment: who is still below the cap, and what they share.</summary>
internal sealed record CapRound(BitArray Open, long PoolFen, Fraction TotalWeight);
