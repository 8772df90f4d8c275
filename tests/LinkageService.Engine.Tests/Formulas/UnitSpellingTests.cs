using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Formulas;

/// <summary>A unit written in Chinese is the unit of the English word, wherever a unit is read.</summary>
public sealed class UnitSpellingTests
{
    public static TheoryData<string, string> Spellings => new()
    {
        { "yuan", "元" }, { "mu", "亩" }, { "share", "股" }, { "day", "天" }, { "day", "日" }, { "jin", "斤" }, { "kg", "公斤" },
        { "kg", "千克" }, { "ton", "吨" }, { "person", "人" }, { "household", "户" }, { "month", "月" }, { "month", "个月" },
        { "hour", "小时" }, { "kwh", "度" }, { "tree", "株" }, { "head", "头" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Unit_InChinese_CancelsWithTheEnglishWord(string english, string chinese)
    {
        var scheme = SchemeText.Scheme($$"""
            parameters: { price: { type: money, per: {{chinese}}, default: 2.00 }, more: { type: number, unit: {{english}}, default: 3 } }
            holdings: { held: { unit: {{english}} }, more_held: { unit: {{chinese}} } }
            steps: [ { id: s, kind: record, amount: (held + more_held + more + 1 {{chinese}} + 1{{english}}) * price } ]
            """);

        Assert.Equal(english, scheme.Holdings[1].Unit);
        Assert.Equal(english, scheme.Parameters[0].Per);
        Assert.Equal("a: [s 20.00], = 0.00", Trial.Of(scheme).Roster("id held more_held\na 1 4").Result());
    }

    [Fact]
    public void Unit_AWordOfTheSchemesOwn_StaysItself()
    {
        var problem = SchemeText.Compile(SchemeText.Head + """
            parameters: { price: { type: money, per: 筐, default: 2.00 } }
            holdings: { held: { unit: 箱 } }
            steps: [ { id: s, kind: record, amount: held * price } ]
            """).Problems.Single();

        Assert.Contains("“元·箱/筐”", problem.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("yuan·箱/筐 is not yuan", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Unit_InMessages_IsInTheReadersLanguage()
    {
        var problem = SchemeText.Compile(SchemeText.Head + """
            holdings: { 土地: { unit: 亩 } }
            steps: [ { id: s, kind: record, amount: 土地 + 300 元 + 2 斤 } ]
            """).Problems.Single();

        Assert.Contains("“亩”与“元”", problem.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("mu and yuan", problem.Message.En, StringComparison.Ordinal);

        var unknown = SchemeText.Compile(SchemeText.Head + "holdings: { 土地: { unit: mu } }\n"
            + "steps: [ { id: s, kind: record, amount: 土地 * 1 yuan / 1 斤 } ]").Problems.Single();
        Assert.Contains("单位“斤”没有在本方案中出现；已知单位：亩、元", unknown.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("unit \"jin\" does not occur in this scheme; known units: mu, yuan", unknown.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RuleVersion.Third, 2)]
    [InlineData(RuleVersion.Second, 4)]
    public void Holding_InYuanWrittenInChinese_IsMoneyByTheRulesInForce(RuleVersion rules, int decimals)
    {
        var document = Documents.YamlDocument.Parse(
            SchemeText.Head + "holdings: { 出资: { unit: 元 } }\nsteps: [ { id: s, kind: record, amount: 出资 * 5% } ]", out _)!;

        // Runs of before had read four decimals, and are computed again with them.
        Assert.Equal(decimals, SchemeCompiler.Compile(document, rules).Scheme!.Holdings[0].Column.Decimals);
    }
}
