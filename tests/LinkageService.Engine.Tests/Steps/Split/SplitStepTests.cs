using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Split;

/// <summary>Splits: proportions, shares with a rest, several pools, ties.</summary>
public sealed class SplitStepTests
{
    [Theory]
    [InlineData("{ fund:a: 120, fund:b: 80 }", "0.05", "a 0.03 b 0.02")]
    [InlineData("{ fund:a: 0.5, fund:b: 1.5 }", "1.00", "a 0.25 b 0.75")]
    [InlineData("{ fund:a: 55%, fund:b: 5%, fund:c: 40% }", "100.00", "a 55.00 b 5.00 c 40.00")]
    [InlineData("{ fund:a: 1/6, fund:b: 50%, fund:c: 1/3 }", "1.00", "a 0.17 b 0.50 c 0.33")]
    [InlineData("{ fund:a: 0.55, fund:b: 0.05, fund:c: 0.4 }", "100.00", "a 55.00 b 5.00 c 40.00")]
    [InlineData("{ fund:a: 30%, fund:b: 1 - 30%, fund:c: 0 }", "100.00", "a 30.00 b 70.00 c 0.00")]
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

    [Theory]
    [InlineData("{ fund:a: 55%, fund:b: 5%, fund:c: 30% }", "add up to 90%, 10% short of exactly 100%")]
    [InlineData("{ fund:a: 30%, fund:b: 30% }", "add up to 60%")]
    [InlineData("{ fund:a: 70%, fund:b: 50% }", "add up to 120%, 20% more")]
    [InlineData("{ fund:a: 1/3, fund:b: 1/3 }", "add up to 2/3, 1/3 short")]
    [InlineData("{ fund:a: 0.55, fund:b: 0.05, fund:c: 0.30 }", "add up to 90%")]
    [InlineData("{ fund:a: 30%, fund:b: 7 }", "mixed")]
    [InlineData("{ fund:a: 30%, fund:b: 0.2, fund:c: remaining }", "mixed")]
    [InlineData("{ fund:a: half, fund:b: seven }", "mixed")]
    [InlineData("{ fund:a: half, fund:b: 40% }", "add up to 90%")]
    [InlineData("{ fund:a: half, fund:b: later }", "add up to 80%")] // only from 2026 on, in which it is 30%
    [InlineData("{ fund:a: half * 2, fund:b: 1% }", "add up to 101%")]
    [InlineData("{ fund:a: seven, fund:b: remaining }", "beside \"remaining\" every share is a rate")]
    [InlineData("{ fund:a: open, fund:b: 101%, fund:c: remaining }", null)] // a run says more
    [InlineData("{ fund:a: open, fund:b: 40% }", null)]
    [InlineData("{ fund:a: half, fund:b: 1 - half }", null)]
    [InlineData("{ fund:a: seven, fund:b: 3 }", null)]
    [InlineData("{ fund:a: heads, fund:b: 2 }", null)]
    public void Compile_Shares_CloseOrAreRefusedWithTheSum(string into, string? refusal)
    {
        var problems = SchemeText.Compile(SchemeText.Head + $$"""
            parameters:
              half: { type: rate, default: 50% }
              later: { type: rate, default: 50%, values: { 2026: 30% } }
              open: { type: rate }
              seven: { type: parts, default: 7 }
            inputs: { income: { type: money }, heads: { type: count } }
            steps: [ { id: parts, kind: split, from: income, into: {{into}} } ]
            """).Problems.Where(problem => !problem.IsWarning).ToArray();

        string[] expected = refusal is null ? [] : ["parts_do_not_close steps[0].into"];
        Assert.Equal(expected, problems.Select(problem => $"{problem.Code} {problem.Field}"));
        Assert.True(refusal is null || problems[0].Message.En.Contains(refusal, StringComparison.Ordinal), SchemeText.Show(problems));
    }

    [Theory]
    [InlineData("a=1/3 b=1/3 c=1/3", "fund a 0.34\nfund b 0.33\nfund c 0.33")]
    [InlineData("a=55% b=5% c=40%", "fund a 0.55\nfund b 0.05\nfund c 0.40")]
    [InlineData("a=55% b=5% c=30%", null)]
    [InlineData("a=7:3 b=20% c=20%", null)]
    public void Run_RatesOfTheRequest_MakeTheWholeOrAreRefused(string parameters, string? funds)
    {
        var trial = Trial.Of("""
            parameters: { a: { type: rate }, b: { type: rate }, c: { type: rate } }
            inputs: { income: { type: money } }
            steps: [ { id: parts, kind: split, from: income, into: { fund:a: a, fund:b: b, fund:c: c } } ]
            """).Inputs("income=1.00").Parameters(parameters).Roster("id\nx");

        if (funds is not null)
        {
            Assert.EndsWith(funds, trial.Result(), StringComparison.Ordinal);
            return;
        }

        var problem = trial.Refused();
        Assert.Equal("parts_do_not_close steps[0].into", $"{problem.Code} {problem.Field}");
        Assert.Matches("各比例合计 (90%|110%)", problem.Message.Zh);
    }

    [Fact]
    public void Run_ByTheFirstRules_RatesInProportion()
    {
        const string Yaml = SchemeText.Head + """
            inputs: { income: { type: money } }
            steps: [ { id: parts, kind: split, from: income, into: { fund:a: 55%, fund:b: 5%, fund:c: 30% } } ]
            """;
        var scheme = SchemeCompiler.Compile(YamlDocument.Parse(Yaml, out _)!, RuleVersion.First).Scheme!;

        Assert.EndsWith("fund a 61.11\nfund b 5.56\nfund c 33.33",
            Trial.Of(scheme).Inputs("income=100.00").Roster("id\nx").Result(), StringComparison.Ordinal);
        Assert.Null(SchemeText.Compile(Yaml).Scheme);
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
