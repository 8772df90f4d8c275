using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Steps;

/// <summary>What a selection was worked with.</summary>
/// <param name="Ranked">The candidates, the first to be chosen first.</param>
/// <param name="Chosen">How many of them are.</param>
/// <param name="Wanted">The places, as the formula gives them.</param>
/// <param name="Tiers">Who meets the condition of each tier.</param>
internal sealed record SelectWorking(int[] Ranked, int Chosen, Fraction Wanted, GroupMask[] Tiers)
{
    private readonly Lazy<Dictionary<int, int>> _ranks =
        new(() => Ranked.Index().ToDictionary(place => place.Item, place => place.Index + 1));

    /// <summary>A household's place among the candidates, from 1; null where it is none of them.</summary>
    public int? RankOf(int household) => _ranks.Value.TryGetValue(household, out var rank) ? rank : null;
}
