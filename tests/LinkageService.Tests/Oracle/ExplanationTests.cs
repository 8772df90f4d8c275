using System.Text.RegularExpressions;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Oracle;

/// <summary>Every line of every run can be explained, and the explanation's own figures come to the amount.</summary>
public sealed partial class ExplanationTests(ITestOutputHelper output)
{
    // Every rule of the language that no scheme of the catalogue uses.
    private static readonly Scheme Rare = InlineScheme.Compile("""
        id: rare-rules
        version: 1
        title: { zh: 少见的规则, en: Rare rules }
        inputs: { income: { type: money, title: { zh: 收益 } } }
        holdings:
          land: { unit: mu, title: { zh: 土地（亩）, en: Land } }
          capital: { unit: yuan }
        groups: { registered: { tag: registered }, large: { holding: land, above: 5 } }
        steps:
          - { id: four, kind: split, from: income, into: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 } }
          - { id: capped, kind: allocate, from: a, by: land, cap: 15%, title: { zh: 封顶 } }
          - { id: kept, kind: allocate, from: b, by: land + land / 3, cap: 1000.01 yuan, excess: keep }
          - { id: floored, kind: allocate, from: c, over: everyone, to: registered, rounding: floor_and_keep }
          - { id: paid, kind: pay, from: d, amount: "(capital + 1 yuan) / 7 * count(registered)",
              onShortfall: prorate }
          - { id: fee, kind: withhold, of: [capped, floored], amount: 3%, into: "fund:fees" }
          - { id: tax, kind: withhold, of: [paid], amount: 1/7, into: "fund:fees" }
          - { id: topped, kind: guarantee, from: e, floor: "capital / 3", counting: [paid, capped],
              to: large, onShortfall: prorate }
          - { id: noted, kind: record, amount: "received(capped) - 2 * pool(f) / 3 - min(capital, 0.01 yuan)",
              title: { zh: 只记, en: Noted } }
          - { id: rest, kind: split, from: [a, b, c, d, e, f], into: { "carry:rest": remaining } }
        """);

    public static TheoryData<string> Schemes => OracleCases.Schemes;

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Explain_EveryLine_ComesToTheAmount(string id)
    {
        var (lines, money) = (0, 0);
        foreach (var request in OracleCases.Requests(id, share: 50))
        {
            if (EngineRun.Of(request).Distribution is { } distribution)
            {
                lines += Check(distribution, request);
                var (fault, sums) = MoneyAudit.Of(distribution);
                Assert.True(fault is null, fault + OracleCases.Repeat(request));
                money += sums;
            }
        }

        output.WriteLine($"{id}: {lines} lines explained, {money} sums of the money done again");
        Assert.True(lines > 0, "no line was explained");
    }

    [Fact]
    public void Explain_RulesNoSchemeUses_ComesToTheAmount()
    {
        var lines = 0;
        foreach (var request in OracleCases.Requests("qinglong-citrus-union", share: 10))
        {
            var inputs = new Dictionary<string, string> { ["income"] = request.Inputs["surplus"] };
            var households = request.Households.Select(household => household with
            {
                Holdings = new Dictionary<string, string> { ["land"] = "0", ["capital"] = "0" }
                    .Concat(household.Holdings).GroupBy(entry => entry.Key)
                        .ToDictionary(entry => entry.Key, entry => entry.Last().Value),
            }).ToList();
            var bare = InlineScheme.Keeping(Rare, request) with { Inputs = inputs, Households = households };
            lines += EngineRun.Of(Rare, bare).Distribution is { } distribution ? Check(distribution, bare) : 0;
        }

        output.WriteLine($"{lines} lines explained");
        Assert.True(lines > 0, "no line was explained");
    }

    private static int Check(Distribution distribution, OracleRequest request)
    {
        var lines = 0;
        foreach (var step in distribution.Steps.Where(step => step.AmountsFen is not null))
        {
            var amounts = step.AmountsFen!.Value.Span;
            for (var household = 0; household < Math.Min(60, amounts.Length); household++)
            {
                if (amounts[household] == 0)
                {
                    continue;
                }

                var explanation = distribution.Explain(household, step);
                var fault = Fault(explanation, step, amounts[household]);
                Assert.True(fault is null,
                    $"{step.Step.Id} of {distribution.Roster.Id(household)}: "
                        + $"{fault}\n{explanation}\n{string.Join(", ", explanation.Figures)}"
                    + OracleCases.Repeat(request));
                lines++;
            }
        }

        return lines;
    }

    private static string? Fault(Explanation explanation, StepResult step, long fen)
    {
        var amount = new Engine.Amounts.Money(fen);
        var names = explanation.Figures.Select(figure => figure.Name).ToList();
        var redone = ExplanationFigures.Redo(explanation, step.Step.Kind);
        var (zh, en) = (explanation.Text.Zh, explanation.Text.En);
        return explanation.Figures[^1] != ("amount", amount.ToString()) ? "the last figure is not the amount"
            : names.Distinct().Count() != names.Count ? "a figure stands twice"
            : redone != fen ? $"the figures come to {redone} fen"
            : !zh.Contains(amount.ToDisplayString(), StringComparison.Ordinal) ? "the Chinese lacks the amount"
            : !en.Contains(amount.ToDisplayString(), StringComparison.Ordinal) ? "the English lacks the amount"
            : Broken().IsMatch(zh) ? "the Chinese is broken" : Broken().IsMatch(en) ? "the English is broken"
            : null;
    }

    // Left-over placeholders, doubled or missing pieces, and text without end.
    [GeneratedRegex(@"null|\{|\}|System\.|  |，，|；；|，；|：，|\(\)|（）|^[:：]|[^。.”]$", RegexOptions.None,
        matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Broken();
}
