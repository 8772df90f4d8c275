using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps;

/// <summary>Money that is kept apart by village: divided among the villages first, then within each.</summary>
public sealed class WithinTests
{
    private const string Union = """
        inputs: { profit: { type: money, title: { zh: 可分配收益, en: Distributable income } } }
        holdings: { shares: { unit: 股, title: { zh: 股份, en: Shares } }, persons: { unit: 人, default: 1 } }
        labels: { village: { title: { zh: 村, en: Village } } }
        groups: { old: { tag: old } }
        steps:
          - id: villages
            kind: split
            from: profit
            within: village
            by: persons
            into: { fund:village_reserve: 30%, village_pool: remaining }
          - { id: dividend, kind: allocate, from: village_pool, within: village, by: shares }
        """;

    private const string Roster = "id village persons shares\n1 西村 3 9\n2 东村 2 1\n3 东村 3 2";

    [Fact]
    public void Run_SplitThenAllocateWithin_EachVillageItsOwnFundsAndShares()
    {
        // 1000.05 by 3 : 5 persons: 375.01875 and 625.03125, the odd fen to the larger fraction (875 of 西村); 30% of 375.02 is
        // 112.506, of 625.03 is 187.509; the rest 262.51 to one household, 437.52 by 1 : 2.
        var distribution = Trial.Of(Union).Inputs("profit=1000.05").Roster(Roster).Run();

        Assert.Equal("""
            1: dividend 262.51, = 262.51
            2: dividend 145.84, = 145.84
            3: dividend 291.68, = 291.68
            input profit 1000.05
            fund village_reserve 300.02
            """, Trial.Of(Union).Inputs("profit=1000.05").Roster(Roster).Result());
        var village = Assert.Single(distribution.Labels);
        Assert.Equal(
            ["东村 2 437.52 village_reserve 187.51", "西村 1 262.51 village_reserve 112.51"],
            village.Values.Select(value => $"{value.Value} {value.Households} {value.Amount} "
                + $"{Assert.Single(value.Funds).Name} {value.Funds[0].Amount}"));
        var remark = Assert.Single(distribution.Remarks());
        Assert.Equal("divided_within 步骤“villages”按村分开：东村 625.03 元、西村 375.02 元", $"{remark.Code} {remark.Message.Zh}");
    }

