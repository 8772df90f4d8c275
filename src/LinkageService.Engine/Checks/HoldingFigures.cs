using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary>A column of the roster in all.</summary>
internal static class HoldingFigures
{
    private const int Top = 10;

    public static HoldingFigure Of(Roster roster, SchemeHolding holding, int at)
    {
        var values = roster.Holding(at);
        var denominator = roster.Denominator(at);
        var (total, most, least, whose) = (BigInteger.Zero, long.MinValue, long.MaxValue, -1);
        var top = new PriorityQueue<long, long>();
        for (var household = 0; household < values.Length; household++)
        {
            var value = values[household];
            total += value;
            (most, whose) = value > most ? (value, household) : (most, whose);
            least = Math.Min(least, value);
            top.Enqueue(value, value);
            if (top.Count > Top)
            {
                top.Dequeue();
            }
        }

        var topTen = top.UnorderedItems.Aggregate(BigInteger.Zero, (sum, item) => sum + item.Element);
        return new HoldingFigure(holding.Name, holding.Unit, holding.Title)
        {
            Role = holding.MemberAccount,
            Total = new Fraction(total, denominator),
            Largest = whose < 0 ? Fraction.Zero : new Fraction(most, denominator),
            LargestHousehold = whose < 0 || most == 0 ? "" : roster.Id(whose),
            Smallest = whose < 0 ? Fraction.Zero : new Fraction(least, denominator),
            TopTen = new Fraction(topTen, denominator),
            ByHousehold = new Lazy<IReadOnlyDictionary<string, Fraction>>(() => Enumerable.Range(0, roster.Count).ToDictionary(
                roster.Id, household => new Fraction(roster.Holding(at)[household], denominator), StringComparer.Ordinal)),
        };
    }
}
