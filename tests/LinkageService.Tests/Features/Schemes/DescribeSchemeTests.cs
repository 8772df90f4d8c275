using System.Text.RegularExpressions;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>The plain sentence of every step.</summary>
public partial class DescribeSchemeTests
{
    private static readonly DescribeScheme Describe = new(TimeProvider.System);

    public static TheoryData<string> Library => [.. SchemeLibrary.Load().Latest.Select(scheme => scheme.Id)];

    [Theory]
    [MemberData(nameof(Library))]
    public void Handle_SchemeOfTheLibrary_PlainSentencesInBothLanguages(string id)
    {
        var scheme = SchemeLibrary.Load().Versions(id)[^1];
        var steps = Describe.Handle(scheme);
        Assert.Equal(scheme.Steps.Select(step => step.Id), steps.Select(step => step.Step.Id));
        foreach (var (step, sentence) in steps)
        {
            Assert.True(sentence.Zh.Length > 8 && sentence.Zh.EndsWith('。'), $"{id} {step.Id}: {sentence.Zh}");
            Assert.True(sentence.En.Length > 20 && sentence.En.EndsWith('.'), $"{id} {step.Id}: {sentence.En}");
            Assert.DoesNotMatch(Machine(), sentence.Zh);
            Assert.DoesNotMatch(Machine(), sentence.En);
            Assert.DoesNotMatch(LatinWord(), sentence.Zh);
            Assert.DoesNotMatch(Chinese(), sentence.En);
        }
    }

    [Fact]
    public void Handle_Tangwan_AsTheVillageWouldSayIt()
    {
        var scheme = SchemeLibrary.Load().Versions("tangwan-four-tier")[^1];
        var steps = Describe.Handle(scheme, year: 2025, new Dictionary<string, string> { ["day_wage"] = "80.00" });
        Assert.Equal(
            [
                "当年可分配收益按 7：3 分成两份：村民、村集体；尾差按最大余数法处理。",
                "村民这一份按入股土地（亩）分给全体农户；尾差按最大余数法处理。",
                "村集体这一份先按入股土地（亩）算到全体农户的每一户，只发给建档立卡户，其余各户名下的部分留着不发；尾差按最大余数法处理。",
                "由公司按“出工天数 × 日工资（每天 80.00 元）”付给全体农户，四舍五入到分。",
                "村集体这一份余下部分按 1：1：1 分成三份：公益岗位、产业发展、基础建设；尾差按最大余数法处理。",
            ],
            steps.Select(step => step.Sentence.Zh));
    }

    [Theory]
    [InlineData("mondragon", "kept_in_account", "从每户的“劳动返还”里扣 100%，转入“返还记入个人账户”。",
        "Withhold 100% of what each household got")]
    [InlineData("rochdale", "purchase_refund",
        "当年盈余余下部分按全年购买额（元）分给全体农户，其中没有股金的户按 50%（非社员购买额系数） 折算；尾差按最大余数法处理。",
        "households without share money")]
    [InlineData("progressive-reserve", "reserve",
        "从当年盈余余下部分中按公积金提取比例分段提取（不超过 1,000,000.00 元的部分 5%，超过 1,000,000.00 元、不超过 5,000,000.00 元的部分 10%，"
        + "超过 5,000,000.00 元的部分 15%），转入“公积金”，四舍五入到分。", "slice by slice (up to 1,000,000.00 yuan 5%")]
    public void Handle_StepThatCouldReadLikeAFormula_PlainSentence(string id, string step, string zh, string en)
    {
        var sentence = Describe.Handle(SchemeLibrary.Load().Versions(id)[^1]).Single(described => described.Step.Id == step).Sentence;
        Assert.Equal(zh, sentence.Zh);
        Assert.Contains(en, sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Handle_ParameterNotDecided_ItsTitleInsteadOfAValue()
    {
        var scheme = SchemeLibrary.Load().Versions("qinglong-citrus-union")[^1];
        Assert.Equal("从联合社当年盈余中按再生产发展资金比例提取一部分，转入“再生产发展资金”，四舍五入到分。", Describe.Handle(scheme)[0].Sentence.Zh);
        var decided = Describe.Handle(scheme, year: null, new Dictionary<string, string> { ["reproduction_rate"] = "30%" });
        Assert.Equal("从联合社当年盈余中提取 30%（再生产发展资金比例），转入“再生产发展资金”，四舍五入到分。", decided[0].Sentence.Zh);
    }

    [Fact]
    public void Handle_EveryTermOfEveryKind_SaysIt()
    {
        var steps = Describe.Handle(Compile(EveryTerm));
        Assert.Equal(EveryTermZh, steps.Select(step => step.Sentence.Zh));
        Assert.Equal(EveryTermEn, steps.Select(step => step.Sentence.En));
    }

    private static Scheme Compile(string yaml)
    {
        var (scheme, problems) = SchemeCompiler.Compile(YamlDocument.Parse(yaml, out _)!);
        return scheme ?? throw new InvalidDataException(
            string.Join('\n', problems.Select(problem => $"{problem.Field}: {problem.Message.En}")));
    }

    // snake_case, keys and braces are words of the document.
    [GeneratedRegex("[a-z]_[a-z]|[{}<>]|fund:|payer:|carry:|the the ", RegexOptions.None, 1000)]
    private static partial Regex Machine();

    [GeneratedRegex("[A-Za-z]{2}", RegexOptions.None, 1000)]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 1000)]
    private static partial Regex Chinese();
}
