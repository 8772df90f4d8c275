using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Allocate;

/// <summary>Amounts in whole yuan: what is less than one unit stays in the pool.</summary>
public sealed class PayoutUnitTests
{
    [Theory]
    [InlineData("unit: 1.00", "11.99", "a: share 5.00, = 5.00\nb: share 4.00, = 4.00\nc: share 2.00, = 2.00", "0.99")]
    [InlineData("unit: 1.00", "12.00", "a: share 6.00, = 6.00\nb: share 4.00, = 4.00\nc: share 2.00, = 2.00", "0.00")]
    [InlineData("unit: 1.00", "12.01", "a: share 6.00, = 6.00\nb: share 4.00, = 4.00\nc: share 2.00, = 2.00", "0.01")]
    [InlineData("unit: 0.10", "11.99", "a: share 5.90, = 5.90\nb: share 4.00, = 4.00\nc: share 2.00, = 2.00", "0.09")]
    [InlineData("unit: 1.00, rounding: floor_and_keep", "11.99",
        "a: share 5.00, = 5.00\nb: share 3.00, = 3.00\nc: share 1.00, = 1.00", "2.99")]
    [InlineData("unit: 1.00, rounding: per_unit_rate", "17.99",
        "a: share 6.00, = 6.00\nb: share 4.00, = 4.00\nc: share 2.00, = 2.00", "5.99")]
    [InlineData("unit: 1.00, cap: 3.99 yuan", "11.99",
        "a: share 3.00, = 3.00\nb: share 3.00, = 3.00\nc: share 3.00, = 3.00", "2.99")]
    [InlineData("unit: 1.00, cap: 4 yuan, excess: keep", "11.99",
        "a: share 4.00, = 4.00\nb: share 4.00, = 4.00\nc: share 2.00, = 2.00", "1.99")]
    public void Allocate_WholeYuan_TheRestStaysInThePool(string unit, string profit, string expected, string rest)
    {
        // a : b : c = 3 : 2 : 1
        var result = Trial.Of($$"""
            inputs: { profit: { type: money } }
            holdings: { shares: { unit: share } }
            steps:
              - { id: share, kind: allocate, from: profit, by: shares, {{unit}} }
              - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }
            """).Inputs("profit=" + profit).Roster("id shares\na 3\nb 2\nc 1").Result();

        Assert.Equal($"{expected}\ninput profit {profit}\ncarry next {rest}", result);
    }

    [Theory]
    [InlineData("2.49", "2.00")]
    [InlineData("2.50", "3.00")]
    [InlineData("2.51", "3.00")]
    public void Pay_WholeYuan_HalfUp(string amount, string expected)
    {
        var result = Trial.Of($$"""
            steps: [ { id: pay, kind: pay, from: payer:x, amount: {{amount}} yuan, unit: 1.00 } ]
            """).Roster("id\na").Result();

        Assert.Equal($"a: pay {expected}, = {expected}\npayer x {expected}", result);
    }

    [Fact]
    public void Pay_ProratedInWholeYuan_WholeYuanOnlyAndTheRestStays()
    {
        var result = Trial.Of("""
            inputs: { profit: { type: money } }
            holdings: { due: { unit: yuan } }
            steps:
              - { id: pay, kind: pay, from: profit, amount: due, onShortfall: prorate, unit: 1.00 }
              - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }
            """).Inputs("profit=7.90").Roster("id due\na 5.50\nb 4.40").Result();

        // due 6 and 4; 7.90 × 6 ÷ 10 = 4.74 and 3.16: 4, 3 and 0.90 left, which is no whole yuan
        Assert.Equal("a: pay 4.00, = 4.00\nb: pay 3.00, = 3.00\ninput profit 7.90\ncarry next 0.90", result);
    }

    [Fact]
    public void Explain_WholeYuan_SaysYuanWhereItSaidFen()
    {
        var distribution = Trial.Of("""
            inputs: { profit: { type: money } }
            holdings: { shares: { unit: share, title: { zh: 股份, en: Shares } } }
            steps:
              - { id: share, kind: allocate, from: profit, by: shares, unit: 1.00 }
              - { id: five, kind: allocate, from: profit, by: shares, unit: 0.05, rounding: floor_and_keep }
              - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }
            """).Inputs("profit=11.99").Roster("id shares\na 3\nb 2\nc 1").Run();

        Assert.Equal("【share】可分 11.99 元，按股份分，本户 3 股，合计 6 股；11.99 × 3 ÷ 6 = 5.995 元，先舍到元为 5.00 元；各户舍到元后还余 2 个 1.00 元，"
            + "从舍去零头最大的户起每户补 1.00 元（零头相同的，编号在前的先补），本户排第 3，不补，得 5.00 元。",
            distribution.Explain(0, distribution.Steps[0]).Text.Zh);
        Assert.Contains("= 0.495 元，舍到 0.05 元的整数倍，零头留下不发，得 0.45 元。",
            distribution.Explain(0, distribution.Steps[1]).Text.Zh, StringComparison.Ordinal);
        Assert.Equal(
            ["profit按股份（股）分给全体农户；每户发到元，尾差按最大余数法处理，不够再发一户的零头留着不发。",
                "profit余下部分按股份（股）分给全体农户；每户只取到 0.05 元的整数倍，零头留着不发。"],
            StepSentences.Of(distribution.Scheme, 2020).Take(2).Select(sentence => sentence.Zh));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10000.01")]
    [InlineData("元")]
    [InlineData("1 yuan")]
    [InlineData("0.005")]
    public void Compile_NoUnitOfMoney_SaysHowItIsWritten(string unit)
    {
        var problem = SchemeText.Compile(SchemeText.Head
            + $"steps: [ {{ id: pay, kind: pay, from: payer:x, amount: 1 yuan, unit: {unit} }} ]").Problems[0];

        Assert.Equal("scheme_invalid_value steps[0].unit", $"{problem.Code} {problem.Field}");
        Assert.Contains("1.00", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_WholeYuanOutOfAPool_WarnsThatItMayKeepMoney()
    {
        var problems = SchemeText.Compile(SchemeText.Head + """
            inputs: { profit: { type: money } }
            steps: [ { id: share, kind: allocate, from: profit, unit: 1.00 } ]
            """).Problems;

        Assert.Equal("pool_may_keep_money", Assert.Single(problems).Code.Name);
    }
}
