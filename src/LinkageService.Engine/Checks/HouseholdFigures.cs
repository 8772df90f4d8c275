using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Checks;

/// <summary>What single households get, for checks that name some.</summary>
public sealed class HouseholdFigures
{
    private readonly Lazy<IReadOnlyDictionary<string, long>> _totals;
    private readonly Func<string, IEnumerable<string>> _tagged;

    /// <summary>What every household gets, and who carries a tag.</summary>
    /// <param name="totals">Fen by member number.</param>
    /// <param name="tagged">The households with a tag.</param>
    public HouseholdFigures(IReadOnlyDictionary<string, long> totals, Func<string, IEnumerable<string>>? tagged = null) =>
        (_totals, _tagged) = (new Lazy<IReadOnlyDictionary<string, long>>(totals), tagged ?? (_ => []));

    private HouseholdFigures(Distribution distribution)
    {
        var roster = distribution.Roster;
        _totals = new Lazy<IReadOnlyDictionary<string, long>>(() => Enumerable.Range(0, roster.Count)
            .ToDictionary(roster.Id, household => distribution.Total(household).Fen, StringComparer.Ordinal));
        _tagged = tag => Tagged(roster, tag);
    }

    /// <summary>Nobody.</summary>
    public static HouseholdFigures None { get; } = new(new Dictionary<string, long>());

    /// <summary>Of a distribution; read when a check asks.</summary>
    public static HouseholdFigures Of(Distribution distribution) => new(distribution);

    /// <summary>As corrections left it; tags are those of the roster it was computed again with.</summary>
    public static HouseholdFigures Of(RunBooks whole, Roster roster)
    {
        var totals = whole.TotalsFen.Span;
        var byHousehold = new Dictionary<string, long>(totals.Length, StringComparer.Ordinal);
        for (var household = 0; household < totals.Length; household++)
        {
            byHousehold.Add(whole.Households[household], totals[household]);
        }

        return new HouseholdFigures(byHousehold, tag => Tagged(roster, tag));
    }

    /// <summary>Everybody, by member number.</summary>
    public IReadOnlyDictionary<string, long> TotalsFen => _totals.Value;

    /// <summary>What one household gets; null for one that is not on the roster.</summary>
    public Money? Of(string household) => TotalsFen.TryGetValue(household, out var fen) ? new Money(fen) : null;

    /// <summary>The registered households, or those with another tag; nobody where the scheme does not read it.</summary>
    public IEnumerable<string> Tagged(string tag) => _tagged(tag);

    private static IEnumerable<string> Tagged(Roster roster, string tag) =>
        tag == RosterSchema.RegisteredTag ? Members(roster, roster.Registered)
        : roster.Schema.TagsRead.Contains(tag) ? Members(roster, roster.Tagged(tag))
        : [];

    private static IEnumerable<string> Members(Roster roster, GroupMask mask) =>
        Enumerable.Range(0, roster.Count).Where(mask.Contains).Select(roster.Id);
}
