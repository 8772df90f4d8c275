using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Allocate;

/// <summary>Factors per group on the weights of an allocation.</summary>
public sealed class FactorsTests
{
    private const string Head = """
        parameters: { army: { type: rate, default: 80%, title: { zh: 军属系数, en: Army factor } } }
        inputs: { profit: { type: money } }
        holdings: { points: { unit: point, title: { zh: 积分, en: Points } } }
        groups: { excellent: { tag: 示范户 }, army_families: { tag: 军属 } }
        """;

    [Theory]
    [InlineData("{ excellent: 120%, army_families: army }",
        "a: share 96.00, = 96.00\nb: share 114.00, = 114.00\nc: share 114.00, = 114.00\nd: share 76.00, = 76.00")]
    [InlineData("{ army_families: army, excellent: 120% }",
        "a: share 106.08, = 106.08\nb: share 125.96, = 125.96\nc: share 83.98, = 83.98\nd: share 83.98, = 83.98")]
    public void Run_SeveralGroupsFit_TheFirstInWrittenOrderCounts(string factors, string expected)
    {
        // c is in both groups: 96 + 114 + 114 + 76 = 400, or 96 + 114 + 76 + 76 = 362
        var result = Trial.Of(Text("by: points, ", factors))
            .Inputs("profit=400.00").Roster("id points tags\na 96 -\nb 95 示范户\nc 95 示范户+军属\nd 95 军属").Result();

        Assert.StartsWith(expected, result, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FactorZero_GetsNothingAndOneEachIsFactoredToo()
    {
        var result = Trial.Of(Text("", "{ excellent: 0, army_families: 1/3 }"))
            .Inputs("profit=400.00").Roster("id points tags\na 1 -\nb 1 示范户\nc 1 军属").Result();

        Assert.Equal("a: share 300.00, = 300.00\nb: = 0.00\nc: share 100.00, = 100.00\ninput profit 400.00", result);
    }

    [Fact]
    public void Explain_FactoredWeight_IsSaidAsPointsTimesTheFactor()
    {
        var distribution = Trial.Of(Text("by: points, ", "{ excellent: 120%, army_families: army }"))
            .Inputs("profit=190.00").Roster("id points tags\na 95 示范户\nb 76 -").Run();

        var text = distribution.Explain(0, distribution.Steps[0]).Text;
        Assert.Equal("【share】可分 190.00 元，按积分分，本户 95 分 × 120%（示范户） = 114 分，折算后合计 190 分；"
            + "190.00 × 114 ÷ 190 = 114.00 元，恰好到分，得 114.00 元。", text.Zh);
        Assert.Contains("95 point × 120% (households tagged “示范户”) = 114 point of 190 point in all after the factors", text.En,
            StringComparison.Ordinal);
        Assert.Equal(["profit按积分（分）分给全体农户，其中示范户按 120%、军属按 80%（军属系数） 折算，几样都符合的按写在前面的；尾差按最大余数法处理。"],
            StepSentences.Of(distribution.Scheme, 2020).Select(sentence => sentence.Zh));
    }

    [Fact]
    public void Digest_OrderOfFactors_IsPartOfTheDocument()
    {
        string Digest(string factors) => SchemeText.Scheme(
            Text("by: points, ", factors)).Digest;

        Assert.NotEqual(Digest("{ excellent: 120%, army_families: army }"), Digest("{ army_families: army, excellent: 120% }"));
    }

    [Theory]
    [InlineData("{ nobody: 120% }", "unknown_group steps[0].factors.nobody", "已有")]
    [InlineData("{ excellent: 2 yuan }", "formula_dimension steps[0].factors.excellent", "没有单位的数")]
    [InlineData("{ excellent: points }", "formula_column steps[0].factors.excellent", "一个数")]
    [InlineData("{}", "scheme_missing_field steps[0].factors", "factors")]
    [InlineData("[1]", "scheme_wrong_type steps[0].factors", "名称: 值")]
    public void Compile_BrokenFactors_SaysTheCure(string factors, string expected, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + Text("by: points, ", factors)).Problems[0];

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NegativeFactor_Refused()
    {
        var problem = Trial.Of(Text("", "{ excellent: 0 - army }"))
            .Inputs("profit=1.00").Roster("id points\na 1").Refused();

        Assert.Equal("negative_result steps[0].factors.excellent", $"{problem.Code} {problem.Field}");
    }

    private static string Text(string by, string factors) =>
        Head + $"\nsteps: [ {{ id: share, kind: allocate, from: profit, {by}factors: {factors} }} ]";
}
