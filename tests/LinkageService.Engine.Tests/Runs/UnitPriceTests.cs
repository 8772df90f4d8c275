using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>What one mu, share or head brought: said where it is one price, and left out where it is several.</summary>
public sealed class UnitPriceTests
{
    [Theory]
    [InlineData("{ kind: allocate, from: fund, by: land }", "land 亩 33.333333… 100.00 3")]
    [InlineData("{ kind: allocate, from: fund, by: land, rounding: per_unit_rate, ifEmpty: keep }", "land 亩 33.33 100.00 3")]
    [InlineData("{ kind: allocate, from: fund }", " 户 50.00 100.00 2")]
    [InlineData("{ kind: allocate, from: fund, by: 2 * land }", null)]
    [InlineData("{ kind: allocate, from: fund, by: land, cap: 60% }", null)]
    [InlineData("{ kind: allocate, from: fund, by: land, factors: { big: 120% } }", null)]
    [InlineData("{ kind: pay, from: fund, amount: land * rent }", "land 亩 2.50")]
    [InlineData("{ kind: pay, from: fund, amount: rent * land }", "land 亩 2.50")]
    [InlineData("{ kind: pay, from: fund, amount: 7.005 yuan }", " 户 7.005")]
    [InlineData("{ kind: pay, from: fund, amount: rent * land + 1 yuan }", null)]
    public void PriceOf_Step_OneUnitTimesItMakesEveryAmount(string step, string? expected)
    {
        var leaves = step.Contains("pay", StringComparison.Ordinal) || step.Contains("per_unit", StringComparison.Ordinal)
            || step.Contains("cap", StringComparison.Ordinal);
        var distribution = Trial.Of($$"""
            parameters: { rent: { type: money, per: mu, default: 2.50 } }
            inputs: { fund: { type: money } }
            holdings: { land: { unit: mu } }
            groups: { big: { holding: land, above: 1 } }
            steps:
              - {{step.Replace("{ kind", "{ id: paid, kind", StringComparison.Ordinal)}}
              {{(leaves ? "- { id: rest, kind: split, from: fund, into: { fund:rest: remaining } }" : "")}}
            """.Replace("            ", "", StringComparison.Ordinal)).Inputs("fund=100.00").Roster("id land\na 1\nb 2").Run();
        var price = distribution.PriceOf(distribution.Steps[0]);
        Assert.Equal(expected, price is null
            ? null : $"{price.Holding} {price.Unit.Zh} {price.YuanText} {price.Pool} {price.UnitsText}".TrimEnd());
        Assert.All(distribution.Steps.Skip(1), rest => Assert.Null(distribution.PriceOf(rest)));
    }
}
