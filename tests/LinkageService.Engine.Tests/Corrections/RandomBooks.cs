using System.Globalization;
using System.Text;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Corrections;

/// <summary>Books of random runs of the four tiers, over rosters that overlap in part.</summary>
internal static class RandomBooks
{
    // Ids beyond U+FFFF come before U+E000 in UTF-16 and after it in UTF-8.
    private static readonly string[] Ids = ["0001", "0002", "0003", "00031", "户一", "户二", "\uE000甲", "𠮷家", "𠮷家2", "\uFA0E末"];

    private static readonly Scheme Scheme = SchemeText.Scheme(
        SchemeText.Library().Single(row => row.Name == "tangwan-four-tier").Yaml);

    public static Distribution Distribution(Random random, int incomeFen = 5_000_000, int wageFen = 9_000)
    {
        var figures = new Dictionary<string, string> { ["income"] = Number(random, incomeFen, 2) };
        var parameters = new Dictionary<string, string> { ["day_wage"] = Number(random, wageFen, 2) };
        var terms = RunTerms.Bind(Scheme, 2024, parameters, figures, [])!;
        var roster = new RosterBuilder(Scheme.RosterSchema, 100);
        foreach (var id in Ids.Where(_ => random.Next(4) > 0).Append("0000"))
        {
            roster.Begin();
            roster.Id(Encoding.UTF8.GetBytes(id));
            if (random.Next(3) == 0)
            {
                roster.Tag("registered"u8);
            }

            roster.Holding("land"u8, Encoding.UTF8.GetBytes(Number(random, 90_000, 4)));
            roster.Holding("wage_days"u8, Encoding.UTF8.GetBytes(Number(random, 300, 0)));
            roster.End();
        }

        return Calculation.Run(Scheme, terms, roster.Build()!).Distribution!;
    }

    public static RunBooks Books(Random random) => RunBooks.Of(Distribution(random));

    /// <summary>Books of a poor year: hardly anyone gets more than in another.</summary>
    public static RunBooks PoorBooks(Random random) => RunBooks.Of(Distribution(random, incomeFen: 100_000, wageFen: 20));

    /// <summary>Fen by household and step; records are none of this scheme's.</summary>
    public static Dictionary<(string Household, string Step), long> Naive(RunBooks books)
    {
        var amounts = new Dictionary<(string, string), long>();
        for (var household = 0; household < books.Households.Count; household++)
        {
            foreach (var step in books.Steps)
            {
                amounts[(books.Households[household], step.Id)] = step.Amounts.Span[household];
            }
        }

        return amounts;
    }

    private static string Number(Random random, int most, int decimals)
    {
        var text = random.Next(1, most).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimals == 0 ? text : text[..^decimals] + "." + text[^decimals..];
    }
}
