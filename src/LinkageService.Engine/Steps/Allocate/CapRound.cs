using System.Collections;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Steps;

/// <summary>A round of an apportionment between floors and caps: who is not settled at one of them yet, and what they share.</summary>
internal sealed record CapRound(BitArray Open, long PoolFen, Fraction TotalWeight);
