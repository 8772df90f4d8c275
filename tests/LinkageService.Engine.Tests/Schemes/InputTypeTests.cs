using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Figures of the year of every kind: read exactly, with their unit in formulas, and shown as they are written.</summary>
public sealed class InputTypeTests
{
    private const string Carbon = """
        inputs:
          volume: { type: quantity, unit: 吨, decimals: 2 }
          price: { type: price, per: ton }
          fee: { type: rate, default: 3% }
          posts: { type: count, default: 2 }
        holdings: { land: { unit: mu } }
        steps:
          - { id: income, kind: take, from: payer:market, amount: volume * price, into: income }
          - { id: fee, kind: take, from: income, amount: pool(income) * fee + posts * 0.50 元, into: fund:fees }
          - { id: share, kind: allocate, from: income, by: land }
        """;

    [Theory]
    [InlineData("volume=12.5 price=58.36",
        "a: share 471.07, = 471.07\nb: share 235.54, = 235.54\npayer market 729.50\nfund fees 22.89")]
    [InlineData("volume=0 price=0.01 fee=100% posts=0", "a: = 0.00\nb: = 0.00\npayer market 0.00\nfund fees 0.00")]
    [InlineData("volume=1 price=100 fee=1/3 posts=0",
        "a: share 44.45, = 44.45\nb: share 22.22, = 22.22\npayer market 100.00\nfund fees 33.33")]
    public void Run_FiguresOfTheYear_ComputedExactly(string inputs, string expected) =>
        Assert.Equal(expected, Trial.Of(Carbon).Inputs(inputs).Roster("id land\na 2\nb 1").Result());

    [Theory]
    [InlineData("volume=1 price=1 fee=10", "parameter_out_of_range inputs.fee")]
    [InlineData("volume=1 price=1 fee=10 %", "not_a_number inputs.fee")]
    [InlineData("volume=1.234 price=1", "too_many_decimals inputs.volume")]
    [InlineData("volume=1 price=1.234", "too_many_decimals inputs.price")]
    [InlineData("volume=-1 price=1", "negative_amount inputs.volume")]
    [InlineData("volume=1 price=1 posts=1.5", "too_many_decimals inputs.posts")]
    [InlineData("volume=1", "missing_input inputs.price")]
    public void Run_FigureThatDoesNotFit_Refused(string inputs, string expected)
    {
        var problem = Trial.Of(Carbon).Inputs(inputs.Replace(" %", "％", StringComparison.Ordinal)).Roster("id land\na 1").Refused();

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
    }

    [Theory]
    [InlineData("{ type: price }", "scheme_missing_field inputs.x.per")]
    [InlineData("{ type: quantity }", "scheme_missing_field inputs.x.unit")]
    [InlineData("{ type: rate, per: mu }", "scheme_unknown_field inputs.x.per")]
    [InlineData("{ type: rate, pool: false }", "scheme_unknown_field inputs.x.pool")]
    [InlineData("{ type: quantity, unit: mu, decimals: 5 }", "scheme_invalid_value inputs.x.decimals")]
    [InlineData("{ type: rate, default: 120% }", "parameter_out_of_range inputs.x.default")]
    [InlineData("{ type: quantity, unit: mu, default: 1.23456 }", "scheme_invalid_value inputs.x.default")]
    [InlineData("{ type: number }", "scheme_invalid_value inputs.x.type")]
    public void Compile_InputThatDoesNotFit_OneProblem(string input, string expected)
    {
        var problems = SchemeText.Compile(SchemeText.Head + $$"""
            inputs: { x: {{input}} }
            steps: [ { id: s, kind: record, amount: 1 yuan, title: x } ]
            """).Problems.Where(problem => !problem.IsWarning);

        Assert.Equal(expected, string.Join('\n', problems.Select(problem => $"{problem.Code} {problem.Field}")));
    }

    [Fact]
    public void Compile_UnitsThatDoNotCancel_Refused()
    {
        var problem = SchemeText.Compile(SchemeText.Head + Carbon.Replace("volume * price", "volume * fee", StringComparison.Ordinal))
            .Problems.First(problem => !problem.IsWarning);

        Assert.Contains("算出来的单位是“吨”，这里要“元”", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_ByRatesOfTheYear_MustMakeAHundredPerCentAtTheRun()
    {
        const string split = """
            inputs: { profit: { type: money }, a: { type: rate }, b: { type: rate } }
            steps: [ { id: s, kind: split, from: profit, into: { fund:x: a, fund:y: b } } ]
            """;

        Assert.Equal("input profit 100.00\nfund x 55.00\nfund y 45.00",
            Trial.Of(split).Inputs("profit=100.00 a=55% b=45%").Roster("id\n1").Result().Split('\n', 2)[1]);
        Assert.Equal(ProblemCodes.PartsDoNotClose, Trial.Of(split).Inputs("profit=100.00 a=55% b=44%").Roster("id\n1").Refused().Code);
        Assert.Contains(SchemeText.Compile(SchemeText.Head + split.Replace("fund:y: b", "fund:y: 3", StringComparison.Ordinal)).Problems,
            problem => problem.Code == ProblemCodes.PartsDoNotClose);
    }

    [Fact]
    public void Explain_FiguresOfTheYear_CarryTheirUnits()
    {
        var distribution = Trial.Of("""
            inputs: { price: { type: price, per: mu, title: 租价（元/亩） }, rate: { type: rate, title: 浮动 } }
            holdings: { land: { unit: mu, title: 土地 } }
            steps: [ { id: rent, kind: pay, from: payer:company, amount: land * price * (1 + rate) } ]
            """).Inputs("price=500.00 rate=5%").Roster("id land\na 2").Run();

        Assert.Contains("土地 × 租价 × (1 + 浮动) = 2 亩 × 500.00 元/亩 × (1 + 5%) = 1,050.00 元",
            distribution.Explain(0, distribution.Steps[0]).Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_AnotherRateOfTheYear_AnotherDigest()
    {
        var trial = Trial.Of(Carbon).Roster("id land\na 1");

        Assert.NotEqual(trial.Inputs("volume=1 price=100 fee=3%").Run().Digest, trial.Inputs("volume=1 price=100 fee=4%").Run().Digest);
    }
}
