using System.Collections;
using System.Numerics;
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

    /// <summary>What the weights were multiplied by, in written order.</summary>
    public IReadOnlyList<WorkedFactor> Factors { get; init; } = [];

    private ResidueOrder? _residues;
    private List<CapRound>? _rounds;
    private ResidueOrder? _lastResidues;

    /// <summary>Who is in which place for a residue fen; worked out once, on demand.</summary>
    public ResidueOrder Residues(long poolFen) => _residues ??= new ResidueOrder(Weights, Over.ToBits(), poolFen, TotalWeight, UnitFen);

    /// <summary>The rounds of an apportionment between floors and caps; the last settles nobody more.</summary>
    public IReadOnlyList<CapRound> Rounds(long poolFen, bool redistributes) => _rounds ??= FindRounds(poolFen, redistributes);

    /// <summary>Who is in which place for a residue fen of the last round; worked out once, on demand.</summary>
    public ResidueOrder LastResidues(CapRound last) =>
        _lastResidues ??= new ResidueOrder(Weights, last.Open, last.PoolFen, last.TotalWeight, UnitFen);

    private List<CapRound> FindRounds(long poolFen, bool redistributes)
    {
        var open = Over.ToBits();
        for (var household = 0; household < Weights.Count; household++)
        {
            open[household] = open[household] && !Weights.IsZero(household);
        }

        var rounds = new List<CapRound> { new(open, poolFen, TotalWeight) };
        while (redistributes && After(rounds[^1]) is { } next)
        {
            rounds.Add(next);
        }

        return rounds;
    }

    // As it was shared out: where the floors lack more than the caps free, who is short is settled, in the other case who is beyond,
    // and both where that is equal. Null when nobody is.
    private CapRound? After(CapRound round)
    {
        var total = round.TotalWeight.Numerator * (Weights.Denominator / round.TotalWeight.Denominator);
        var (lacking, freed) = (BigInteger.Zero, BigInteger.Zero);
        for (var household = 0; household < Weights.Count; household++)
        {
            if (round.Open[household])
            {
                var (below, above) = Beyond(household, round.PoolFen, total);
                lacking += BigInteger.Max(BigInteger.Zero, below);
                freed += BigInteger.Max(BigInteger.Zero, above);
            }
        }

        var (open, restFen, rest, someLeft) = (new BitArray(round.Open), round.PoolFen, total, false);
        for (var household = 0; household < Weights.Count; household++)
        {
            var (below, above) = round.Open[household] ? Beyond(household, round.PoolFen, total) : default;
            var isShort = lacking >= freed && below.Sign > 0;
            if (isShort || (freed >= lacking && above.Sign > 0))
            {
                open[household] = false;
                restFen -= isShort ? FloorsFen![household] : CapsFen![household];
                rest -= WeightOf(household);
                someLeft = true;
            }
        }

        return someLeft ? new CapRound(open, restFen, new Fraction(rest, Weights.Denominator)) : null;
    }

    // How far the exact share of a round lies below the floor and above the cap, in fen times the total weight.
    private (BigInteger Below, BigInteger Above) Beyond(int household, long poolFen, BigInteger total)
    {
        var share = WeightOf(household) * poolFen;
        return (FloorsFen is { } floors ? (floors[household] * total) - share : BigInteger.Zero,
            CapsFen is { } caps ? share - (caps[household] * total) : BigInteger.Zero);
    }

    private BigInteger WeightOf(int household) => Weights.IsSmall ? Weights.Small[household] : Weights.Wide[household];
}
