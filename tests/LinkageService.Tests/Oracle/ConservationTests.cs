using System.Numerics;

namespace LinkageService.Tests.Oracle;

/// <summary>What must hold of every result, whatever the scheme: nothing lost, nothing made, statements that add
/// up.</summary>
public sealed class ConservationTests
{
    public static TheoryData<string> Schemes => OracleCases.Schemes;

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Run_RandomRequests_SourcesEqualStatementsAndFunds(string id)
    {
        foreach (var request in OracleCases.Requests(id, share: 10))
        {
            if (EngineRun.Of(request).Distribution is not { } distribution)
            {
                continue;
            }

            var households = Enumerable.Range(0, distribution.Roster.Count).Select(distribution.Statement).ToList();
            var paid = households.SelectMany(statement => statement.Lines)
                .Aggregate(BigInteger.Zero, (sum, line) => sum + line.Amount.Fen);
            var kept = distribution.Funds.Aggregate(BigInteger.Zero, (sum, fund) => sum + fund.Amount.Fen);
            var came = distribution.Sources.Aggregate(BigInteger.Zero, (sum, source) => sum + source.Amount.Fen);
            var repeat = OracleCases.Repeat(request);
            Assert.True(came == paid + kept, $"{came} fen came, {paid} + {kept} fen went" + repeat);
            Assert.True(distribution.HouseholdsTotal.Fen == paid
                && distribution.SourcesTotal.Fen == came, "totals" + repeat);
            Assert.True(distribution.FundsTotal.Fen + distribution.CarriedForward.Fen == kept,
                "kept and carried" + repeat);
            Assert.True(distribution.Funds.All(fund => fund.Amount.Fen >= 0), "a fund below zero" + repeat);
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Statement_RandomRequests_HasNoZeroLineAndAddsUp(string id)
    {
        foreach (var request in OracleCases.Requests(id, share: 10))
        {
            if (EngineRun.Of(request).Distribution is not { } distribution)
            {
                continue;
            }

            var steps = distribution.Scheme.Steps.Select(step => step.Id).ToList();
            for (var household = 0; household < distribution.Roster.Count; household++)
            {
                var statement = distribution.Statement(household);
                var (lines, repeat) = (statement.Lines, $" at {statement.Household}" + OracleCases.Repeat(request));
                Assert.True(lines.All(line => line.Amount.Fen != 0), "a line of zero" + repeat);
                Assert.True(statement.Total.Fen == lines.Sum(line => line.Amount.Fen),
                    "the total is not the sum" + repeat);
                Assert.True(statement.Total.Fen >= 0, "a total below zero" + repeat);
                Assert.True(statement.Total == distribution.Total(household), "two totals" + repeat);
                var order = lines.Select(line => steps.IndexOf(line.Step.Id)).ToList();
                Assert.True(order.SequenceEqual(order.Order().Distinct()),
                    "lines out of the order of the steps" + repeat);
            }
        }
    }
}
