using System.Runtime.CompilerServices;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// ⌊multiplier × weight ÷ divisor⌋ for many weights, the division turned into multiplications. The multiplier
/// is below the divisor, the divisor below 2⁶³.
/// </summary>
/// <remarks>
/// A <c>key</c> orders the fractions that are cut off: a larger remainder has a larger key, whatever the
/// weights. Equal remainders of unequal weights may have different keys; <see cref="Remainder"/> turns a key
/// into the remainder itself. Implementations are structs so that the compiler makes one inlined copy of each
/// loop per division.
/// </remarks>
internal interface IApportionmentDivision
{
    /// <summary>The floor for one weight, and the key of what is cut off.</summary>
    ulong Floor(ulong weight, out ulong key);

    /// <summary>(multiplier × weight) mod divisor, from its key.</summary>
    ulong Remainder(ulong key);
}

/// <summary>
/// For weights with weight × divisor &lt; 2⁶⁴: one multiplication per weight.
/// </summary>
/// <remarks>
/// Let M = ⌈multiplier × 2⁶⁴ ÷ divisor⌉ = (multiplier × 2⁶⁴ + e) ÷ divisor with 0 ≤ e &lt; divisor. Then
/// weight × M ÷ 2⁶⁴ = multiplier × weight ÷ divisor + (e ÷ divisor) × (weight ÷ 2⁶⁴), and the last term is
/// below 1 ÷ divisor. So the high half of weight × M is the floor, and the low half, the key, lies within
/// [remainder, remainder + 1) × 2⁶⁴ ÷ divisor: keys are in the order of the remainders, and
/// ⌊key × divisor ÷ 2⁶⁴⌋ = remainder.
/// </remarks>
internal readonly struct NarrowDivision(ulong multiplier, ulong divisor) : IApportionmentDivision
{
    // Below 2⁶⁴, because multiplier ≤ divisor − 1 and divisor < 2⁶³.
    private readonly ulong reciprocal = (ulong)((((UInt128)multiplier << 64) + (divisor - 1)) / divisor);
    private readonly ulong divisor = divisor;

    /// <summary>Whether every weight up to the largest may be given.</summary>
    public static bool Serves(ulong largestWeight, ulong divisor) => Math.BigMul(largestWeight, divisor, out _) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Floor(ulong weight, out ulong key) => Math.BigMul(weight, reciprocal, out key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Remainder(ulong key) => Math.BigMul(key, divisor, out _);
}

/// <summary>For any weight below 2⁶³: three multiplications and a correction per weight.</summary>
/// <remarks>
/// With M = ⌊multiplier × 2⁶⁴ ÷ divisor⌋ the high half of weight × M is the floor or one less, as it lacks less
/// than weight ÷ 2⁶⁴ &lt; 1. What that leaves of multiplier × weight is below 2 × divisor &lt; 2⁶⁴, so
/// arithmetic modulo 2⁶⁴ finds it exactly. The key is the remainder shifted up to fill 64 bits.
/// </remarks>
internal readonly struct WideDivision(ulong multiplier, ulong divisor) : IApportionmentDivision
{
    // Below 2⁶⁴, because multiplier < divisor.
    private readonly ulong reciprocal = (ulong)(((UInt128)multiplier << 64) / divisor);
    private readonly ulong multiplier = multiplier;
    private readonly ulong divisor = divisor;
    private readonly int shift = (int)ulong.LeadingZeroCount(divisor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Floor(ulong weight, out ulong key)
    {
        unchecked
        {
            var floor = Math.BigMul(weight, reciprocal, out _);
            var remainder = multiplier * weight - floor * divisor; // exact modulo 2⁶⁴, see the remarks
            if (remainder >= divisor)
            {
                remainder -= divisor;
                floor++;
            }

            key = remainder << shift;
            return floor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Remainder(ulong key) => key >> shift;
}
