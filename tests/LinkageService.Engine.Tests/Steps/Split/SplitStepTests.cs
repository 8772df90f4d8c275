using LinkageService.Engine.Problems;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Split;

/// <summary>Splits: proportions, shares with a rest, several pools, ties.</summary>
public sealed class SplitStepTests
{
    [Theory]
    // literals above 100% are proportions: 120 : 80 = 3 : 2
    [InlineData("{ fund:a: 120%, fund:b: 80% }", "0.05", "a 0.03 b 0.02")]
    [InlineData("{ fund:a: 0.1, fund:b: remaining }", "0.05", "a 0.01 b 0.04")] // 0.005 and 0.045 tie: the first written gets the fen
    [InlineData("{ fund:b: remaining, fund:a: 0.1 }", "0.05", "b 0.05 a 0.00")]
    [InlineData("{ fund:a: 60%, fund:b: 40%, fund:c: remaining }", "100.00", "a 60.00 b 40.00 c 0.00")]
    [InlineData("{ fund:a: 1/3, fund:b: 1/3, fund:c: 1/3 }", "1.00", "a 0.34 b 0.33 c 0.33")]
    [InlineData("{ fund:a: 0, fund:b: 1 }", "1.00", "a 0.00 b 1.00")]
    [InlineData("{ fund:a: income / 2 yuan, fund:b: 1 }", "2.00", "a 1.00 b 1.00")]
    [InlineData("{ fund:a: 7, fund:b: 3 }", "0.00", "a 0.00 b 0.00")]
    public void Run_Parts_LargestRemainderFirstWrittenFirst(string into, string income, string expected)
    {
        var distribution = Trial.Of($$"""
            inputs: { income: { type: money } }
            steps: [ { id: parts, kind: split, from: income, into: {{into}} } ]
            """).Inputs("income=" + income).Roster("id\na").Run();

        Assert.Equal(expected, string.Join(' ', distribution.Funds.Select(fund => $"{fund.Name} {fund.Amount}")));
    }

    [Fact]
    public void Run_SeveralPoolsAndAPoolFedTwice_AddUp()
    {
        // b gets 25.00 of a and 50.00 of c: 150.00 with its own 75.00; carried and kept under one name stay apart
        var result = Trial.Of("""
            inputs: { a: { type: money }, b: { type: money }, c: { type: money } }
            steps:
              - { id: first, kind: split, from: a, into: { b: 25%, none: 0, fund:reserve: remaining } }
              - { id: second, kind: split, from: c, into: { b: 1, { carry: reserve }: 1 } }
              - { id: all, kind: split, from: [b, none], into: { b: 50%, fund:other: remaining } }
              - { id: share, kind: allocate, from: b }
            """.Replace("{ carry: reserve }", "'carry:reserve'", StringComparison.Ordinal))
            .Inputs("a=100.00 b=75.00 c=100.00").Roster("id\nx\ny").Result();

        Assert.Equal(
            "x: share 37.50, = 37.50\ny: share 37.50, = 37.50\ninput a 100.00\ninput b 75.00\ninput c 100.00\n"
            + "fund reserve 75.00\ncarry reserve 50.00\nfund other 75.00", result);
    }

    [Theory]
    [InlineData("rate=60%", "parts_exceed_whole steps[0].into")]
    [InlineData("rate=50%", null)]
    public void Run_SharesOverTheWhole_Refused(string parameters, string? refusal)
    {
        var trial = Trial.Of("""
            parameters: { rate: { type: rate } }
            inputs: { income: { type: money } }
            steps: [ { id: parts, kind: split, from: income, into: { fund:a: rate, fund:b: rate, fund:c: remaining } } ]
            """).Inputs("income=1.00").Parameters(parameters).Roster("id\na");

        if (refusal is null)
        {
            Assert.EndsWith("fund a 0.50\nfund b 0.50\nfund c 0.00", trial.Result(), StringComparison.Ordinal);
            return;
        }

        var problem = trial.Refused();
        Assert.Equal(refusal, $"{problem.Code} {problem.Field}");
    }

    [Fact]
    public void Run_AllPartsZero_RefusedOnlyWithMoney()
    {
        var scheme = """
            parameters: { part: { type: parts } }
            inputs: { income: { type: money } }
            steps: [ { id: parts, kind: split, from: income, into: { fund:a: part, fund:b: part } } ]
            """;

        var refused = Trial.Of(scheme).Inputs("income=0.01").Parameters("part=0").Roster("id\na").Refused();

        Assert.Equal(ProblemCodes.ZeroWeight, refused.Code);
        Assert.EndsWith("fund a 0.00\nfund b 0.00",
            Trial.Of(scheme).Inputs("income=0.00").Parameters("part=0").Roster("id\na").Result(), StringComparison.Ordinal);
    }
}
