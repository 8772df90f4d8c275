using System.Runtime.CompilerServices;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// Where fractions stand, by the leading bits of their keys, to the bucket in which the last fen falls.
/// </summary>
/// <param name="Number">The bucket; larger numbers are larger fractions.</param>
/// <param name="Shift">How far a key is shifted down to give its bucket: 54 to 59.</param>
internal readonly record struct ApportionmentBucket(int Number, int Shift)
{
    /// <summary>The bucket of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(ulong key) => (int)(key >>> Shift);
}
