using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Take;

/// <summary>Takes: the three bounds, the limit, payers, refusals.</summary>
public sealed class TakeStepTests
{
    [Theory]
    // 40% of 187,654.3 = 75,061.72 exactly; of 0.01 it is 0.004; of 0.0125-like halves 0.005
    [InlineData("amount: income * 0.5", "0.01", "0.01")]
    [InlineData("amount: income * 0.5, bound: exact", "0.01", "0.01")]
    [InlineData("amount: income * 0.5, bound: at_most", "0.01", "0.00")]
    [InlineData("amount: income * 0.4, bound: at_least", "0.01", "0.01")]
    [InlineData("amount: income * 0.4", "0.01", "0.00")]
    [InlineData("amount: 5.00 yuan, limit: available", "3.20", "3.20")]
    [InlineData("amount: 3.20 yuan", "3.20", "3.20")]
    [InlineData("amount: 3.21 yuan", "3.20", "pool_shortfall steps[0]")]
    [InlineData("amount: income - 5 yuan", "3.20", "negative_result steps[0].amount")]
    [InlineData("amount: 1 yuan * (1 / (income - income + 0 yuan)) * 1 yuan", "3.20", "division_by_zero steps[0].amount")]
    [InlineData("amount: 99999999999999 yuan * 99", "3.20", "amount_out_of_range steps[0].amount")]
    public void Run_Amount_BoundedAndCovered(string how, string income, string expected)
    {
        var trial = Trial.Of($$"""
            inputs: { income: { type: money } }
            steps:
              - { id: taken, kind: take, from: income, {{how}}, into: fund:taken }
              - { id: rest, kind: split, from: income, into: { fund:rest: remaining } }
            """).Inputs("income=" + income).Roster("id\na");

        if (expected.Contains('_', StringComparison.Ordinal))
        {
            var problem = trial.Refused();
            Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        }
        else
        {
            Assert.Equal(expected, trial.Run().Funds[0].Amount.ToString());
        }
    }

    [Fact]
    public void Run_FromPayer_BringsExactlyWhatIsAsked()
    {
        var result = Trial.Of("""
            inputs: { sales: { type: money, pool: false } }
            steps:
              - { id: levy, kind: take, from: { payer: company }, amount: sales * 1%, bound: at_least, into: levy }
              - { id: share, kind: allocate, from: levy }
            """).Inputs("sales=100.01").Roster("id\na\nb").Result();

        // 1.0001 → 1.01; 0.505 each, the odd fen to the lower member number
        Assert.Equal("a: share 0.51, = 0.51\nb: share 0.50, = 0.50\npayer company 1.01", result);
    }
}
