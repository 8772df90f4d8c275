using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>
/// Votes of a meeting beside its persons: everybody has one basic vote (Farmers' Cooperatives Law art. 22), and additional ones belong to
/// some of them.
/// </summary>
/// <param name="Due">Persons who were due.</param>
/// <param name="InFavour">Of those present, who were in favour.</param>
/// <param name="Basic">基本表决权 in all; null where not stated.</param>
/// <param name="Additional">附加表决权 in all; null where not stated.</param>
/// <param name="For">Votes in favour; null where not stated.</param>
public readonly record struct VoteCounts(int Due, int InFavour, int? Basic, int? Additional, int? For)
{
    /// <summary>Which two numbers contradict each other; null where none do.</summary>
    public LocalizedText? Contradiction => Basic is { } basic && basic != Due
        ? new LocalizedText($"基本表决权 {basic} 票，应到 {Due} 人，一人一票应当相等", $"{basic} basic votes and {Due} due: one each, the two should be equal")
        : Basic is { } each && For > (long)each + (Additional ?? 0)
            ? new LocalizedText($"赞成 {For} 票，表决权总数只有 {(long)each + (Additional ?? 0)} 票",
                $"{For} votes in favour of {(long)each + (Additional ?? 0)} in all")
        : For < InFavour
            ? new LocalizedText($"赞成 {For} 票，同意的有 {InFavour} 人，票数不会比人数少",
                $"{For} votes in favour by {InFavour} persons: everybody has one at least")
        : For > (InFavour == 0 ? 0 : (long)InFavour + (Additional ?? 0))
            ? new LocalizedText($"赞成 {For} 票，同意的 {InFavour} 人加上附加表决权 {Additional ?? 0} 票没有这么多",
                $"{For} votes in favour by {InFavour} persons with {Additional ?? 0} additional votes at most")
        : null;
}
