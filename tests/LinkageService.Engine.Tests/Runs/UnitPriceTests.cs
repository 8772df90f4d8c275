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
    [InlineData("{ kind: allocate, from: fund, by: 2 * land }", " 折算亩 16.666666… 100.00 6")]
    [InlineData("{ kind: allocate, from: fund, by: land + hill }", " 亩 33.333333… 100.00 3")]
    [InlineData("{ kind: allocate, from: fund, by: land + hill * 50% }", " 折算亩 33.333333… 100.00 3")]
    [InlineData("{ kind: allocate, from: fund, by: 'min(land, 1 mu)' }", " 折算亩 50.00 100.00 2")]
    [InlineData("{ kind: allocate, from: fund, by: heads * each + land * added }", " 股 2.857142… 100.00 35")]
    [InlineData("{ kind: allocate, from: fund, by: heads * each + land * added, rounding: per_unit_rate }", " 股 2.85 100.00 35")]
    [InlineData("{ kind: allocate, from: fund, by: heads * each + land * added, cap: 60% }", null)]
    [InlineData("{ kind: allocate, from: fund, by: land * grade }", null)]
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
            parameters:
              rent: { type: money, per: mu, default: 2.50 }
              each: { type: number, unit: share, per: person, default: 10 }
              added: { type: number, unit: share, per: mu, default: 5 }
            inputs: { fund: { type: money } }
            holdings:
              land: { unit: mu }
              hill: { unit: mu, default: 0 }
              heads: { unit: person, default: 1 }
              grade: { unit: grade, default: 1 }
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
