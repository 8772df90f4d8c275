using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Runs;

/// <summary>What a payment cut to the money there was worked with.</summary>
/// <param name="Due">What the amounts asked were worked out with.</param>
/// <param name="AskedFen">What is due to each household.</param>
/// <param name="Available">What the pools held.</param>
/// <param name="NeededFen">What is due to all.</param>
/// <param name="UnitFen">The payout unit.</param>
internal sealed record ProrateWorking(object Due, long[] AskedFen, Money Available, BigInteger NeededFen, long UnitFen = 1);
