using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinkageService.Engine.Amounts;

/// <summary>Four amounts or weights at a time.</summary>
internal static class ApportionmentVectors
{
    /// <summary>
    /// Whether this processor has the one instruction these multiplications are made of, and weights up to the
    /// largest fit the 32 bits that it takes.
    /// </summary>
    public static bool Serve(ulong largestWeight) => Avx2.IsSupported && largestWeight <= uint.MaxValue;

    /// <summary>Lanes below 2³² × any factor, modulo 2⁶⁴. Vector operators never check for overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Multiply(Vector256<ulong> lanes, ulong factor) =>
        MultiplyLow(lanes, factor) + (MultiplyLow(lanes, factor >> 32) << 32);

    /// <summary>Lanes below 2³² × any factor: the part above 2⁶⁴, below 2³², and the part under it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> BigMultiply(Vector256<ulong> lanes, ulong factor, out Vector256<ulong> low)
    {
        // The product is upper × 2³² + the last 32 bits of lower; upper ≤ (2³² − 1)² + 2³² − 1 does not overflow.
        var lower = MultiplyLow(lanes, factor);
        var upper = MultiplyLow(lanes, factor >> 32) + (lower >>> 32);
        low = (upper << 32) | (lower & Vector256.Create((ulong)uint.MaxValue));
        return upper >>> 32;
    }

    /// <summary>Sees weights or shares as vectors, without what is left over at the end.</summary>
    public static Span<Vector256<ulong>> Of(Span<long> values) =>
        MemoryMarshal.Cast<long, Vector256<ulong>>(values);

    /// <inheritdoc cref="Of(Span{long})"/>
    public static ReadOnlySpan<Vector256<ulong>> Of(ReadOnlySpan<long> values) =>
        MemoryMarshal.Cast<long, Vector256<ulong>>(values);

    // Low 32 bits × low 32 bits, 64 bits of product.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyLow(Vector256<ulong> lanes, ulong factor) =>
        Avx2.Multiply(lanes.AsUInt32(), Vector256.Create(factor).AsUInt32());
}
