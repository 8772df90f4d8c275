using System.Diagnostics;

namespace LinkageService.Engine.Corrections;

/// <summary>The declared policy of a correction.</summary>
/// <param name="Kind">What happens to the differences.</param>
/// <param name="Fund">The fund that pays; null unless <see cref="CorrectionKind.ChargeFund"/>.</param>
public sealed record CorrectionPolicy(CorrectionKind Kind, string? Fund)
{
    private const string RecomputeAll = "recompute_all";
    private const string ChargeFund = "charge_fund:";
    private const string SettleNextYear = "settle_next_year";

    /// <summary>Reads <c>recompute_all</c>, <c>charge_fund:name</c> or <c>settle_next_year</c>; null for anything else.</summary>
    public static CorrectionPolicy? TryParse(string text) => text switch
    {
        RecomputeAll => new CorrectionPolicy(CorrectionKind.RecomputeAll, Fund: null),
        SettleNextYear => new CorrectionPolicy(CorrectionKind.SettleNextYear, Fund: null),
        _ when text.StartsWith(ChargeFund, StringComparison.Ordinal) && text.Length > ChargeFund.Length =>
            new CorrectionPolicy(CorrectionKind.ChargeFund, text[ChargeFund.Length..]),
        _ => null,
    };

    /// <summary>What of a household's change is paid with the correction; the rest is carried to later runs.</summary>
    /// <param name="change">Fen, negative when it got too much.</param>
    /// <returns>Fen, not negative for a change that the policy takes up.</returns>
    public long PayableFen(long change) => Kind switch
    {
        CorrectionKind.RecomputeAll => Math.Max(change, 0),
        CorrectionKind.SettleNextYear => 0,
        CorrectionKind.ChargeFund => change,
        _ => throw new UnreachableException(),
    };

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        CorrectionKind.RecomputeAll => RecomputeAll,
        CorrectionKind.SettleNextYear => SettleNextYear,
        CorrectionKind.ChargeFund => ChargeFund + Fund,
        _ => throw new UnreachableException(),
    };
}
