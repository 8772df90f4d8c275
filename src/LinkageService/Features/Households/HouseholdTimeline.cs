using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>
/// How a household stands from date to date, as known at one moment. Facts that change nothing leave no trace, so that two timelines are
/// the same when no day tells them apart.
/// </summary>
internal sealed class HouseholdTimeline
{
    private readonly List<(string From, string? Data)> _standings = [];

    private HouseholdTimeline()
    {
    }

    /// <summary>Whether it was never on the roster.</summary>
    public bool IsEmpty => _standings.Count == 0;

    /// <summary>The timeline of a household.</summary>
    /// <param name="facts">Its facts, by date and of one date the one known last coming last.</param>
    /// <param name="knownAt">Only what was known at this moment.</param>
    public static HouseholdTimeline Of(IEnumerable<HouseholdFact> facts, long knownAt)
    {
        var timeline = new HouseholdTimeline();
        var standings = timeline._standings;
        HouseholdFact? last = null;
        foreach (var fact in facts.Where(fact => fact.KnownAt <= knownAt))
        {
            if (last is not null && last.ValidFrom != fact.ValidFrom)
            {
                Add(standings, last);
            }

            last = fact;
        }

        if (last is not null)
        {
            Add(standings, last);
        }

        return timeline;
    }

    /// <summary>What is said of it on a date; null where it is not on the roster.</summary>
    public string? DataOn(string date) =>
        _standings.LastOrDefault(standing => string.CompareOrdinal(standing.From, date) <= 0).Data;

    /// <summary>Whether it stands the same on every day.</summary>
    public bool IsSame(HouseholdTimeline other) => _standings.SequenceEqual(other._standings);

    private static void Add(List<(string From, string? Data)> standings, HouseholdFact fact)
    {
        var data = fact.Present == 1 ? fact.Data : null;
        if (!string.Equals(standings.Count == 0 ? null : standings[^1].Data, data, StringComparison.Ordinal))
        {
            standings.Add((fact.ValidFrom, data));
        }
    }
}
