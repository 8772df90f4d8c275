using LinkageService.Engine.Problems;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Allocate;

/// <summary>Allocations beyond what the library of schemes uses: caps, bases, empty groups, extreme weights.</summary>
public sealed class AllocateStepTests
{
    private const string FourHouseholds = """
        id   land tags
        0001 50   registered
        0002 30   -
        0003 15   -
        0004 5    registered
        """;

    [Theory]
    // 50% cuts nobody but 0001 exactly at its share; 40% frees 100.00 for 30:15:5, which puts nobody over 400.00
    [InlineData("cap: 50%", "500.00 300.00 150.00 50.00 rest 0.00")]
    [InlineData("cap: 40%", "400.00 360.00 180.00 60.00 rest 0.00")]
    // after 0001 at 320.00 the rest is 680.00 × 30/50 = 408.00, over the cap too; then 360.00 over 15:5
    [InlineData("cap: 32%", "320.00 320.00 270.00 90.00 rest 0.00")]
    // everyone capped: 4 × 100.00, the rest stays
    [InlineData("cap: 10%", "100.00 100.00 100.00 100.00 rest 600.00")]
    [InlineData("cap: 40%, excess: keep", "400.00 300.00 150.00 50.00 rest 100.00")]
    [InlineData("cap: 333.339 yuan", "333.33 333.33 250.01 83.33 rest 0.00")]
    [InlineData("cap: land * 11 yuan / 1 mu, excess: keep", "500.00 300.00 150.00 50.00 rest 0.00")]
    [InlineData("cap: land * 9 yuan / 1 mu", "450.00 270.00 135.00 45.00 rest 100.00")]
    [InlineData("cap: 99999999999999 yuan", "500.00 300.00 150.00 50.00 rest 0.00")]
    [InlineData("cap: 0", "0.00 0.00 0.00 0.00 rest 1000.00")]
    // only registered are in the base: 50:5, capped at 60%
    [InlineData("cap: 60%, to: registered", "600.00 0.00 0.00 400.00 rest 0.00")]
    // over everyone, paid to two: the capped part of 0001 goes to all others, paid or not
    [InlineData("cap: 40%, to: registered, over: everyone", "400.00 0.00 0.00 60.00 rest 540.00")]
    public void Run_Capped_SharedByTheWordsOfTheCap(string cap, string expected)
    {
        var distribution = Trial.Of($$"""
            inputs: { income: { type: money } }
            holdings: { land: { unit: mu } }
            groups: { registered: { tag: registered } }
            steps:
              - { id: share, kind: allocate, from: income, by: land, {{cap}} }
              - { id: rest, kind: split, from: income, into: { fund:rest: remaining } }
            """).Inputs("income=1000.00").Roster(FourHouseholds).Run();

        var paid = Enumerable.Range(0, 4).Select(household => distribution.Total(household).ToString());
        Assert.Equal(expected, $"{string.Join(' ', paid)} rest {distribution.Funds[0].Amount}");
    }

    [Fact]
    public void Run_GroupWithoutWeight_FailsUnlessItKeeps()
    {
        const string scheme = """
            inputs: { income: { type: money } }
            groups: { monitored: { tag: monitored } }
            steps:
              - { id: share, kind: allocate, from: income, to: monitored }
            """;

        var refused = Trial.Of(scheme).Inputs("income=0.01").Roster("id\na").Refused();
        var nothing = Trial.Of(scheme).Inputs("income=0.00").Roster("id\na").Result();
        var kept = Trial.Of(scheme.Replace("to: monitored", "to: monitored, ifEmpty: keep", StringComparison.Ordinal)
            + "\n  - { id: rest, kind: split, from: income, into: { carry:next: remaining } }")
            .Inputs("income=0.01").Roster("id\na").Result();

        Assert.Equal((ProblemCodes.ZeroWeight, "steps[0]"), (refused.Code, refused.Field));
        Assert.Equal("a: = 0.00\ninput income 0.00", nothing);
        Assert.Equal("a: = 0.00\ninput income 0.01\ncarry next 0.01", kept);
    }

