namespace LinkageService.Engine.Tests.Runs;

/// <summary>What an explanation says can be redone by hand: years, units, one of something, sums that go on.</summary>
public sealed class ExplanationWordsTests
{
    [Theory]
    [InlineData("(year - joined) * 1 yuan", "(年份 − joined) × 1 元 = (2025 − 1998) × 1 元 = 27.00 元", "(2025 − 1998) × 1 yuan = 27.00 yuan")]
    [InlineData("(min(year, until) - joined) * 1 yuan", "（2025 与 2030 中较小的） − 1998) × 1 元", "(min(2025, 2030) − 1998) × 1 yuan")]
    [InlineData("(year - joined + other / 10) * 1 yuan", "(2025 − 1998 + 4,000 ÷ 10) × 1 元", "(2025 − 1998 + 4,000 ÷ 10) × 1 yuan")]
    public void Explain_Years_HaveNoThousandsSeparator(string amount, string zh, string en)
    {
        var used = new[] { "joined", "until", "other" }.Where(amount.Contains).Select(name =>
            $"{name}: {{ type: number, default: {(name == "joined" ? "1998" : name == "until" ? "2030" : "4000")} }}").ToArray();
        var words = Words((used.Length > 0 ? $"parameters: {{ {string.Join(", ", used)} }}\n" : "") + $$"""
            steps: [ { id: s, kind: pay, from: "payer:x", amount: "{{amount}}" } ]
            """, "id\na", year: 2025);

        Assert.Contains(zh, words.Zh, StringComparison.Ordinal);
        Assert.Contains(en, words.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("days + night / 8 hour * 1 day",
        "本户 121.5 天 + 12 小时 ÷ 8 小时 × 1 天 = 123 天；123 天 × 1.25（技术工） = 153.75 天，折算后合计 153.75 天")]
    [InlineData("days", "本户 121.5 天 × 1.25（技术工） = 151.875 天，折算后合计 151.875 天")]
    public void Explain_AFactorBehindAFormula_BeginsASumOfItsOwn(string by, string zh) => Assert.Contains(zh, Words($$"""
        inputs: { m: { type: money } }
        holdings: { days: { unit: day }, night: { unit: hour } }
        groups: { skilled: { tag: 技术工 } }
        steps: [ { id: s, kind: allocate, from: m, by: "{{by}}", factors: { skilled: 1.25 } } ]
        """, "id days night tags\na 121.5 12 技术工", "m=100.00").Zh, StringComparison.Ordinal);

    [Theory]
    [InlineData("c", "；50.00 × 1 ÷ 5 = 10.00 元，不到保底数，照保底数发，得 20.00 元。",
        "; 50.00 × 1 ÷ 5 = 10.00 yuan, below the floor, which is paid, gives 20.00 yuan.")]
    [InlineData("a", "；本户至少 20.00 元；本户最多 50.00 元；按份额算 100.00 × 9 ÷ 14 = 64.28571428… 元，超过上限，照上限发，得 50.00 元。",
        "; at most 50.00 yuan for this household; by its share 100.00 × 9 ÷ 14 = 64.28571428… yuan, above the cap, which is paid, "
        + "gives 50.00 yuan.")]
    public void Explain_AFloorBesideACap_NamesTheNumberItMeans(string household, string zh, string en)
    {
        var distribution = Trial.Of("""
            inputs: { m: { type: money } }
            holdings: { shares: { unit: share } }
            steps: [ { id: s, kind: allocate, from: m, by: shares, floor: 20 yuan, cap: 50 yuan } ]
            """).Inputs("m=100.00").Roster("id shares\na 9\nb 4\nc 1").Run();
        var words = distribution.Explain(distribution.Roster.IndexOf(household), distribution.Steps[0]).Text;

        Assert.EndsWith(zh, words.Zh, StringComparison.Ordinal);
        Assert.EndsWith(en, words.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e", "；本户最多 1,255.42 × 40% = 502.168 元，舍到角为 502.10 元；先后 2 轮，达到上限的户发完后还有 251.22 元，"
        + "由其余各户（合计 0.1 股）分；251.22 × 0.1 ÷ 0.1 = 251.22 元，舍到角为 251.20 元")]
    [InlineData("b", "；达到上限的户发完后还有 753.32 元，由其余各户（合计 1.1 股）分；753.32 × 1 ÷ 1.1 = 684.83636363… 元，超过上限，照上限发，得 502.10 元。")]
    [InlineData("a", "；按份额算 1,255.42 × 3.9 ÷ 5 = 979.2276 元，超过上限，照上限发，得 502.10 元。")]
    public void Explain_ACapReachedInALaterRound_SaysWhatWasSharedThen(string household, string zh)
    {
        var distribution = Trial.Of("""
            inputs: { m: { type: money } }
            holdings: { shares: { unit: share, decimals: 1 } }
            steps:
              - { id: s, kind: allocate, from: m, by: shares, cap: 40%, unit: 0.10 }
              - { id: rest, kind: split, from: m, into: { "fund:rest": remaining } }
            """).Inputs("m=1255.42").Roster("id shares\na 3.9\nb 1\ne 0.1").Run();
        var words = distribution.Explain(distribution.Roster.IndexOf(household), distribution.Steps[0]).Text;

        Assert.Contains(zh, words.Zh, StringComparison.Ordinal);
        Assert.Null(PocketCalculator.Redo(words.Zh).Wrong);
        Assert.Null(PocketCalculator.Redo(words.En).Wrong);
    }

    [Theory]
    [InlineData("cap: 50%, unit: 1.00", "；本户最多 429.50 × 50% = 214.75 元，舍到元为 214.00 元；")]
    [InlineData("cap: most, unit: 1.00", "；本户最多最多比例 50%，即 429.50 × 50% = 214.75 元，舍到元为 214.00 元；")]
    [InlineData("cap: 1 / 3", "；本户最多 1 ÷ 3 = 1/3，即 429.50 × (1/3) = 143.16666666… 元，舍到分为 143.16 元；")]
    [InlineData("floor: 12.5%", "；本户至少 429.50 × 12.5% = 53.6875 元，进到分为 53.69 元；")]
    [InlineData("cap: heads * 100.005 yuan / 1 person", "；本户最多人口 × 100.005 元 ÷ 1 人 = 2 人 × 100.005 元 ÷ 1 人 = 200.01 元；")]
    [InlineData("cap: 5000 yuan", "；本户最多 5,000.00 元，多于可分的 429.50 元，按 429.50 元算；")]
    public void Explain_ABound_SaysHowItCameAbout(string bound, string zh)
    {
        var most = bound.Contains("most", StringComparison.Ordinal)
            ? "parameters: { most: { type: rate, default: 50%, title: 最多比例 } }" : "";
        var heads = bound.Contains("heads", StringComparison.Ordinal) ? ", heads: { unit: person, title: 人口 }" : "";
        var rest = bound.StartsWith("cap", StringComparison.Ordinal)
            ? "- { id: rest, kind: split, from: m, into: { \"fund:rest\": remaining } }" : "";
        var words = Words($$"""
            inputs: { m: { type: money } }
            {{most}}
            holdings: { shares: { unit: share }{{heads}} }
            steps:
              - { id: s, kind: allocate, from: m, by: shares, {{bound}} }
              {{rest}}
            """, "id shares heads\na 9 2\nb 1 1\nc 1 1", "m=429.50");

        Assert.Contains(zh, words.Zh, StringComparison.Ordinal);
        Assert.Null(PocketCalculator.Redo(words.Zh).Wrong);
    }

    [Fact]
    public void Explain_AFloorThatIsTheCap_DoesNotSayTheShareReachesIt()
    {
        var words = Words("""
            inputs: { m: { type: money } }
            holdings: { shares: { unit: share } }
            steps:
              - { id: s, kind: allocate, from: m, by: shares, floor: 20 yuan, cap: 20 yuan }
              - { id: rest, kind: split, from: m, into: { "fund:rest": remaining } }
            """, "id shares\na 9\nb 1", "m=100.00");

        Assert.EndsWith("；本户至少 20.00 元；本户最多 20.00 元，两个数相同，照此发，得 20.00 元。", words.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_AChoiceWithinAChoice_HasBracketsOfItsOwn() => Assert.Contains(
        "（most 与 〔0 元 与 due − 5 元 中较大的〕 中较小的） = （100.00 元 与 〔0 元 与 8.00 元 − 5 元 中较大的〕 中较小的） = 3.00 元", Words("""
            parameters: { most: { type: money, default: 100.00 }, due: { type: money, default: 8.00 } }
            steps: [ { id: s, kind: pay, from: "payer:x", amount: "min(most, max(0 yuan, due - 5 yuan))" } ]
            """, "id\na").Zh, StringComparison.Ordinal);

    [Fact]
    public void Explain_OneOfSomething_IsOne()
    {
        var words = Words("inputs: { m: { type: money } }\nsteps: [ { id: s, kind: allocate, from: m } ]", "id\na", "m=5.00");

        Assert.Contains("equally by 1 household;", words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SoMuchPerUnit_IsSaidSo()
    {
        var words = Words("""
            parameters:
              t: { type: tiers, gives: number, per: kwh, of: kwh, mode: marginal, upTo: { 210: 0.5469 }, above: 0.5969, title: 电价 }
            holdings: { use: { unit: kwh, title: 用电 } }
            steps: [ { id: s, kind: pay, from: "payer:x", amount: "tiers(t, use) * 1 yuan" } ]
            """, "id use\na 300");

        Assert.Contains("前 210 度按 0.5469 /度 是 114.849", words.Zh, StringComparison.Ordinal);
        Assert.Contains("the first 210 kwh at 0.5469 per kwh 114.849", words.En, StringComparison.Ordinal);
    }

    private static LinkageService.Engine.Problems.LocalizedText Words(string document, string roster, string inputs = "", int year = 2020)
    {
        var distribution = Trial.Of(document).In(year).Inputs(inputs).Roster(roster).Run();
        return distribution.Explain(0, distribution.Steps[0]).Text;
    }
}
