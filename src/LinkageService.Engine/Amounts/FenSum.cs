namespace LinkageService.Engine.Amounts;

/// <summary>The exact sum of a column of fen.</summary>
internal static class FenSum
{
    public static Int128 Of(ReadOnlySpan<long> fen)
    {
        // Low and high halves apart: neither sum can overflow below 2³¹ values.
        var (lows, highs) = (0L, 0L);
        foreach (var value in fen)
        {
            unchecked
            {
                lows += value & uint.MaxValue;
                highs += value >> 32;
            }
        }

        return ((Int128)highs << 32) + lows;
    }
}
