using System.Collections;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Steps;

/// <summary>
/// The order in which an apportionment hands out its residue fen, or payout units: largest fraction first, then member number.
/// </summary>
internal sealed class ResidueOrder
{
    private readonly int[] _ranks;

    public ResidueOrder(Column weights, BitArray members, long poolFen, Fraction totalWeight, long unitFen = 1)
    {
        var total = totalWeight.Numerator * (weights.Denominator / totalWeight.Denominator) * unitFen;
        var fractions = new BigInteger[weights.Count];
        for (var household = 0; household < fractions.Length; household++)
        {
            fractions[household] = members[household]
                ? BigInteger.Remainder((weights.IsSmall ? weights.Small[household] : weights.Wide[household]) * poolFen, total)
                : BigInteger.Zero;
        }

        _ranks = new int[fractions.Length];
        var rank = 0;
        foreach (var household in Enumerable.Range(0, fractions.Length).OrderByDescending(household => fractions[household]))
        {
            _ranks[household] = ++rank;
        }
    }

    /// <summary>The household's place, from 1.</summary>
    public int RankOf(int household) => _ranks[household];
}
