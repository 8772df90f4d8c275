using System.Globalization;
using System.Text;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>Runs a scheme on random figures, small, large and missing ones; explains every line it gives and draws its flow.</summary>
internal static class RandomRun
{
    public static Distribution? Of(Scheme scheme, Random random)
    {
        var problems = new List<Problem>();
        var inputs = scheme.Inputs.Where(_ => random.Next(20) > 0)
            .ToDictionary(input => input.Name, input => input.IsMoney ? Yuan(random) : random.Next(9)
                .ToString(CultureInfo.InvariantCulture));
        var parameters = scheme.Parameters.Where(parameter => parameter.IsRequired(2020))
            .ToDictionary(parameter => parameter.Name, _ => random.Next(3).ToString(CultureInfo.InvariantCulture));
        var terms = RunTerms.Bind(scheme, 2020, parameters, inputs, problems);
        var roster = Roster(scheme, random);
        if (terms is null || roster is null)
        {
            return null;
        }

        var distribution = Calculation.Run(scheme, terms, roster).Distribution;
        foreach (var step in distribution?.Steps ?? [])
        {
            for (var household = 0; household < roster.Count && step.AmountsFen is { } amounts; household++)
            {
                if (amounts.Span[household] != 0)
                {
                    distribution!.Explain(household, step);
                }
            }
        }

        // Draws the flow picture too, which asserts that nothing is lost on any way.
        _ = distribution is null ? null : MoneyFlow.Of(distribution);
        _ = distribution?.ExplainMoney().ToArray();
        return distribution;
    }

    private static Roster? Roster(Scheme scheme, Random random)
    {
        var builder = new RosterBuilder(scheme.RosterSchema, 100);
        for (var households = random.Next(1, 8); households > 0; households--)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes("户" + households.ToString(CultureInfo.InvariantCulture)));
            foreach (var tag in scheme.RosterSchema.KnownTags.Where(_ => random.Next(3) == 0))
            {
                builder.Tag(Encoding.UTF8.GetBytes(tag));
            }

            foreach (var holding in scheme.RosterSchema.Holdings)
            {
                builder.Holding(Encoding.UTF8.GetBytes(holding.Name), Encoding.UTF8.GetBytes(Figure(random)));
            }

            builder.End();
        }

        return builder.Build();
    }

    private static string Figure(Random random) => random.Next(12) switch
    {
        0 => "0",
        1 => "99999999999999",
        _ => random.Next(1, 5000).ToString(CultureInfo.InvariantCulture),
    };

    private static string Yuan(Random random) => random.Next(12) switch
    {
        0 => "0.00",
        1 => "99999999999999.99",
        _ => (random.Next(1, 50_000_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture),
    };
}