    [Theory]
    [InlineData("to: big", null)]
    [InlineData("to: everyone", "negative_weight")]
    public void Run_NegativeWeight_RefusedOnlyForWhoIsInTheBase(string to, string? code)
    {
        var trial = Trial.Of($$"""
            inputs: { income: { type: money } }
            holdings: { land: { unit: mu } }
            groups: { big: { holding: land, above: 2 } }
            steps:
              - { id: share, kind: allocate, from: income, by: land - 2 mu, {{to}} }
              - { id: bonus, kind: pay, from: payer:state, amount: (land - 2 mu) * 1 yuan / 1 mu, {{to}} }
              - { id: fee, kind: withhold, amount: (land - 2 mu) * 1 yuan / 1 mu, into: fund:fee, {{to}} }
            """).Inputs("income=100.00").Roster("id land\na 1\nb 3\nc 5");

        if (code is null)
        {
            Assert.Equal("a: = 0.00\nb: share 25.00, bonus 1.00, fee -1.00, = 25.00\nc: share 75.00, bonus 3.00, fee -3.00, = 75.00",
                trial.Result().Split("\ninput")[0]);
        }
        else
        {
            var problem = trial.Refused();
            Assert.Equal((code, "steps[0].by"), (problem.Code.Name, problem.Field));
            Assert.Contains("household a", problem.Message.En, StringComparison.Ordinal);
        }
    }

    [Theory]
    // 10¹⁶ fen over a ten-thousandth of a share would be 10²⁰ fen a share
    [InlineData("by: shares, rounding: per_unit_rate", "amount_out_of_range steps[0].by")]
    [InlineData("by: shares, rounding: floor_and_keep", null)]
    [InlineData("by: shares", null)]
    [InlineData("by: shares * 0.000000000001 / 7", null)]
    [InlineData("by: shares * shares * shares * shares * shares * shares * shares * shares", null)]
    public void Run_ExtremeWeights_ExactOrRefused(string how, string? refusal)
    {
        var trial = Trial.Of($$"""
            inputs: { income: { type: money } }
            holdings: { shares: { unit: share } }
            steps:
              - { id: share, kind: allocate, from: income, {{how}} }
            """).Inputs("income=99999999999999.99").Roster("id shares\na 0.0001\nb 0");

        if (refusal is null)
        {
            Assert.StartsWith("a: share 99999999999999.99, = 99999999999999.99\nb: = 0.00", trial.Result(), StringComparison.Ordinal);
        }
        else
        {
            var problem = trial.Refused();
            Assert.Equal(refusal, $"{problem.Code} {problem.Field}");
        }
    }

    [Fact]
    public void Run_PerUnitRateOfAFormula_PaysThePublishedPrice()
    {
        // weights 2 × 18.5 and 2 × 1,267.5 = 2,572: 112,592.60 ÷ 2,572 = 43.776… → 43.77; × 37 = 1,619.49; × 2,535 = 110,956.95
        var result = Trial.Of("""
            parameters: { votes: { type: number, default: 2 } }
            inputs: { income: { type: money } }
            holdings: { shares: { unit: share } }
            steps:
              - { id: share, kind: allocate, from: income, by: shares * votes, rounding: per_unit_rate }
              - { id: rest, kind: split, from: income, into: { carry:next: remaining } }
            """).Inputs("income=112592.60").Roster("id shares\na 18.5\nb 1267.5").Result();

        Assert.Equal("a: share 1619.49, = 1619.49\nb: share 110956.95, = 110956.95\ninput income 112592.60\ncarry next 16.16", result);
    }

    [Fact]
    public void Explain_CappedShare_ShowsTheLastRound()
    {
        var distribution = Trial.Of("""
            inputs: { income: { type: money } }
            holdings: { land: { unit: mu } }
            steps: [ { id: share, kind: allocate, from: income, by: land, cap: 40% } ]
            """).Inputs("income=1000.00").Roster("id land\na 60\nb 20\nc 10\nd 1").Run();

        var capped = distribution.Explain(0, distribution.Steps[0]);
        var other = distribution.Explain(1, distribution.Steps[0]);

        Assert.Contains(("cap", "400.00"), capped.Figures);
        Assert.Contains(("poolAfterCaps", "600.00"), other.Figures);
        Assert.Contains(("weightAfterCaps", "31"), other.Figures);
        Assert.Contains(("amount", "387.10"), other.Figures); // 600.00 × 20 ÷ 31 = 387.096…
    }
}
