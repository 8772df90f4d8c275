using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>
/// A random document, roster and year, each step written beside what it does to the books of a <see cref="Village"/>. Amounts
/// are small and round, so that limits, ties and shortfalls are met often.
/// </summary>
internal sealed partial class RandomDocument
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Random _random;
    private readonly List<RandomTable> _tables = [];
    private readonly List<string> _steps = [];
    private readonly List<Action<Village>> _actions = [];
    private readonly List<string> _pools = ["profit", "reserve"];
    private readonly List<string> _kept = [];
    private readonly List<string> _paid = [];
    private readonly List<string> _groups = ["minor", "excellent", "crowded", "sellers", "mixed", "elders", "landed"];
    private readonly List<string> _madeGroups = [];
    private string? _when;
    private string _requirement = "";
    private Func<Village, bool> _isMet = _ => true;
    private readonly BigInteger _profit;
    private readonly Figure[] _figures;
    private Household[] _households;
    private BigInteger _reserve;
    private Village? _village;

    public RandomDocument(Random random)
    {
        _random = random;
        Year = random.Next(2023, 2027);
        (_profit, _reserve, _figures) = (Fen(), Fen(), NewFigures());
        _households = Enumerable.Range(1, random.Next(1, 9)).Select(NewHousehold).ToArray();
        for (var table = 0; table < 3; table++)
        {
            var of = Pick("yuan", "mu", "point");
            var gives = of == "yuan" ? Pick("rate", "money") : Pick("rate", "money", "money/" + of);
            _tables.Add(new RandomTable(random, "t" + table, of, gives));
        }

        for (var steps = random.Next(1, 6); steps > 0; steps--)
        {
            AddStep("s" + _steps.Count);
        }

        CloseBooks();
        if (Chance(3))
        {
            Require();
        }

        Text = Spelt(Document());
    }

    public int Year { get; private set; }

    /// <summary>The document.</summary>
    public string Text { get; }

    public string Inputs => $"profit={Yuan(_profit)} reserve={Yuan(_reserve)}"
        + string.Concat(_figures.Where(figure => figure.Stated is not null).Select(figure => $" {figure.Name}={figure.Stated}"));

    public string Roster
    {
        get
        {
            var text = new StringBuilder("id land sales points village members members(age_>=_70) tags\n");
            foreach (var household in _households)
            {
                string?[] tags = [household.IsMinor ? "minor" : null, household.IsExcellent ? "excellent" : null];
                text.Append(CultureInfo.InvariantCulture, $"{household.Id} {household.Land / 10_000m:0.0000} ")
                    .Append(CultureInfo.InvariantCulture, $"{household.Sales / 100m:0.00} {household.Points / 100m:0.00} ")
                    .Append(CultureInfo.InvariantCulture, $"{household.Village} {household.Members} {household.Elders} ")
                    .Append(string.Join('+', tags.OfType<string>().DefaultIfEmpty("-"))).Append('\n');
            }

            return text.ToString();
        }
    }

    /// <summary>What the books kept by hand come to: the result, or the code of the refusal.</summary>
    public string Expected()
    {
        var village = _village = new Village { Households = _households, Year = Year };
        (village.Pools["profit"], village.Pools["reserve"]) = (_profit, _reserve);
        const string named = @"(payer|fund):\w+|(?<=into: )pool_\w+|kept_\w+";
        foreach (Match account in Regex.Matches(string.Concat(_steps), named, RegexOptions.None, Patience))
        {
            village.Name(account.Value);
        }

        try
        {
            foreach (var action in _actions)
            {
                action(village);
            }

            return village.Close(() =>
            {
                if (!_isMet(village))
                {
                    throw new Refusal("requirement_not_met");
                }
            });
        }
        catch (Refusal refusal)
        {
            return refusal.Code;
        }
    }

    /// <summary>What the books kept by hand carry into the next year: the pool, and of each household what was noted for it.</summary>
    public string Carried => $"reserve={Yuan(_village!.Funds["carry:left"])} "
        + string.Join(' ', _households.Select((household, at) => $"{household.Id}={Yuan(_village.Noted("goes_on", at))}"));

    /// <summary>The next year of the same document, with what the books carry.</summary>
    public void GoOn()
    {
        _reserve = _village!.Funds["carry:left"];
        _households = [.. _households.Select((household, at) => household with { Sales = (long)_village.Noted("goes_on", at) })];
        Year++;
    }

    private string Document() => $$"""
        id: random
        version: 1
        title: 随机
        parameters:
          price: { type: money, per: mu, default: 12.34 }
          rate: { type: rate, default: 1/3 }
        {{string.Concat(_tables.Select(table => table.Text)).TrimEnd()}}
        inputs:
          profit: { type: money }
          reserve: { type: money, default: 0.00, carried: left }
        {{string.Join('\n', _figures.Select(figure => "  " + figure.Declared))}}
        holdings:
          land: { unit: mu }
          sales: { unit: yuan, default: 0.00, carried: goes_on, memberAccount: 交易额 }
          points: { unit: point, decimals: 2 }
        labels: { village: { title: 村 } }
        groups:
          minor: { tag: minor }
          excellent: { tag: excellent }
          crowded: { formula: land / points, below: 1.25 mu / 1 point }
          sellers: { formula: sales, atLeast: "max(land * price, 1.00 yuan)" }
          mixed: { any: [minor, { not: crowded }] }
          landed: { formula: land * market, above: harvest * ton_price / 4 }
          elders: { formula: members(age >= 70) / members, atLeast: 1 / 2 }
        {{string.Concat(_madeGroups).TrimEnd()}}
        steps:
        {{string.Join('\n', _steps)}}
        {{_requirement}}

        """;

    private Household NewHousehold(int number)
    {
        var members = _random.Next(7);
        return new Household(
            number.ToString("0000", CultureInfo.InvariantCulture), Quantity() * 100, Quantity(), Quantity(),
            Chance(3), Chance(3), Pick("东村", "西村", "中村"), members, _random.Next(members + 1));
    }

    private void AddStep(string id)
    {
        var (first, holds) = (_actions.Count, (Func<Village, bool>?)null);
        if (Chance(4))
        {
            (_when, holds) = When();
        }

        AddOne(id);
        if (holds is not null && _actions[first] is var action)
        {
            _actions[first] = village =>
            {
                if (holds(village))
                {
                    action(village);
                }
            };
        }
    }

    private void AddOne(string id)
    {
        switch (_random.Next(8))
        {
            case 0:
                AddTake(id);
                break;
            case 1 or 2:
                AddAllocate(id);
                break;
            case 3:
                AddPay(id);
                break;
            case 4:
                AddGuarantee(id);
                break;
            case 5:
                AddSelect(id);
                break;
            case 6:
                AddWithin(id);
                break;
            default:
                AddDeduction(id);
                break;
        }
    }

    // At the end every pool is moved out, so that runs end rather than stop at pool_not_emptied; what is left goes on, and so does
    // what is noted of each household.
    private void CloseBooks()
    {
        Write("goes_on", "record", ("amount", "sales * rate + land * price"));
        _actions.Add(village => village.Line("goes_on", Each(village, at => (((Holding("yuan").Value(village, at) * new Ratio(1, 3))
            + (Holding("mu").Value(village, at) * new Ratio(1234, 100))) * Ratio.Whole(100)).HalfUp()), isRecord: true));
        var pools = _pools.Concat(_kept).Where(pool => pool != "reserve").ToArray();
        _steps.Add($"  - {{ id: rest, kind: split, from: [{string.Join(", ", pools)}], into: {{ fund:rest: remaining }} }}");
        _steps.Add("  - { id: left, kind: split, from: reserve, into: { carry:left: remaining } }");
        _actions.Add(village =>
        {
            village.Name("fund:rest");
            foreach (var pool in pools)
            {
                village.Feed("fund:rest", village.Pools[pool]);
                village.Pools[pool] = 0;
            }

            village.Feed("carry:left", village.Pools["reserve"]);
            village.Pools["reserve"] = 0;
        });
    }

    private void Write(string id, string kind, params (string Key, string? Value)[] fields)
    {
        var written = fields.Where(field => field.Value is not null).Select(field => $", {field.Key}: {field.Value}");
        _steps.Add($"  - {{ id: {id}, kind: {kind}{string.Concat(written)}{_when} }}");
        _when = null;
    }

    private static string Quoted(string formula) => "\"" + formula + "\"";

    private T Pick<T>(params T[] of) => of[_random.Next(of.Length)];

    private bool Chance(int of) => _random.Next(of) == 0;

    private string Pool() => _pools[_random.Next(_pools.Count)];

    // Often a multiple of 25 hundredths, as the limits of the tables are; at times one hundredth beside it.
    private long Quantity() => Chance(5) ? 0 : Math.Max(0, ((long)_random.Next(1, 40) * 25) + Pick(0, 0, 1, -1));

    private BigInteger Fen() => Chance(8) ? 0 : _random.Next(1, 2_000_00);

    private static string Yuan(BigInteger fen) => ((decimal)fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private string? Group() => Chance(2) ? null : Pick([.. _groups]);

    private bool IsIn(Village village, int at, string? group)
    {
        var household = village.Households[at];
        return group switch
        {
            null or "everyone" => true,
            "minor" => household.IsMinor,
            "excellent" => household.IsExcellent,
            // Land in 1/10,000 mu per point in 1/100, below 1.25: without points nothing is below.
            "crowded" => household.Land * 100 * 4 < household.Points * 10_000 * 5,
            "sellers" => household.Sales >= 100 && household.Sales * 10_000 >= household.Land * 1234,
            "landed" => new Ratio(household.Land, 10_000) * Of("market") > Of("harvest") * Of("ton_price") / Ratio.Whole(4),
            "elders" => household.Elders * 2 >= household.Members,
            "mixed" => household.IsMinor || !IsIn(village, at, "crowded"),
            _ when group.StartsWith("not_", StringComparison.Ordinal) => !IsIn(village, at, group[4..]),
            _ when group.StartsWith("also_", StringComparison.Ordinal) => household.IsExcellent && !IsIn(village, at, group[5..]),
            _ => village.Chosen.TryGetValue(group, out var chosen) && chosen.Contains(at),
        };
    }
}
