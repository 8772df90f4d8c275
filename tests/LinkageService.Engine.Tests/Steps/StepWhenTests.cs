using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps;

/// <summary>When a step applies: every condition on both sides of its boundary; a skipped step touches nothing.</summary>
public sealed class StepWhenTests
{
    [Theory]
    [InlineData("{ group: poor }", 2020, "1.00", "id tags\na registered", true)]
    [InlineData("{ group: poor }", 2020, "1.00", "id tags\na -", false)]
    [InlineData("{ input: grant }", 2020, "0.01", "id\na", true)]
    [InlineData("{ input: grant }", 2020, "0.00", "id\na", false)]
    [InlineData("{ input: grant, above: 5.00 }", 2020, "5.00", "id\na", false)]
    [InlineData("{ input: grant, above: 5.00 }", 2020, "5.01", "id\na", true)]
    [InlineData("{ years: { from: 2020 } }", 2019, "1.00", "id\na", false)]
    [InlineData("{ years: { from: 2020, to: 2020 } }", 2020, "1.00", "id\na", true)]
    [InlineData("{ years: { to: 2020 } }", 2021, "1.00", "id\na", false)]
    [InlineData("{ group: poor, input: grant, years: { from: 2020 } }", 2020, "1.00", "id tags\na registered", true)]
    [InlineData("{ group: poor, input: grant, years: { from: 2020 } }", 2020, "0.00", "id tags\na registered", false)]
    public void Run_When_AllThatIsStatedMustHold(string when, int year, string grant, string roster, bool applies)
    {
        var result = Trial.Of($$"""
            inputs: { grant: { type: money } }
            groups: { poor: { tag: registered } }
            steps:
              - { id: taken, kind: take, from: grant, amount: pool(grant), into: special, when: {{when}} }
              - { id: share, kind: allocate, from: special }
              - { id: rest, kind: split, from: grant, into: { fund:rest: remaining } }
            """).In(year).Inputs("grant=" + grant).Roster(roster).Result();

        var shared = applies ? grant : "0.00";
        Assert.Contains($"= {shared}\n", result, StringComparison.Ordinal);
        Assert.EndsWith(applies ? "fund rest 0.00" : "fund rest " + grant, result, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PoolLeftBySkippedStep_RefusedByItsName()
    {
        var problem = Trial.Of("""
            inputs: { grant: { type: money } }
            steps: [ { id: share, kind: allocate, from: grant, when: { years: { from: 2021 } } } ]
            """).Inputs("grant=1.00").Roster("id\na").Refused();

        Assert.Equal("pool_not_emptied steps", $"{problem.Code} {problem.Field}");
        Assert.Contains("grant", problem.Message.Zh, StringComparison.Ordinal);
    }
}
