using System.Globalization;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Benchmarks.Calculations;

/// <summary>
/// The whole of one run: tangwan-four-tier, columns in, columns out, conservation and digest included. The peer does the
/// same four tiers household by household in decimal arithmetic, as most programs would, and makes no digest.
/// </summary>
internal static class CalculationBenchmark
{
    private const int Households = 1_000_000;

    public static void Run(AlternatingRun run)
    {
        var scheme = SchemeLibrary.Load().Versions("tangwan-four-tier")[0];
        var terms = Terms(scheme);
        foreach (var households in new[] { 300, Households })
        {
            var roster = Roster(scheme, households);
            var measured = run.Measure(
                households,
                BenchmarkClock.Processor,
                new Contender("engine, with digest", () => _ = Calculation.Run(scheme, terms, roster).Distribution!.Digest),
                new Contender("engine, without digest", () => _ = Calculation.Run(scheme, terms, roster).Distribution!),
                new Contender("decimal, household by household", () => DecimalTangwan.Run(roster)));
            MarkdownTable.Print(
                string.Create(CultureInfo.InvariantCulture, $"Whole calculation, tangwan-four-tier, {households:N0} households"),
                "household",
                measured);
        }
    }

    private static RunTerms Terms(Scheme scheme) => RunTerms.Bind(
        scheme,
        2020,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["day_wage"] = "80.00" },
        new Dictionary<string, string>(StringComparer.Ordinal) { ["income"] = "1000000000.00" },
        new List<Problem>())!;

    private static Roster Roster(Scheme scheme, int households)
    {
        var random = new Random(20200416);
        var builder = new RosterBuilder(scheme.RosterSchema, households);
        for (var i = 0; i < households; i++)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(i.ToString("D7", CultureInfo.InvariantCulture)));
            builder.Holding("land"u8, Encoding.UTF8.GetBytes(Decimal(random.Next(1, 1200))));
            builder.Holding("wage_days"u8, Encoding.UTF8.GetBytes(Decimal(random.Next(0, 4) == 0 ? random.Next(0, 30_000) : 0)));
            if (random.Next(0, 10) == 0)
            {
                builder.Tag("registered"u8);
            }

            builder.End();
        }

        return builder.Build()!;
    }

    private static string Decimal(int hundredths) => (hundredths / 100m).ToString(CultureInfo.InvariantCulture);
}