    [Fact]
    public void Explain_ShareWithinAVillage_CanBeRedoneFromItsOwnFigures()
    {
        var distribution = Trial.Of(Union).Inputs("profit=1000.05").Roster(Roster).Run();
        var explanation = distribution.Explain(1, distribution.Steps[1]);

        Assert.Equal("【dividend】本户属于村“东村”，只和本村的户一起算；可分 437.52 元，按股份分，本户 1 股，合计 3 股；"
            + "437.52 × 1 ÷ 3 = 145.84 元，恰好到分，得 145.84 元。", explanation.Text.Zh);
        Assert.Contains(
            "the household is of village \"东村\" and shares with its households only", explanation.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_StepsWithinALabel_SayBothDivisions()
    {
        var sentences = StepSentences.Of(SchemeText.Scheme(Union), 2025);

        Assert.Equal(
            [
                "可分配收益先按各村persons的合计分到各村；每个村的这一份中，30% 转入“village reserve”，其余作为village pool；尾差按最大余数法处理。",
                "按村分开算，village pool按股份（股）分给全体农户；尾差按最大余数法处理。",
            ],
            sentences.Select(sentence => sentence.Zh));
        Assert.Equal("Village by village, share village pool among all households by shares (share); odd fen by the largest remainder.",
            sentences[1].En);
        Assert.NotEmpty(MoneyFlow.Of(Trial.Of(Union).Inputs("profit=1000.05").Roster(Roster).Run()).Links);
    }

    [Theory]
    [InlineData("cap: 60%", "1: s 60.00, = 60.00\n2: s 20.00, = 20.00\n3: s 40.00, = 40.00\n4: s 40.00, = 40.00", 40)]
    [InlineData("floor: 25 元", "1: s 100.00, = 100.00\n2: s 25.00, = 25.00\n3: s 37.50, = 37.50\n4: s 37.50, = 37.50", 0)]
    [InlineData("rounding: per_unit_rate, unit: 1.00",
        "1: s 99.00, = 99.00\n2: s 20.00, = 20.00\n3: s 40.00, = 40.00\n4: s 40.00, = 40.00", 1)]
    [InlineData("factors: { old: 200% }", "1: s 100.00, = 100.00\n2: s 33.34, = 33.34\n3: s 33.33, = 33.33\n4: s 33.33, = 33.33", 0)]
    public void Run_BoundsUnitsAndFactors_AreReckonedWithinEachVillage(string fields, string expected, int kept)
    {
        // 200.00 by households of each village would be 50 : 150; by 1 each village as weight "one" both get 100.
        var result = Trial.Of($$"""
            inputs: { profit: { type: money }, nothing: { type: money, default: 0 } }
            holdings: { shares: { unit: 股 }, one: { unit: 人 } }
            labels: { village: { title: 村 } }
            groups: { old: { tag: old } }
            steps:
              - { id: v, kind: split, from: profit, within: village, by: one, into: { own: remaining } }
              - { id: s, kind: allocate, from: own, within: village, by: shares, {{fields}} }
              - { id: more, kind: split, from: nothing, within: village, into: { own: remaining } }
              - { id: rest, kind: split, from: own, into: { fund:rest: remaining } }
            """).Inputs("profit=200.00").Roster("id village one shares tags\n1 西村 3 9 -\n2 东村 1 1 old\n3 东村 1 2 -\n4 东村 1 2 -").Result();

        Assert.Equal($"{expected}\ninput profit 200.00\ninput nothing 0.00\nfund rest {kept}.00", result);
    }

    [Theory]
    [InlineData("ifEmpty: keep", "1: = 0.00\n2: s 50.00, = 50.00\ninput profit 100.00\ninput nothing 0.00\nfund rest 50.00")]
    [InlineData("ifEmpty: fail", "zero_weight steps[1] 西村：步骤“s”有 50.00 元可分，但权重合计为 0，没有人可分")]
    public void Run_VillageWithoutWeight_IsNamedOrKeepsItsPart(string ifEmpty, string expected)
    {
        var trial = Trial.Of($$"""
            inputs: { profit: { type: money }, nothing: { type: money, default: 0 } }
            labels: { village: { title: 村 } }
            groups: { old: { tag: old } }
            steps:
              - { id: v, kind: split, from: profit, within: village, into: { own: remaining } }
              - { id: s, kind: allocate, from: own, within: village, to: old, {{ifEmpty}} }
              - { id: more, kind: split, from: nothing, within: village, into: { own: remaining } }
              - { id: rest, kind: split, from: own, within: village, into: { fund:rest: remaining } }
            """).Inputs("profit=100.00").Roster("id village tags\n1 西村 -\n2 东村 old");

        if (ifEmpty.EndsWith("keep", StringComparison.Ordinal))
        {
            Assert.Equal(expected, trial.Result());
            var values = Trial.Of(trial.Run().Scheme).Inputs("profit=100.00").Roster("id village tags\n1 西村 -\n2 东村 old").Run()
                .Labels[0].Values;
            Assert.Equal(["0.00", "50.00"], values.Select(value => value.Funds[0].Amount.ToString()));
            return;
        }

        var problem = trial.Refused();
        Assert.Equal(expected, $"{problem.Code} {problem.Field} {problem.Message.Zh}");
    }

    [Theory]
    [InlineData("{ 东村: 5, 西村: 3 }", "东村 625.03 西村 375.02", "先按 5：3 分给东村和西村", "divide the distributable income 5:3 between 东村 and 西村")]
    [InlineData("{ ' 西 村': 0, 西村: three_eighths, 东村: 1 - three_eighths }", "label_shares_differ steps[0].by 写了份额的“西 村”名册里没有一户")]
    [InlineData("{ 东村: 1 }", "label_shares_differ steps[0].by 名册里的“西村”没有写份额")]
    [InlineData("{ 北村: 1, 东村: 1 }", "label_shares_differ steps[0].by 名册里的“西村”没有写份额；写了份额的“北村”名册里没有一户")]
    [InlineData("{ 东村: three_eighths, 西村: 50% }", "parts_do_not_close steps[0].by 各比例合计 87.5%，应正好 100%，还差 12.5%；各村（组）的都写在这里")]
    [InlineData("{ 西村: three_eighths, 东村: 1 - three_eighths }", "东村 625.03 西村 375.02")]
    public void Run_PartsWrittenForEachVillage_WhateverItsHouseholdsHold(string by, string expected, params string[] sentences)
    {
        var document = Union.Replace("by: persons", "by: " + by, StringComparison.Ordinal)
            .Replace("persons: { unit: 人, default: 1 }", "land: { unit: 亩, default: 1 }", StringComparison.Ordinal)
            + "\nparameters: { three_eighths: { type: rate } }";
        var trial = Trial.Of(document).Inputs("profit=1000.05").Parameters("three_eighths=37.5%")
            .Roster("id village shares\n1 西村 9\n2 东村 1\n3 东村 2");
        if (expected.Contains('_', StringComparison.Ordinal))
        {
            var problem = trial.Refused();
            Assert.Equal(expected, $"{problem.Code} {problem.Field} {problem.Message.Zh}");
            return;
        }

        var distribution = trial.Run();
        var village = Assert.Single(distribution.Labels);
        Assert.Equal(expected, string.Join(' ', village.Values.Select(value =>
            $"{value.Value} {new Money(value.Amount.Fen + value.Funds[0].Amount.Fen)}")));
        var said = StepSentences.Of(distribution.Scheme, 2025)[0];
        Assert.All(sentences, words => Assert.Contains(words, said.Zh + said.En, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("take, from: own, amount: 1 元, into: fund:x", "label_mismatch steps[1].from")]
    [InlineData("pay, from: own, amount: 1 元", "label_mismatch steps[1].from")]
    [InlineData("allocate, from: own", "label_mismatch steps[1].from")]
    [InlineData("allocate, from: own, within: team", "label_mismatch steps[1].within")]
    [InlineData("allocate, from: other, within: village", "label_mismatch steps[1].within")]
    [InlineData("split, from: [own, other], within: village, into: { fund:x: remaining }", "label_mismatch steps[1].within")]
    [InlineData("split, from: own, within: village, by: shares, into: { fund:x: remaining }", "label_mismatch steps[1].by")]
    [InlineData("split, from: other, into: { own: remaining }", "label_mismatch steps[1].into")]
    [InlineData("split, from: own, within: village, into: { other: remaining }", "label_mismatch steps[1].into")]
    [InlineData("withhold, of: [], amount: 1 元, into: own", "label_mismatch steps[1].into")]
    [InlineData("allocate, from: own, within: vilage", "unknown_name steps[1].within")]
    [InlineData("allocate, from: own, within: village, by: village", "unknown_name steps[1].by")]
    [InlineData("split, from: other, within: village, by: { 东村: 50%, 西村: 40% }, into: { fund:x: remaining }",
        "parts_do_not_close steps[1].by")]
    [InlineData("split, from: other, within: village, by: { 东村: 5, 西村: 40% }, into: { fund:x: remaining }",
        "parts_do_not_close steps[1].by")]
    [InlineData("split, from: other, within: village, by: { Ａ村: 5, A村: 3 }, into: { fund:x: remaining }",
        "duplicate_name steps[1].by.A村")]
    [InlineData("split, from: other, within: village, by: { 东村: 5 元 }, into: { fund:x: remaining }",
        "formula_dimension steps[1].by.东村")]
    [InlineData("split, from: own, within: village, by: { 东村: 5 }, into: { fund:x: remaining }", "label_mismatch steps[1].by")]
    [InlineData("split, from: other, by: { 东村: 5 }, into: { fund:x: remaining }", "scheme_invalid_value steps[1].by")]
    [InlineData("split, from: other, by: shares, into: { fund:x: remaining }", "scheme_invalid_value steps[1].by")]
    public void Compile_StepThatDoesNotFitTheLabel_RefusedWithTheCure(string step, string expected)
    {
        var problems = SchemeText.Compile(SchemeText.Head + $$"""
            inputs: { profit: { type: money }, other: { type: money } }
            holdings: { shares: { unit: 股 } }
            labels: { village: { title: 村 }, team: { title: 组 } }
            steps:
              - { id: v, kind: split, from: profit, within: village, by: shares, into: { own: remaining } }
              - { id: s, kind: {{step}} }
              - { id: rest, kind: split, from: [own, other], into: { fund:rest: remaining } }
            """).Problems;

        Assert.Contains(expected, problems.Select(problem => $"{problem.Code} {problem.Field}"));
        Assert.All(problems, problem => Assert.Matches("[一-龥]", problem.Message.Zh));
    }

    [Theory]
    [InlineData("id village\n1 东村\n2 -", "missing_label households[1].labels.village “村”（village）：没有写；方案按“村”分开算，每户都要写明")]
    [InlineData("id village\n1 东村\u200B", "invalid_value households[0].labels.village “村”（village）：第 3 个字符看不见或不是有效的文字（U+200B）；请删掉它，或重新打一遍")]
    [InlineData("id label:vilage\n1 东村", "missing_label households[0].labels.village “村”（village）：没有写；“vilage”是不是“village”？")]
    public void Build_LabelMissingOrUnreadable_RefusedWithTheHousehold(string roster, string expected)
    {
        var problem = Trial.Of(Union).Inputs("profit=1.00").Roster(roster.Replace("id ", "id shares ", StringComparison.Ordinal)
            .Replace("\n1 ", "\n1 1 ", StringComparison.Ordinal).Replace("\n2 ", "\n2 1 ", StringComparison.Ordinal)).Refused();

        Assert.Equal(expected, $"{problem.Code} {problem.Field} {problem.Message.Zh}");
    }

    [Fact]
    public void Build_OtherSpellingOfAValue_IsTheSameVillage()
    {
        var distribution = Trial.Of(Union).Inputs("profit=1.00").Roster("id village shares\n1 Ａ村 1\n2 A村 1").Run();

        Assert.Equal(["A村"], distribution.Roster.Labels[0].Values);
    }

    [Fact]
    public void Digest_LabelsOfTheScheme_CountAndOthersDoNot()
    {
        string Digest(string roster) => Trial.Of(Union).Inputs("profit=1000.00").Roster(roster).Run().Digest;
        var digest = Digest("id village shares label:x\n1 东村 1 y\n2 西村 1 y");

        Assert.Equal(digest, Digest("id village shares\n2 西村 1\n1 东村 1"));
        Assert.NotEqual(digest, Digest("id village shares\n1 西村 1\n2 东村 1"));
        Assert.Equal("labels_not_read 名册里本方案不用的归属：x；没有参与计算", Trial.Of(Union).Inputs("profit=1000.00")
            .Roster("id village shares label:x\n1 东村 1 y").Run().Remarks().Select(remark => $"{remark.Code} {remark.Message.Zh}").First());
    }
}
