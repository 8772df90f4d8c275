using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Pay;

/// <summary>Factors per group on a payment: exact, rounded once, the first that fits.</summary>
public sealed class PayFactorsTests
{
    private const string Head = """
        parameters: { half: { type: rate, default: 1/3, title: { zh: 减发比例, en: Reduced } } }
        inputs: { grant: { type: money, title: { zh: 补助款, en: Grant } } }
        holdings: { persons: { unit: 人, title: { zh: 人口, en: Persons } } }
        groups: { elders: { tag: 老人户 }, minors: { tag: 未成年户 }, large: { holding: persons, atLeast: 4 } }

        """;

    private const string Rest = "\n  - { id: rest, kind: split, from: grant, into: { carry:rest: remaining } }";

    // 10.01 × 3 × 150% = 45.045 goes to 45.05, 10.01 × 1/3 = 3.3366… to 3.34, 3 × 10.01 × 50% = 15.015 to 15.02.
    [Theory]
    [InlineData("{ elders: 150%, minors: half }",
        "a: aid 45.05, = 45.05\nb: aid 3.34, = 3.34\nc: aid 45.05, = 45.05\nd: aid 30.03, = 30.03\ne: aid 40.04, = 40.04")]
    [InlineData("{ minors: 0.5, elders: 150% }",
        "a: aid 45.05, = 45.05\nb: aid 5.01, = 5.01\nc: aid 15.02, = 15.02\nd: aid 30.03, = 30.03\ne: aid 40.04, = 40.04")]
    [InlineData("{ elders: 0, large: 2 }", "a: = 0.00\nb: aid 10.01, = 10.01\nc: = 0.00\nd: aid 30.03, = 30.03\ne: aid 80.08, = 80.08")]
    public void Run_SeveralGroupsFit_TheFirstInWrittenOrderCounts(string factors, string expected)
    {
        var result = Trial.Of(Head + "steps:\n  - { id: aid, kind: pay, from: grant, amount: persons * 10.01 元 / 1 人, factors: " + factors
            + " }" + Rest).Inputs("grant=1000.00").Roster("id persons tags\na 3 老人户\nb 1 未成年户\nc 3 老人户+未成年户\nd 3 -\ne 4 -").Result();

        Assert.StartsWith(expected, result, StringComparison.Ordinal);
    }

    // 333.33 × 150% = 499.995, in whole yuan 500; at 499.49 it is 499. What is due after the factors is shared out when there is less.
    [Theory]
    [InlineData("333.33 元", "1000.00", "a: aid 500.00, = 500.00\nb: aid 333.00, = 333.00\ninput grant 1000.00\nfund rest 167.00")]
    [InlineData("332.99 元", "1000.00", "a: aid 499.00, = 499.00\nb: aid 333.00, = 333.00\ninput grant 1000.00\nfund rest 168.00")]
    [InlineData("100.00 元", "100.50", "a: aid 60.00, = 60.00\nb: aid 40.00, = 40.00\ninput grant 100.50\nfund rest 0.50")]
    public void Run_WithUnitAndShortfall_RoundedOnceAfterTheFactor(string amount, string grant, string expected) => Assert.Equal(expected,
        Trial.Of(Head + "steps:\n  - { id: aid, kind: pay, from: grant, amount: " + amount
            + ", factors: { elders: 150% }, unit: 1.00, onShortfall: prorate }" + Rest.Replace("carry", "fund", StringComparison.Ordinal))
            .Inputs("grant=" + grant).Roster("id persons tags\na 1 老人户\nb 1 -").Result());

    [Fact]
    public void Explain_Factored_CanBeRedoneByHand()
    {
        var scheme = Head + "steps:\n  - { id: aid, kind: pay, from: grant, amount: persons * 10.01 元 / 1 人, title: { zh: 补助, en: Aid }, "
            + "factors: { elders: 150%, minors: half } }" + Rest;
        var distribution = Trial.Of(scheme).Inputs("grant=1000.00").Roster("id persons tags\na 3 老人户\nb 1 未成年户\nc 3 -").Run();
        string Zh(int household) => distribution.Explain(household, distribution.Steps[0]).Text.Zh;

        Assert.Equal("【补助】人口 × 10.01 元 ÷ 1 人 = 3 人 × 10.01 元 ÷ 1 人 = 30.03 元，老人户按 150% 折算："
            + "30.03 × 150% = 45.045 元，四舍五入到分，得 45.05 元。", Zh(0));
        Assert.EndsWith("未成年户按 1/3 折算：10.01 × 1/3 = 3.33666666… 元，四舍五入到分，得 3.34 元。", Zh(1), StringComparison.Ordinal);
        Assert.EndsWith("= 30.03 元，得 30.03 元。", Zh(2), StringComparison.Ordinal);
        var explained = distribution.Explain(0, distribution.Steps[0]);
        Assert.EndsWith("; households tagged “老人户” count by 150%: 30.03 × 150% = 45.045 yuan, "
            + "rounded half up to the fen, gives 45.05 yuan.", explained.Text.En, StringComparison.Ordinal);
        Assert.Equal("1.5 45.045", $"{explained.Figures.Single(figure => figure.Name == "factor").Value} "
            + explained.Figures.Single(figure => figure.Name == "exact").Value);
        Assert.Equal("从补助款中按“人口 × 10.01 元 ÷ 1 人”付给全体农户，其中老人户按 150%、未成年户按 1/3（减发比例） 折算，几样都符合的按写在前面的，"
            + "四舍五入到分；钱不够时停止计算，不自行打折。", StepSentences.Of(SchemeText.Scheme(scheme), year: 2025)[0].Zh);
    }

    [Theory]
    [InlineData("{ nobody: 2 }", "unknown_group steps[0].factors.nobody")]
    [InlineData("{ elders: 2 元 }", "formula_dimension steps[0].factors.elders")]
    [InlineData("{ elders: persons / 1 人 }", "formula_column steps[0].factors.elders")]
    [InlineData("{}", "scheme_missing_field steps[0].factors")]
    public void Compile_BrokenFactors_SaysWhere(string factors, string expected)
    {
        var problem = SchemeText.Compile(SchemeText.Head + Head + "steps:\n  - { id: aid, kind: pay, from: grant, amount: 1 元, factors: "
            + factors + " }" + Rest).Problems[0];

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
    }

    // Whoever is in the group may be told by the amount; and the least that can be due is reckoned with the factors.
    [Theory]
    [InlineData("{ elders: 150%, minors: 0 }", false)]
    [InlineData("{ elders: 150% }", true)]
    public void Compile_FactorsBelowOne_AreReckonedWithWhereMoneyIsNeverEnough(string factors, bool isShort)
    {
        var compilation = SchemeText.Compile(SchemeText.Head + Head
            + "steps:\n  - { id: aid, kind: pay, from: grant, amount: grant * 2, factors: " + factors + " }" + Rest);

        Assert.Equal(isShort, compilation.Problems.Any(problem => problem.Code.Name == "never_enough"));
        Assert.Contains("aid", StatusDisclosure.StepsOf(compilation.Scheme!));
    }
}
