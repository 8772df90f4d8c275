using System.Globalization;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Features.Schemes;

namespace LinkageService.Benchmarks;

/// <summary>Computed distributions of any size, the same at every run.</summary>
internal static class SampleDistributions
{
    /// <summary>tangwan-four-tier: a tenth registered, a quarter with wages.</summary>
    public static Distribution Tangwan(int households) => Compute(
        "tangwan-four-tier", households, new() { ["day_wage"] = "80.00" }, new() { ["income"] = "100000000.00" },
        (random, builder) =>
        {
            builder.Holding("land"u8, Hundredths(random.Next(1, 1200)));
            builder.Holding("wage_days"u8, Hundredths(random.Next(0, 4) == 0 ? random.Next(0, 30_000) : 0));
            if (random.Next(0, 10) == 0)
            {
                builder.Tag("registered"u8);
            }
        });

    /// <summary>three-golds: rent, wage and dividend, so three lines for every household.</summary>
    public static Distribution ThreeGolds(int households) => Compute(
        "three-golds", households, new() { ["rent_per_mu"] = "600.00", ["day_wage"] = "80.00" }, new() { ["dividend"] = "10000000.00" },
        (random, builder) =>
        {
            builder.Holding("rented_land"u8, Hundredths(random.Next(1, 1200)));
            builder.Holding("wage_days"u8, Hundredths(random.Next(1, 30_000)));
            builder.Holding("shares"u8, Hundredths(random.Next(100, 2000)));
        });

    /// <summary>huangjinlin-land-cooperative without wages: one line for every household.</summary>
    public static Distribution Huangjinlin(int households) => Compute(
        "huangjinlin-land-cooperative", households, [], new() { ["income"] = "400000.00" },
        (random, builder) => builder.Holding("land"u8, Hundredths(random.Next(1, 1200))));

    private static Distribution Compute(
        string id, int households, Dictionary<string, string> parameters, Dictionary<string, string> inputs,
        Action<Random, RosterBuilder> fill)
    {
        var scheme = SchemeLibrary.Load().Versions(id)[0];
        var terms = RunTerms.Bind(scheme, 2020, parameters, inputs, new List<Problem>())!;
        var random = new Random(20200416);
        var builder = new RosterBuilder(scheme.RosterSchema, households);
        for (var i = 0; i < households; i++)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(i.ToString("D7", CultureInfo.InvariantCulture)));
            fill(random, builder);
            builder.End();
        }

        return Calculation.Run(scheme, terms, builder.Build()!).Distribution!;
    }

    private static byte[] Hundredths(int value) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value / 100}.{value % 100:00}"));
}
