using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// Whether the roster of its dates was changed after a distribution was computed, in what amounts may come of: its shares are those that
/// were known then, and a paper that is right by the roster of today would differ from what is paid.
/// </summary>
internal static class OutdatedRoster
{
    /// <summary>The check that warns of it.</summary>
    public const string Code = "roster_changed";

    private const string Gone = "-";
    private const int MaxNamed = 5;

    /// <summary>What is to be said; null for nothing.</summary>
    public static async Task<CheckFinding?> FindingAsync(Session session, RunRow run)
    {
        if (run.Kind != RunKinds.Distribution || run.Roster != RosterKinds.Stored)
        {
            return null;
        }

        if (!await AnyChangedAsync(session, run))
        {
            return null;
        }

        var countsPeople = await CountsPeopleAsync(session, run);

        // Share-days ask for every day of their time, anything else for the record date alone.
        var isOverTime = StoredRun.Of(run).Window is not null;
        var (changed, facts) = (new List<string>(), new List<HouseholdFact>());
        await foreach (var fact in ChangedAsync(session, run))
        {
            if (facts.Count > 0 && facts[0].HouseholdId != fact.HouseholdId)
            {
                Look();
            }

            facts.Add(fact);
        }

        Look();
        return changed.Count == 0 ? null : Finding(changed, run.RecordDate);

        void Look()
        {
            if (facts.Count > 0 && IsChanged(facts, run.KnownAt, isOverTime, countsPeople))
            {
                changed.Add(facts[0].HouseholdId);
            }

            facts.Clear();
        }
    }

    private static IAsyncEnumerable<HouseholdFact> ChangedAsync(Session session, RunRow run) =>
        HouseholdStore.OfThoseChangedAsync(session, run.OrganizationId, run.RecordDate, run.KnownAt);

    private static async Task<bool> AnyChangedAsync(Session session, RunRow run)
    {
        await foreach (var _ in ChangedAsync(session, run))
        {
            return true;
        }

        return false;
    }

    // A document that cannot be read any more is told by whatever computes the run again.
    private static async Task<bool> CountsPeopleAsync(Session session, RunRow run)
    {
        try
        {
            return (await RunRecomputation.SchemeAsync(session, run)).Holdings.Any(holding => holding.Members is not null);
        }
        catch (UnrepeatableRunException)
        {
            return true;
        }
    }

    private static bool IsChanged(List<HouseholdFact> facts, long knownAt, bool isOverTime, bool countsPeople)
    {
        var (before, now) = (Standing(facts.Where(fact => fact.KnownAt <= knownAt), countsPeople), Standing(facts, countsPeople));
        return isOverTime ? !before.SequenceEqual(now) : Last(before) != Last(now);
    }
    private static string Last(List<(string From, string Said)> standing) => standing.Count == 0 ? Gone : standing[^1].Said;

    // From which day which words held, each day once and only where they change.
    private static List<(string From, string Said)> Standing(IEnumerable<HouseholdFact> facts, bool countsPeople)
    {
        var standing = new List<(string From, string Said)>();
        foreach (var fact in facts.GroupBy(fact => fact.ValidFrom, StringComparer.Ordinal).Select(same => same.Last()))
        {
            var said = fact.Present == 1 ? Said(HouseholdData.Parse(fact.Data), countsPeople) : Gone;
            if (said != Last(standing))
            {
                standing.Add((fact.ValidFrom, said));
            }
        }

        return standing;
    }

    // What the scheme can read of a household.
    private static string Said(HouseholdData data, bool countsPeople) => string.Join('\u001f',
    [
        .. data.Tags.Select(tag => "tag " + tag),
        .. data.Holdings.Select(holding => $"holding {holding.Key} {holding.Value}"),
        .. data.Labels.Select(label => $"label {label.Key} {label.Value}"),
        .. countsPeople ? People(data) : [],
    ]);

    // Numbers are sealed apart, equal or not: a birth date tells by whether there is one.
    private static IEnumerable<string> People(HouseholdData data) => data.Persons
        .Select(person => $"person {person.Name} {person.Joined} {person.Left} {person.Deceased} {person.Hint} {person.Born is null}")
        .Append($"members {data.Members}");

    private static CheckFinding Finding(List<string> changed, string recordDate)
    {
        var (zh, en) = (string.Join("、", changed.Take(MaxNamed)) + (changed.Count > MaxNamed ? "……" : ""),
            string.Join(", ", changed.Take(MaxNamed)) + (changed.Count > MaxNamed ? "…" : ""));
        return new CheckFinding(Code, "warn", new LocalizedText(
            $"这次核算做好以后，名册上 {recordDate} 及以前的内容又改过，涉及 {changed.Count} 户（{zh}），金额里没有算进去。"
            + "要算进去，请改草稿重新核算；已经提交的，先作废再重做",
            $"after this run was computed the roster through {recordDate} was changed for {changed.Count} households ({en}); its amounts "
            + "do not have it. Compute the draft again to include it; one that is handed in is cancelled and made anew"),
            "按登记日的名册分配 | the roster of the record date decides");
    }
}
