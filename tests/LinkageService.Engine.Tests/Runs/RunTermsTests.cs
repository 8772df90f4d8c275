using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>Year, parameters and inputs: what is stated, what the scheme leaves to years and defaults, and every refusal.</summary>
public sealed class RunTermsTests
{
    private const string Scheme = """
        effective: { from: 2019, to: 2030 }
        parameters:
          reserve: { type: rate, default: 40%, min: 10%, max: 40%, code: reserve_out_of_bounds, values: { 2025: 30%, 2022: 35% } }
          price: { type: money, per: mu, decimals: 4 }
          months: { type: number, unit: month, decimals: 0, values: { 2021: 6 } }
        inputs:
          income: { type: money }
          posts: { type: count, default: 3 }
        steps:
          - { id: all, kind: split, from: income, into: { fund:a: reserve, fund:b: remaining } }
          - { id: pay, kind: pay, from: payer:x, amount: price * 1 mu * months / 1 month * posts }
        """;

    [Theory]
    [InlineData(2019, "2/5")]
    [InlineData(2021, "2/5")]
    [InlineData(2022, "7/20")]
    [InlineData(2024, "7/20")]
    [InlineData(2025, "3/10")]
    [InlineData(2030, "3/10")]
    public void Bind_ValuesByYear_LatestOfThemHolds(int year, string reserve)
    {
        var terms = Bind(year, "price=1.2345 months=1", "income=1.00", out _)!;

        Assert.Equal(reserve, $"{terms.Parameters["reserve"].Numerator}/{terms.Parameters["reserve"].Denominator}");
        Assert.Equal(3, (int)terms.Inputs["posts"].Numerator);
    }

    [Theory]
    [InlineData(2020, "price=1", "income=1.00", "missing_parameter parameters.months")]
    [InlineData(2021, "price=1", "income=1.00", "")]
    [InlineData(2018, "price=1 months=1", "income=1.00", "scheme_not_effective year")]
    [InlineData(2031, "price=1 months=1", "income=1.00", "scheme_not_effective year")]
    [InlineData(2021, "price=1 reserve=40.000000000001%", "income=1.00", "reserve_out_of_bounds parameters.reserve")]
    [InlineData(2021, "price=1 reserve=2:3", "income=1.00", "")]
    [InlineData(2021, "price=1 reserve=1/10", "income=1.00", "")]
    [InlineData(2021, "price=1 reserve=9.99%", "income=1.00", "reserve_out_of_bounds parameters.reserve")]
    [InlineData(2021, "price=1 reserve=0/0", "income=1.00", "not_a_number parameters.reserve")]
    [InlineData(2021, "price=1 reserve=%", "income=1.00", "not_a_number parameters.reserve")]
    [InlineData(2021, "price=1 reserve=-1%", "income=1.00", "negative_amount parameters.reserve")]
    [InlineData(2021, "price=1.23456", "income=1.00", "too_many_decimals parameters.price")]
    [InlineData(2021, "price=1 months=1.5", "income=1.00", "too_many_decimals parameters.months")]
    [InlineData(2021, "price=1", "income=1.001", "too_many_decimals inputs.income")]
    [InlineData(2021, "price=1", "income=1e400", "not_a_number inputs.income")]
    [InlineData(2021, "price=1", "income=-0.01", "negative_amount inputs.income")]
    [InlineData(2021, "price=1", "income=100000000000000.00", "out_of_range inputs.income")]
    [InlineData(2021, "price=1", "income=1.00 posts=1.0", "too_many_decimals inputs.posts")]
    [InlineData(2021, "", "posts=x incme=1 land=2", "unknown_input inputs.incme, unknown_input inputs.land, "
        + "missing_parameter parameters.price, missing_input inputs.income, not_a_number inputs.posts")]
    public void Bind_Stated_BoundOrEveryFaultByField(int year, string parameters, string inputs, string expected)
    {
        var terms = Bind(year, parameters, inputs, out var problems);

        Assert.Equal(expected, string.Join(", ", problems.Select(problem => $"{problem.Code} {problem.Field}")));
        Assert.Equal(expected.Length == 0, terms is not null);
    }

    private static RunTerms? Bind(int year, string parameters, string inputs, out List<Problem> problems)
    {
        problems = [];
        return RunTerms.Bind(SchemeText.Scheme(Scheme), year, Figures(parameters), Figures(inputs), problems);
    }

    private static Dictionary<string, string> Figures(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(figure => figure.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
