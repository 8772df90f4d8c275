using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Runs;

/// <summary>The units that a formula counts for every household, such as shares by heads and by years worked.</summary>
public sealed class CountedUnits
{
    private readonly Column _weights;
    private readonly GroupMask _over;

    internal CountedUnits(string formula, Column weights, GroupMask over) => (Formula, _weights, _over) = (formula, weights, over);

    /// <summary>The formula as written: two lines of one formula go by the same units.</summary>
    public string Formula { get; }

    /// <summary>What <see cref="PartsOf"/> is counted in.</summary>
    public BigInteger Denominator => _weights.Denominator;

    /// <summary>Units of a household over <see cref="Denominator"/>; 0 where it does not take part.</summary>
    /// <param name="household">Its place in the roster.</param>
    public long PartsOf(int household) => _over.Contains(household) ? _weights.Small[household] : 0;

    /// <summary>Units of a household; 0 where it does not take part.</summary>
    /// <param name="household">Its place in the roster.</param>
    public Fraction Of(int household) => new(PartsOf(household), Denominator);
}
