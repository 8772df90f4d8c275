using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.KnownAnswers;
using LinkageService.Engine.Tests.Amounts;

namespace LinkageService.Engine.Tests.KnownAnswers;

/// <summary>The known answers are those of the definitions, and code that computes anything else is found.</summary>
public sealed class KnownAnswerTests
{
    public static TheoryData<string> Rules => new(ApportionmentAnswers.Rules.Select(rule => rule.Name));

    public static TheoryData<string> Policies => new(["half_up", "at_most", "at_least"]);

    [Fact]
    public void EngineAnswers_OnThisMachine_AreTheKnownOnes()
    {
        var answers = EngineAnswers.All.ToArray();
        Assert.All(answers, answer => Assert.Equal((answer.Name, null), (answer.Name, answer.Difference())));
        Assert.Equal(answers.Length, answers.Select(answer => answer.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(answers.Sum(answer => answer.Figures), 10_000, 100_000);
    }

    [Fact]
    public void Apportionments_ByTheOracle_AreTheKnownAnswers()
    {
        var known = ApportionmentAnswers.All.ToDictionary(answer => answer.Name, answer => answer.Expected, StringComparer.Ordinal);
        var oracle = ApportionmentAnswers.Rules.SelectMany(rule => KnownRoster.ShapeNames.Select(shape =>
        {
            var answer = ApportionmentAnswers.Of(rule.Name, Oracle(rule.Name), shape, [.. KnownRoster.Of(shape)], "");
            return (answer.Name, Expected: answer.Compute());
        })).ToDictionary(answer => answer.Name, answer => answer.Expected, StringComparer.Ordinal);
        Assert.Equal(oracle, known);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Apportionment_OneFenToAnother_IsFound(string name)
    {
        var right = ApportionmentAnswers.Rules.Single(rule => rule.Name == name).Rule;
        AssertFound(name, (roster, shares) =>
        {
            var figures = right(roster, shares);
            shares[0]++;
            shares[^1]--;
            return figures;
        });
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Apportionment_Throws_IsFoundAndNamed(string name) => Assert.All(
        AssertFound(name, (_, _) => throw new OverflowException()), got => Assert.Equal("OverflowException", got));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Rounding_HalfToEven_IsFound(string name)
    {
        var policy = RoundingPolicies.Find(name)!.Value;
        var known = RoundingAnswers.All.First(answer => answer.Name == name + ", quarters");
        var wrong = RoundingAnswers.Of("quarters", policy, known.Expected, (value, _) => HalfToEven(value)).First();
        Assert.Null(known.Difference());
        Assert.NotNull(wrong.Difference());
    }

    private static string?[] AssertFound(string name, ApportionmentAnswers.Rule broken)
    {
        var known = ApportionmentAnswers.All.ToDictionary(answer => answer.Name, answer => answer.Expected, StringComparer.Ordinal);
        var got = KnownRoster.ShapeNames.Select(shape => ApportionmentAnswers
            .Of(name, broken, shape, [.. KnownRoster.Of(shape)], known[$"{name}, {shape}"]).Difference()).ToArray();
        Assert.All(got, Assert.NotNull);
        return got;
    }

    private static BigInteger HalfToEven(Fraction value)
    {
        var down = Rounding.Down(value);
        var twice = (value - down) * 2;
        return twice == Fraction.One ? down + (down % 2 == 0 ? 0 : 1) : twice < Fraction.One ? down : down + 1;
    }

    private static ApportionmentAnswers.Rule Oracle(string name) => (roster, sharesFen) =>
    {
        var weights = Array.ConvertAll(roster.Weights, weight => (BigInteger)weight);
        var (shares, figures) = name switch
        {
            "largest_remainder" or "big weights" => ApportionmentOracle.LargestRemainder(roster.PoolFen, weights),
            "floor_and_keep" => ApportionmentOracle.FloorAndKeep(roster.PoolFen, weights),
            "per_unit_rate" => ApportionmentOracle.PerUnitRate(roster.PoolFen, weights, 10_000),
            "capped" => ApportionmentOracle.Capped(roster.PoolFen, weights, roster.CapsFen, redistribute: true),
            "cut to caps" => ApportionmentOracle.Capped(roster.PoolFen, weights, roster.CapsFen, redistribute: false),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "a rule without an oracle"),
        };
        shares.CopyTo(sharesFen);
        return figures;
    };
}
