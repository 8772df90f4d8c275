using System.Diagnostics;
using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Formulas;

/// <summary>Turns a column of yuan into whole fen per household, by a named rounding.</summary>
internal static class FenColumn
{
    /// <summary>
    /// Rounds every value of <paramref name="yuan"/> to fen into <paramref name="fen"/>, for the
    /// <paramref name="members"/>; zero for the others. False when a member's amount is more than one step may move.
    /// </summary>
    public static bool TryRound(Column yuan, RoundingPolicy policy, Rosters.GroupMask members, Span<long> fen)
    {
        // value · 100 / denominator, reduced: usually nothing is left to divide.
        var divisor = BigInteger.GreatestCommonDivisor(100, yuan.Denominator);
        var multiplier = 100 / divisor;
        var denominator = yuan.Denominator / divisor;
        var largest = yuan.Bound * multiplier;
        if (yuan.IsSmall && denominator <= long.MaxValue / 4 && largest <= long.MaxValue / 4
            && largest <= Runs.Run.MaxStepFen * denominator)
        {
            RoundSmall(yuan.Small, (long)multiplier, (long)denominator, policy, fen);
            members.Clear(fen);
            return true;
        }

        return TryRoundWide(yuan, policy, members, fen);
    }

    private static void RoundSmall(ReadOnlySpan<long> values, long multiplier, long denominator, RoundingPolicy policy, Span<long> fen)
    {
        if (denominator == 1)
        {
            for (var i = 0; i < fen.Length; i++)
            {
                fen[i] = unchecked(values[i] * multiplier); // bounded by the caller
            }

            return;
        }

        for (var i = 0; i < fen.Length; i++)
        {
            var numerator = values[i] * multiplier;
            fen[i] = policy switch
            {
                RoundingPolicy.HalfUp when numerator >= 0 => ((numerator * 2) + denominator) / (denominator * 2),
                RoundingPolicy.HalfUp => -(((-numerator * 2) + denominator) / (denominator * 2)),
                RoundingPolicy.AtMost when numerator >= 0 => numerator / denominator,
                RoundingPolicy.AtLeast when numerator > 0 => ((numerator - 1) / denominator) + 1,
                RoundingPolicy.AtMost or RoundingPolicy.AtLeast => (long)Rounding.Round(new Fraction(numerator, denominator), policy),
                _ => throw new UnreachableException(),
            };
        }
    }

    private static bool TryRoundWide(Column yuan, RoundingPolicy policy, Rosters.GroupMask members, Span<long> fen)
    {
        for (var i = 0; i < fen.Length; i++)
        {
            var rounded = members.Contains(i) ? Rounding.Round(yuan[i] * 100, policy) : BigInteger.Zero;
            if (BigInteger.Abs(rounded) > Runs.Run.MaxStepFen)
            {
                return false;
            }

            fen[i] = (long)rounded;
        }

        return true;
    }
}
