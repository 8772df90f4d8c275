using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Select;

/// <summary>Selections: tiers, order within a tier, more places than candidates, a selection that does not apply.</summary>
public sealed class SelectStepTests
{
    private const string Households = """
        id land tags
        1  5    -
        2  9    hardship
        3  1    registered+hardship
        4  9    hardship
        5  2    registered
        6  7    -
        """;

    [Theory]
    [InlineData("places: 2, rank: [registered, hardship]", "3 5")]
    [InlineData("places: 3, rank: [registered, hardship]", "2 3 5")]
    // within a tier more land first: 5 before 3, then 2 and 4 with 9 mu, the tie to the lower number
    [InlineData("places: 1, rank: [registered, hardship, land desc]", "5")]
    [InlineData("places: 3, rank: [registered, hardship, land desc]", "2 3 5")]
    // 3 stands in the first tier it meets, although it meets both
    [InlineData("places: 2, rank: [hardship, registered, land asc]", "2 3")]
    [InlineData("places: 2, rank: [{ holding: land, order: desc }]", "2 4")]
    [InlineData("places: 2, rank: [{ not: registered }, land asc]", "1 6")]
    [InlineData("places: 2", "1 2")]
    [InlineData("places: 2.99", "1 2")]
    [InlineData("places: 0", "")]
    [InlineData("places: 99999999999999", "1 2 3 4 5 6")]
    [InlineData("places: 9, from: registered", "3 5")]
    [InlineData("places: 1 - 2", "negative_result steps[0].places")]
    public void Run_Places_FilledByTierThenHoldingThenNumber(string how, string expected)
    {
        var trial = Trial.Of($$"""
            holdings: { land: { unit: mu } }
            groups: { registered: { tag: registered }, hardship: { tag: hardship } }
            steps:
              - { id: chosen, kind: select, {{how}}, as: winners }
              - { id: prize, kind: pay, from: payer:x, amount: 1 yuan, to: winners }
            """).Roster(Households);

        if (expected.Contains('_', StringComparison.Ordinal))
        {
            var problem = trial.Refused();
            Assert.Equal(expected, $"{problem.Code} {problem.Field}");
            return;
        }

        var distribution = trial.Run();
        var paid = Enumerable.Range(0, 6).Where(household => distribution.Total(household).Fen > 0).Select(distribution.Roster.Id);
        Assert.Equal(expected, string.Join(' ', paid));
    }

    [Theory]
    [InlineData(2020, "a: prize 1.00, = 1.00")]
    [InlineData(2021, "a: = 0.00")]
    public void Run_SelectionNotOfThisYear_ChoosesNobody(int year, string expected)
    {
        var result = Trial.Of("""
            steps:
              - { id: chosen, kind: select, places: 1, as: winners, when: { years: { to: 2020 } } }
              - { id: prize, kind: pay, from: payer:x, amount: count(winners) * 1 yuan, to: winners }
            """).In(year).Roster("id\na").Result();

        Assert.StartsWith(expected, result, StringComparison.Ordinal);
    }
}
