using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Features.Households;

/// <summary>
/// The holdings of a library as headings of tables. What the schemes that the service comes with are called counts first: one that a
/// user stores for a village does not change what the sheets of the others say.
/// </summary>
internal sealed class RosterHoldings
{
    private readonly Dictionary<string, RosterColumn> _byHeading = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LocalizedText> _titles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public RosterHoldings(SchemeLibrary library)
    {
        Generation = library.Generation;
        var all = library.Latest.ToLookup(SchemeLibrary.IsShipped, scheme => scheme.Holdings.Where(holding => holding.Members is null));
        Add([.. all[true].SelectMany(holdings => holdings)]);
        Add([.. all[false].SelectMany(holdings => holdings)]);
        Names = [.. _titles.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The library as it was read.</summary>
    public int Generation { get; }

    /// <summary>The holdings, by name in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The holding of a heading, or null.</summary>
    public RosterColumn? Find(string heading) => _byHeading.GetValueOrDefault(heading);

    /// <summary>What people call a holding, or null.</summary>
    public LocalizedText? TitleOf(string name) => _titles.GetValueOrDefault(name);

    /// <summary>The unit of a holding, such as 亩; empty where its titles name none, or several.</summary>
    public string UnitOf(string name) => _units.GetValueOrDefault(name, "");

    private void Add(SchemeHolding[] holdings)
    {
        foreach (var (zh, name) in RosterNames.Holdings.Where(usual => holdings.Any(holding => holding.Name == usual.Value)))
        {
            _byHeading.TryAdd(zh, new RosterColumn(RosterField.Holding, name));
        }

        // A title that stands for two holdings stands for none.
        foreach (var title in holdings.SelectMany(Titles).GroupBy(title => title.Zh, title => title.Name, StringComparer.Ordinal))
        {
            if (title.Distinct(StringComparer.Ordinal).Count() == 1)
            {
                _byHeading.TryAdd(title.Key, new RosterColumn(RosterField.Holding, title.First()));
                _byHeading.TryAdd(HeadingText.Of(title.Key).ToString(), new RosterColumn(RosterField.Holding, title.First()));
            }
        }

        foreach (var holding in holdings)
        {
            _byHeading.TryAdd(holding.Name, new RosterColumn(RosterField.Holding, holding.Name));
            _titles.TryAdd(holding.Name, holding.Title);
        }

        foreach (var titles in holdings.GroupBy(
            holding => holding.Name, holding => HeadingText.Of(holding.Title.Zh).Unit, StringComparer.Ordinal))
        {
            _units.TryAdd(titles.Key, titles.Distinct(StringComparer.Ordinal).Count() == 1 ? titles.First() : "");
        }
    }

    // 入股土地（亩） is also found as 入股土地.
    private static IEnumerable<(string Zh, string Name)> Titles(SchemeHolding holding)
    {
        var title = holding.Title.Zh;
        yield return (title, holding.Name);
        if (title.IndexOf('（', StringComparison.Ordinal) is > 0 and var unit)
        {
            yield return (title[..unit], holding.Name);
        }
    }
}
