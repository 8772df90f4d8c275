using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinkageService.Engine.Amounts;

/// <summary>Four amounts or weights at a time.</summary>
internal static class ApportionmentVectors
{
    /// <summary>Low 32 bits × low 32 bits of each lane, 64 bits of product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Multiply(Vector256<ulong> left, Vector256<ulong> right) =>
        Avx2.Multiply(left.AsUInt32(), right.AsUInt32());

    /// <summary>Sees weights or shares as vectors, without what is left over at the end.</summary>
    public static Span<Vector256<ulong>> Of(Span<long> values) =>
        MemoryMarshal.Cast<long, Vector256<ulong>>(values);

    /// <inheritdoc cref="Of(Span{long})"/>
    public static ReadOnlySpan<Vector256<ulong>> Of(ReadOnlySpan<long> values) =>
        MemoryMarshal.Cast<long, Vector256<ulong>>(values);
}
