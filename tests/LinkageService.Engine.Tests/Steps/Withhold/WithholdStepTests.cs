using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Withhold;

/// <summary>Deductions: rates of what steps gave, amounts, and totals below zero.</summary>
public sealed class WithholdStepTests
{
    [Fact]
    public void Run_TaxOnDividendsOnly_TwentyPercentHalfUpIntoAPool()
    {
        // 0.03 × 20% = 0.006 → 0.01; 0.02 × 20% = 0.004 → 0.00; wages are not taxed; the tax is shared out again
        var result = Trial.Of("""
            parameters: { tax_rate: { type: rate, default: 20% } }
            inputs: { profit: { type: money } }
            holdings: { shares: { unit: share } }
            steps:
              - { id: wage, kind: pay, from: payer:company, amount: 10 yuan }
              - { id: dividend, kind: allocate, from: profit, by: shares }
              - { id: tax, kind: withhold, of: [dividend], amount: tax_rate, into: tax_pool, benefit: income_tax }
              - { id: back, kind: allocate, from: tax_pool }
            """).Inputs("profit=0.05").Roster("id shares\na 3\nb 2").Result();

        Assert.Equal(
            "a: wage 10.00, dividend 0.03, tax -0.01, back 0.01, = 10.03\nb: wage 10.00, dividend 0.02, = 10.02\n"
            + "input profit 0.05\npayer company 20.00", result);
    }

    [Theory]
    [InlineData("", "10.01", "negative_total steps[1]")]
    [InlineData("", "10.00", "a: pay 10.00, debt -10.00, = 0.00")]
    [InlineData(", allowNegative: true", "10.01", "a: pay 10.00, debt -10.01, = -0.01")]
    public void Run_DeductionAbovePay_RefusedUnlessAllowed(string allow, string debt, string expected)
    {
        var trial = Trial.Of($$"""
            holdings: { debt: { unit: yuan } }
            steps:
              - { id: pay, kind: pay, from: payer:x, amount: 10 yuan }
              - { id: debt, kind: withhold, amount: debt, into: fund:repaid{{allow}} }
            """).Roster($"id debt\na {debt}");

        if (expected.StartsWith('n'))
        {
            var problem = trial.Refused();
            Assert.Equal(expected, $"{problem.Code} {problem.Field}");
            Assert.Contains("-0.01", problem.Message.Zh, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected + $"\npayer x 10.00\nfund repaid {debt}", trial.Result());
        }
    }
}
