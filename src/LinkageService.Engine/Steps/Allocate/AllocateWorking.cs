using System.Collections;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Steps;

/// <summary>What an allocation worked with: enough to explain any one share again.</summary>
internal sealed record AllocateWorking(Column Weights, GroupMask Over, Fraction TotalWeight)
{
    /// <summary>The most of each household; null for none.</summary>
    public long[]? CapsFen { get; init; }

    /// <summary>The least of each household; null for none.</summary>
    public long[]? FloorsFen { get; init; }

    /// <summary>The payout unit.</summary>
    public long UnitFen { get; init; } = 1;

    /// <summary>The last round where floors had a say.</summary>
    public CapRound? Settled { get; init; }

    /// <summary>What the weights were multiplied by, in written order.</summary>
    public IReadOnlyList<WorkedFactor> Factors { get; init; } = [];

    private ResidueOrder? _residues;
    private CapRound? _lastRound;
    private ResidueOrder? _lastResidues;

    /// <summary>Who is in which place for a residue fen; worked out once, on demand.</summary>
    public ResidueOrder Residues(long poolFen) => _residues ??= new ResidueOrder(Weights, Over.ToBits(), poolFen, TotalWeight, UnitFen);

    /// <summary>The last round of a capped apportionment: those still below their cap share what is left.</summary>
    public CapRound LastRound(long poolFen, bool redistributes) => _lastRound ??= Settled ?? FindLastRound(poolFen, redistributes);

    /// <summary>Who is in which place for a residue fen of the last round; worked out once, on demand.</summary>
    public ResidueOrder LastResidues(CapRound last) =>
        _lastResidues ??= new ResidueOrder(Weights, last.Open, last.PoolFen, last.TotalWeight, UnitFen);

    private CapRound FindLastRound(long poolFen, bool redistributes)
    {
        var round = new CapRound(Over.ToBits(), poolFen, TotalWeight);
        while (redistributes)
        {
            var open = new BitArray(round.Open);
            var (pool, total) = (round.PoolFen, round.TotalWeight);
            for (var household = 0; household < Weights.Count; household++)
            {
                // The exact share of this round, in fen, against the cap.
                if (round.Open[household] && Weights[household] * round.PoolFen > (Fraction)CapsFen![household] * round.TotalWeight)
                {
                    open[household] = false;
                    pool -= CapsFen[household];
                    total -= Weights[household];
                }
            }

            if (pool == round.PoolFen && total == round.TotalWeight)
            {
                break;
            }

            round = new CapRound(open, pool, total);
            if (total.Sign == 0)
            {
                break;
            }
        }

        return round;
    }
}
