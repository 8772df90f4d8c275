using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Formulas;

/// <summary>Turns a column of yuan into whole fen per household, by a named rounding.</summary>
internal static class FenColumn
{
    /// <summary>
    /// Rounds every value of <paramref name="yuan"/> to fen into <paramref name="fen"/>, for the
    /// <paramref name="members"/>; zero for the others. False when an amount does not fit.
    /// </summary>
    public static bool TryRound(Column yuan, RoundingPolicy policy, Rosters.GroupMask members, Span<long> fen)
    {
        // value · 100 / denominator, reduced: usually nothing is left to divide.
        var divisor = BigInteger.GreatestCommonDivisor(100, yuan.Denominator);
        var multiplier = 100 / divisor;
        var denominator = yuan.Denominator / divisor;
        if (yuan.IsSmall && denominator <= long.MaxValue / 4 && yuan.Bound * multiplier <= long.MaxValue / 4)
        {
            RoundSmall(yuan.Small, (long)multiplier, (long)denominator, policy, fen);
        }
        else if (!TryRoundWide(yuan, policy, members, fen))
        {
            return false;
        }

        members.Clear(fen);
        return true;
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
                _ => (long)Rounding.Round(new Fraction(numerator, denominator), policy),
            };
        }
    }

    // What the others would get is nobody's amount, so it need not fit.
    private static bool TryRoundWide(Column yuan, RoundingPolicy policy, Rosters.GroupMask members, Span<long> fen)
    {
        for (var i = 0; i < fen.Length; i++)
        {
            if (!members.Contains(i))
            {
                fen[i] = 0;
                continue;
            }

            var rounded = Rounding.Round(yuan[i] * 100, policy);
            if (BigInteger.Abs(rounded) > Runs.Run.MaxStepFen)
            {
                return false;
            }

            fen[i] = (long)rounded;
        }

        return true;
    }
}
