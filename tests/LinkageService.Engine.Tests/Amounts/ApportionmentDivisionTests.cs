using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>
/// Divisions by multiplication fail, when they fail, where a quotient is all but whole. Random cases hardly
/// ever are, so these are built: for a divisor, a weight and a remainder, the multiplier that leaves just that
/// remainder.
/// </summary>
public sealed class ApportionmentDivisionTests
{
    private const ulong Largest32 = uint.MaxValue;

    public static TheoryData<ulong> Divisors =>
    [
        2, 3, 10_007, 1_000_003, Largest32, (1UL << 33) - 9, (1UL << 48) - 59,
        (1UL << 62) + 1, (1UL << 63) - 25, (1UL << 63) - 1,
    ];

    [Theory]
    [MemberData(nameof(Divisors))]
    public void Floor_QuotientsNextToWholeOnes_AreExact(ulong divisor)
    {
        var random = new Random(42);
        foreach (var bits in (int[])[1, 4, 16, 31, 32, 32, 32, 40, 63])
        {
            for (var repeat = 0; repeat < 50; repeat++)
            {
                var weight = (ulong)random.NextInt64(1L << (bits - 1), long.MaxValue >> (63 - bits)) | 1;
                BigInteger[] remainders = [0, 1, 2, weight / 2, weight - 1, weight, divisor - 1, divisor - 2];
                foreach (var remainder in remainders)
                {
                    if (MultiplierLeaving(remainder, weight, divisor) is { } multiplier)
                    {
                        AssertExact(multiplier, weight, divisor);
                    }
                }
            }
        }
    }

    private static void AssertExact(ulong multiplier, ulong weight, ulong divisor)
    {
        Assert.Equal(
            Expected(multiplier, weight, divisor),
            Floor(new WideDivision(multiplier, divisor), weight));
        if (NarrowDivision.Serves(weight, divisor))
        {
            Assert.Equal(
                Expected(multiplier, weight, divisor),
                Floor(new NarrowDivision(multiplier, divisor), weight));
        }
    }

    private static (ulong Floor, ulong Remainder) Expected(ulong multiplier, ulong weight, ulong divisor)
    {
        var (floor, remainder) = BigInteger.DivRem((BigInteger)multiplier * weight, divisor);
        return ((ulong)floor, (ulong)remainder);
    }

    private static (ulong Floor, ulong Remainder) Floor<TDivision>(TDivision division, ulong weight)
        where TDivision : struct, IApportionmentDivision
    {
        var floor = division.Floor(weight, out var key);
        return (floor, division.Remainder(key));
    }

    // multiplier × weight ≡ remainder (mod divisor); none if weight and divisor have a factor in common.
    private static ulong? MultiplierLeaving(BigInteger remainder, ulong weight, ulong divisor)
    {
        var (previous, current) = ((BigInteger)divisor, (BigInteger)(weight % divisor));
        var (previousFactor, factor) = (BigInteger.Zero, BigInteger.One);
        while (!current.IsZero)
        {
            var quotient = previous / current;
            (previous, current) = (current, previous - quotient * current);
            (previousFactor, factor) = (factor, previousFactor - quotient * factor);
        }

        var multiplier = previousFactor * remainder % divisor;
        return previous.IsOne ? (ulong)(multiplier.Sign < 0 ? multiplier + divisor : multiplier) : null;
    }
}
