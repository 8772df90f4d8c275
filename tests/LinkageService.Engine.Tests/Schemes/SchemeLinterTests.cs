using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>
/// Near misses: what looks like a regret and is none gets no warning. What is warned of stands in <see cref="BrokenDocuments"/>.
/// </summary>
public sealed class SchemeLinterTests
{
    private static readonly ProblemCode[] Codes =
        [ProblemCodes.GroupOutsideOver, ProblemCodes.BoundMissing, ProblemCodes.ImplausibleFigure, ProblemCodes.ClauseDiffers,
            ProblemCodes.SplitMeant, ProblemCodes.ValueNeverApplies];

    [Theory]
    [InlineData("over: everyone, to: poor")]
    [InlineData("over: poor, to: poor")]
    [InlineData("over: poor, to: poor_with_land")]
    [InlineData("over: in_need, to: same_tag")]
    [InlineData("over: poor, to: chosen")]
    [InlineData("to: poor, cap: 99%")]
    [InlineData("to: poor, cap: 100 yuan")]
    public void Check_GroupsThatNestAndCapsThatBind_NoWarning(string fields) => Assert.Equal("", Warnings($$"""
        groups:
          poor: { tag: registered }
          poor_with_land: { all: [poor, { holding: land, above: 0 }] }
          in_need: { tag: 低保户 }
          same_tag: { tag: 低保户 }
        inputs: { income: { type: money } }
        holdings: { land: { unit: mu } }
        steps:
          - { id: chosen, kind: select, places: 1, from: poor, as: chosen }
          - { id: share, kind: allocate, from: income, by: land, {{fields}} }
          - { id: all, kind: allocate, from: income, to: poor_with_land }
          - { id: more, kind: pay, from: payer:x, amount: 1 yuan, to: same_tag }
          - { id: others, kind: pay, from: payer:x, amount: 1 yuan, to: chosen }
          - { id: in_need, kind: pay, from: payer:x, amount: 1 yuan, to: in_need }
          - { id: rest, kind: split, from: income, into: { carry:rest: remaining } }
        """));

    [Theory]
    [InlineData("clause: 提取不超过10%, bound: at_most", "")]
    [InlineData("clause: 提取不低于10%, bound: at_least", "")]
    [InlineData("clause: 提取10%", "")]
    [InlineData("clause: 不低于10%且不超过40%", "")]
    [InlineData("clause: 提取不超过10%, bound: at_least", "bound_missing steps[0].clause")]
    [InlineData("clause: 提取不低于10%", "bound_missing steps[0].clause")]
    public void Check_ClauseWithABound_WarnsWhereTheStepHasNone(string fields, string expected) => Assert.Equal(expected, Warnings($$"""
        inputs: { income: { type: money } }
        steps:
          - { id: s, kind: take, from: income, amount: income * 10%, into: fund:x, {{fields}} }
          - { id: rest, kind: split, from: income, into: { carry:rest: remaining } }
        """));

    [Theory]
    [InlineData("{ id: s, kind: take, from: income, amount: income * 30%, into: fund:甲, bound: at_most }",
        "{ id: t, kind: take, from: income, amount: income * 70%, into: fund:乙, bound: at_least }")]
    [InlineData("{ id: s, kind: take, from: income, amount: income * 30%, into: fund:甲 }",
        "{ id: t, kind: split, from: income, into: { fund:乙: remaining } }")]
    [InlineData("{ id: s, kind: split, from: income, into: { 乙: 1, fund:丙: 0.5 } }", "{ id: t, kind: allocate, from: 乙, by: shares }")]
    [InlineData("{ id: s, kind: allocate, from: income, clause: 每户不低于300元, floor: 300.00 yuan }",
        "{ id: t, kind: withhold, of: [s], amount: 60%, into: fund:甲 }")]
    [InlineData("{ id: s, kind: pay, from: income, clause: 每户200元，发到元, amount: 200 yuan, onShortfall: prorate }",
        "{ id: t, kind: split, from: income, into: { fund:乙: remaining } }")]
    public void Check_SharesThatCloseAndClausesThatAreKept_NoWarning(string first, string second) => Assert.Equal("", Warnings($$"""
        inputs: { income: { type: money } }
        holdings: { shares: { unit: share } }
        steps:
          - {{first}}
          - {{second}}
        """));

    [Fact]
    public void Check_ValuesOfTheLastYear_NoWarning() => Assert.Equal("", Warnings("""
        effective: { to: 2026 }
        parameters: { r: { type: rate, default: 1%, values: { 2026: 2% } } }
        steps: [ { id: s, kind: record, amount: 1 yuan * r } ]
        """));

    private static string Warnings(string yaml) => string.Join('\n', SchemeText.Compile(SchemeText.Head + yaml).Problems
        .Where(problem => Codes.Contains(problem.Code)).Select(problem => $"{problem.Code} {problem.Field}"));
}
