using LinkageService.Engine.Flows;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps;

/// <summary>Money out of several sources, one after the other.</summary>
public sealed class OrderedSourcesTests
{
    private const string Inputs = """
        inputs:
          profit: { type: money, title: { zh: 利润, en: Profit } }
          reserve: { type: money, title: { zh: 公积金, en: Reserve } }

        """;

    private const string Rest = "\n  - { id: rest, kind: split, from: [profit, reserve], into: { carry:next: remaining } }";

    [Theory]
    [InlineData("from: [profit, reserve, payer:company]", "9.99", "payer company 0.00\ncarry next 20.01")]
    [InlineData("from: [profit, reserve, payer:company]", "30.00", "payer company 0.00\ncarry next 0.00")]
    [InlineData("from: [profit, reserve, payer:company]", "30.01", "payer company 0.01\ncarry next 0.00")]
    [InlineData("from: [reserve, profit]", "20.00", "carry next 10.00")]
    [InlineData("from: [reserve, profit]", "30.00", "carry next 0.00")]
    [InlineData("from: [reserve, profit]", "30.01", "pool_shortfall 30.01 30.00 reserve, profit")]
    public void Pay_SeveralSources_EachGivesWhatItHasInOrder(string from, string amount, string expected)
    {
        var trial = Trial.Of(Inputs + $"steps:\n  - {{ id: pay, kind: pay, {from}, amount: {amount} yuan }}" + Rest)
            .Inputs("profit=10.00 reserve=20.00").Roster("id\na");
        if (expected.StartsWith("pool", StringComparison.Ordinal))
        {
            var problem = trial.Refused();
            Assert.Equal(expected, $"{problem.Code} {problem.Figures["needed"]} {problem.Figures["available"]} {problem.Figures["pool"]}");
            return;
        }

        Assert.Equal($"a: pay {amount}, = {amount}\ninput profit 10.00\ninput reserve 20.00\n{expected}", trial.Result());
    }

    [Fact]
    public void EveryKind_SeveralSources_FlowShowsWhatEachGave()
    {
        var distribution = Trial.Of(Inputs + """
            steps:
              - { id: due, kind: take, from: [profit, reserve], amount: 12 yuan, into: fund:f }
              - { id: pay, kind: pay, from: [reserve, profit], amount: 5 yuan, onShortfall: prorate }
              - { id: top_up, kind: guarantee, from: [profit, reserve, payer:company], floor: 20 yuan, counting: [pay] }
            """ + Rest).Inputs("profit=10.00 reserve=20.00").Roster("id\na").Run();

        Assert.Equal(
            ["profit → step:due 10.00", "reserve → step:due 2.00", "step:due → fund:f 12.00", "reserve → step:pay 5.00",
                "step:pay → households:all 5.00", "reserve → step:top_up 13.00", "payer:company → step:top_up 2.00",
                "step:top_up → households:all 15.00"],
            MoneyFlow.Of(distribution).Links.Select(link => $"{link.From} → {link.To} {link.Amount}"));
    }

    [Fact]
    public void Explain_SeveralSources_SaysHowMuchCameFromWhich()
    {
        var distribution = Trial.Of(Inputs
            + "steps:\n  - { id: pay, kind: pay, from: [profit, reserve, payer:company], amount: 10.50 yuan }" + Rest)
            .Inputs("profit=10.00 reserve=20.00").Roster("id\na\nb\nc").Run();

        Assert.Equal("【pay】10.50 元；这一步各户合计 31.50 元，利润出 10.00 元，公积金出 20.00 元，公司出 1.50 元，得 10.50 元。",
            distribution.Explain(0, distribution.Steps[0]).Text.Zh);
        Assert.Equal("按10.50 元付给全体农户，钱先从利润中出，不够的从公积金中出，再不够的由公司出。",
            StepSentences.Of(distribution.Scheme, 2020)[0].Zh);
        Assert.Contains(", first out of the profit, then out of the reserve, the rest by the company",
            StepSentences.Of(distribution.Scheme, 2020)[0].En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from: [payer:company, profit]", "scheme_invalid_value steps[0].from", "写在最后")]
    [InlineData("from: [profit, profit]", "duplicate_name steps[0].from", "写了两次")]
    [InlineData("from: [profit, fund:f]", "scheme_invalid_value steps[0].from[1]", "payer:")]
    [InlineData("from: []", "scheme_missing_field steps[0].from", "from")]
    [InlineData("from: [profit, nothing]", "unknown_account steps[0].from", "nothing")]
    [InlineData("from: [profit, payer:company], onShortfall: prorate", "scheme_invalid_value steps[0].onShortfall", "不会不足")]
    public void Compile_SourcesThatCannotBe_SayTheCure(string fields, string expected, string cure)
    {
        var steps = $"steps:\n  - {{ id: pay, kind: pay, {fields}, amount: 1 yuan }}";
        var problem = SchemeText.Compile(SchemeText.Head + Inputs + steps + Rest).Problems.First(each => !each.IsWarning);

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }
}
