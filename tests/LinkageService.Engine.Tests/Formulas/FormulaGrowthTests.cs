using System.Diagnostics;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Formulas;

/// <summary>No formula of a thousand characters eats the machine: numbers that grow without end are refused.</summary>
public sealed class FormulaGrowthTests
{
    [Theory]
    [InlineData("holdings: { a: { unit: mu } }", "a")]
    [InlineData("inputs: { a: { type: money, pool: false } }", "a")]
    [InlineData("holdings: { a: { unit: mu } }", "sum(a)")]
    [InlineData("parameters: { a: { type: rate, default: 99999999999999.999999999999/99999999999999.999999999998, max: 9 } }", "a")]
    public void Run_ProductWithoutEnd_RefusedAtOnce(string declaration, string factor)
    {
        var product = string.Join("*", Enumerable.Repeat(factor, 1000 / (factor.Length + 1)));
        var roster = string.Concat(Enumerable.Range(0, 5000).Select(id => $"{id:D5} 99999999999999.9999\n"));
        var trial = Trial.Of($$"""
            inputs: { income: { type: money } }
            {{declaration}}
            steps: [ { id: s, kind: allocate, from: income, by: {{product}} } ]
            """.Replace("inputs: { income: { type: money } }\ninputs: {", "inputs: { income: { type: money },", StringComparison.Ordinal))
            .Roster(declaration.StartsWith('h') ? "id a\n" + roster : "id\na")
            .Inputs(declaration.StartsWith('i') ? "income=1.00 a=99999999999999.99" : "income=1.00");

        var watch = Stopwatch.StartNew();
        var problem = trial.Refused();

        Assert.Equal("amount_out_of_range steps[0].by", $"{problem.Code} {problem.Field}");
        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
    }

    [Fact]
    public void Run_HoldingTimesPriceTimesThreeFineRates_IsExact()
    {
        var result = Trial.Of("""
            parameters:
              price: { type: money, per: mu, decimals: 6, default: 99999999999999.999999 }
              rate: { type: rate, default: 0.000000000001 }
            holdings: { land: { unit: mu } }
            steps: [ { id: s, kind: pay, from: payer:x, amount: land * price * rate * rate * rate * 10000000000000 * 10 } ]
            """).Roster("id land\na 99999999999999.9999").Result();

        // 10¹⁴ × 10¹⁴ × 10⁻³⁶ × 10¹⁴, a little less
        Assert.Equal("a: s 1000000.00, = 1000000.00\npayer x 1000000.00", result);
    }
}
