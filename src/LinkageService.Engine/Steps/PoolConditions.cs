using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>
/// Whether steps with conditions empty a pool whichever of them are done: an income of up to 10,000 yuan goes one way, one above it
/// another. What is left unsaid counts as not covered.
/// </summary>
/// <param name="pool">The name of the pool.</param>
/// <param name="isInput">Whether it begins as what the input of its name states.</param>
internal sealed class PoolConditions(string pool, bool isInput)
{
    // Ways the conditions can stand; a pool whose steps ask for more of them is taken for one that may keep money.
    private const int MaxWays = 2_000;

    private readonly List<StepWhen?> _feeds = [];
    private readonly List<StepWhen> _empties = [];
    private bool _isOwnInput = isInput;
    private bool _isFed;

    /// <summary>Money comes in, under a condition or for sure.</summary>
    /// <param name="when">The condition of the step; null where it is always done.</param>
    /// <param name="isFirst">Whether the pool is empty for sure before.</param>
    public void Feed(StepWhen? when, bool isFirst)
    {
        if (isFirst)
        {
            _feeds.Clear();
        }

        (_isOwnInput, _isFed) = (_isOwnInput && !_isFed, true);
        _empties.Clear();
        _feeds.Add(when);
    }

    /// <summary>Some of it goes out: what is left may meet other conditions on the pool itself.</summary>
    public void Draw() => _empties.RemoveAll(when => when.Figure is { Subject: "pool" });

    /// <summary>All of it goes out where a condition holds.</summary>
    /// <returns>Whether nothing can be left now, whichever conditions hold.</returns>
    public bool Empty(StepWhen when, int fromYear, int toYear)
    {
        _empties.Add(when);
        return Covers(fromYear, toYear);
    }

    private bool Covers(int fromYear, int toYear)
    {
        var all = _empties.Concat(_feeds.OfType<StepWhen>()).ToArray();
        if (Array.Exists(all, when => when.Figure is { Subject: "pool" } figure && figure.Name != pool))
        {
            return false;
        }

        var years = all.SelectMany(when => new[] { when.FromYear, when.ToYear + 1 }).OfType<int>()
            .Where(year => year > fromYear && year <= toYear).Append(fromYear).Distinct().ToArray();
        var groups = all.Select(when => when.Group).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var figures = all.Select(when => when.Figure).OfType<WhenFigure>()
            .GroupBy(figure => (figure.Subject, figure.Name)).ToDictionary(named => named.Key, named => Values(named).ToArray());
        var count = figures.Values.Aggregate((long)years.Length << Math.Min(groups.Length, 20), (ways, values) => ways * values.Length);
        return count <= MaxWays && Array.TrueForAll(years, year => Ways(groups, figures).All(way => IsGone(year, way)));
    }

    private bool IsGone(int year, Way way) =>
        _empties.Exists(when => Holds(when, year, way)) || !_feeds.Exists(when => when is null ? HasOwn(way) : Holds(when, year, way));

    // A pool that is its input holds nothing where a condition says that the input is not above 0.
    private bool HasOwn(Way way) => !_isOwnInput
        || way.Figures.All(figure => figure.Key.Name != pool || figure.Key.Subject == "parameter" || figure.Value.Sign > 0);

    private static bool Holds(StepWhen when, int year, Way way) =>
        (when.FromYear ?? int.MinValue) <= year && year <= (when.ToYear ?? int.MaxValue)
        && (when.Group is not { } group || way.Groups.Contains(group))
        && (when.Figure is not { } figure || figure.Holds(way.Figures[(figure.Subject, figure.Name)]));

    // One of every kind there is: each limit, one between two, one below and one above all.
    private static IEnumerable<Fraction> Values(IEnumerable<WhenFigure> figures)
    {
        var limits = figures.SelectMany(figure => figure.Bounds).Select(bound => bound.Figure).Append(Fraction.Zero)
            .Distinct().Order().ToArray();
        return limits.Concat(limits.Zip(limits.Skip(1), (low, high) => (low + high) / 2)).Append(limits[0] - 1).Append(limits[^1] + 1);
    }

    private static IEnumerable<Way> Ways(string[] groups, Dictionary<(string Subject, string Name), Fraction[]> figures)
    {
        IEnumerable<Way> ways = [new Way([], [])];
        foreach (var group in groups)
        {
            ways = ways.SelectMany(way => new[] { way, way with { Groups = [.. way.Groups, group] } });
        }

        foreach (var (key, values) in figures)
        {
            ways = ways.SelectMany(way => values.Select(value =>
                way with { Figures = new Dictionary<(string Subject, string Name), Fraction>(way.Figures) { [key] = value } }));
        }

        return ways;
    }

    private sealed record Way(HashSet<string> Groups, Dictionary<(string Subject, string Name), Fraction> Figures);
}
