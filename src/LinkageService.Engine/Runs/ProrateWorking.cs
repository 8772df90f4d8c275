using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Runs;

/// <summary>What a payment cut to the money there was worked with.</summary>
internal sealed record ProrateWorking(long[] AskedFen, Money Available, BigInteger NeededFen, long UnitFen = 1);
