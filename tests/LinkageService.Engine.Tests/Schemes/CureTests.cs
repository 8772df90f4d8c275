using LinkageService.Engine.Problems;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>What people write again and again that is not read, and whether the answer says how it is written.</summary>
public sealed class CureTests
{
    private const string Money = "inputs: { m: { type: money, title: { zh: 钱（元）, en: Cash } } }\n";
    private const string Roster = "holdings: { w: { unit: mu, title: { zh: 承包地, en: Land } }, p: { unit: person, title: 人口 } }\n"
        + "groups: { poor: { tag: registered } }\n";

    private const string Rest = "\n  - { id: rest, kind: allocate, title: 分红, from: m, by: w }";

    [Theory]
    [InlineData("钱 * 10%", "；“钱”是 m 的名称（title），这里写 m（", "; \"钱\" is the title of m: write m (")]
    [InlineData("Cash * 10%", "；“Cash”是 m 的名称（title），这里写 m（", "; \"Cash\" is the title of m: write m (")]
    [InlineData("pool(钱) * 10%", "；“钱”是 m 的名称（title），这里写 m（", "; \"钱\" is the title of m: write m (")]
    [InlineData("sum(承包地) * 1 yuan / 1 mu", "；“承包地”是 w 的名称（title），这里写 w（", "; \"承包地\" is the title of w: write w (")]
    [InlineData("1e2 * 1 yuan", "“1e2”写作 100（", "write 100 instead of \"1e2\" (")]
    [InlineData("2.5E3 yuan", "此处应为运算符或结尾，得到“yuan”；“2.5E3”写作 2500（", "; write 2500 instead of \"2.5E3\" (")]
    [InlineData("1e-2 * 1 yuan", "“1e”：数不写指数：一百写作 100，百分之一写作 0.01（",
        "\"1e\": a number has no exponent: write a hundred as 100, a hundredth as 0.01 (")]
    [InlineData("最小(m, 5 yuan)", "；是不是“min”？（", "; did you mean \"min\"? (")]
    [InlineData("最大(m, 5 yuan)", "；是不是“max”？（", "; did you mean \"max\"? (")]
    [InlineData("取整(m * 10%)", "；公式按精确值算，不取整：发到整元，在步骤里写 unit: 1.00", "; a formula is exact: unit: 1.00")]
    [InlineData("ROUND(m * 10%, 2)", "；公式按精确值算，不取整", "; a formula is exact")]
    [InlineData("如果(m, 5 yuan)", "；公式里没有条件：取大取小用 max", "; a formula has no condition")]
    [InlineData("平均(m)", "；平均数写作 sum(…) / count(everyone)（", "; a mean is written sum(…) / count(everyone) (")]
    [InlineData("+5 yuan", "得到“+”；正数前面不写 +（", "; no + stands before a number (")]
    public void Compile_AFormulaAsPeopleWriteIt_SaysHowItIsWritten(string amount, string zh, string en)
    {
        var problem = Assert.Single(Problems(
            $"{Money}{Roster}steps:\n  - {{ id: a, kind: take, from: m, amount: \"{amount}\", into: fund:公 }}{Rest}"),
            problem => !problem.IsWarning);

        Assert.Contains(zh, problem.Message.Zh, StringComparison.Ordinal);
        Assert.Contains(en, problem.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ id: a, kind: take, from: 钱, amount: 1 yuan, into: fund:公 }", "steps[0].from", "“钱”是 m 的名称（title），这里写 m")]
    [InlineData("{ id: a, kind: pay, from: m, amount: 1 yuan, to: w }", "steps[0].to",
        "“w”是名册的列；先在 groups 里按它定出人群，如 groups: { 有w的户: { holding: w, above: 0 } }")]
    [InlineData("{ id: a, kind: pay, from: m, amount: 1 yuan, to: 承包地 }", "steps[0].to",
        "“承包地”是名册的列；先在 groups 里按它定出人群，如 groups: { 有承包地的户: { holding: w, above: 0 } }")]
    [InlineData("{ id: a, kind: select, places: 1, rank: [poor desc], as: c }", "steps[0].rank", "“poor”是人群：单写名称就是一档，不写 asc、desc")]
    [InlineData("{ id: a, kind: select, places: 1, rank: [承包地 asc], as: c }", "steps[0].rank", "“承包地”是 w 的名称（title），这里写 w")]
    public void Compile_ATitleOrAColumnForAName_SaysHowItIsWritten(string step, string field, string hint)
    {
        var problem = Assert.Single(Problems($"{Money}{Roster}steps:\n  - {step}{Rest}"), problem => !problem.IsWarning);

        Assert.Equal((field, hint), (problem.Field, problem.Hint?.Zh));
    }

    [Theory]
    [InlineData("[w desc, p]", "“p”是名册的列，排序要写先后：p desc 是多的在前，p asc 是少的在前")]
    [InlineData("[人口]", "“人口”是名册的列，排序要写先后：p desc 是多的在前，p asc 是少的在前")]
    [InlineData("[w desc, poor]", "先写条件（分档），后写持有量（同档内排序）")]
    public void Compile_ARankWithoutItsOrder_SaysHowItIsWritten(string rank, string zh) => Assert.Equal(zh,
        Assert.Single(Problems($"{Money}{Roster}steps:\n  - {{ id: a, kind: select, places: 1, rank: {rank}, as: c }}{Rest}"),
            problem => !problem.IsWarning).Message.Zh);

    [Theory]
    [InlineData("{ type: number, default: 1/3 }", "分数、百分比和 7:3 这样的比写 type: rate")]
    [InlineData("{ type: number, default: 50% }", "分数、百分比和 7:3 这样的比写 type: rate")]
    [InlineData("{ type: money, per: kwh, default: 0.5469 }", "写上 decimals: 4，就能有 4 位小数")]
    [InlineData("{ type: tiers, gives: money, per: kwh, of: kwh, mode: marginal, upTo: { 210: 0.5469 }, above: 0.60 }",
        "写上 decimals: 4，就能有 4 位小数")]
    [InlineData("{ type: tiers, gives: number, mode: fixed, upTo: { 210: 1/2 }, above: 1 }", "分数、百分比和 7:3 这样的比写 gives: rate")]
    [InlineData("{ type: money, default: 0.12345678 }", null)]
    public void Compile_AValueThatItsTypeDoesNotTake_SaysWhichDoes(string parameter, string? hint) => Assert.Equal(hint,
        Problems($"parameters: {{ x: {parameter} }}\n{Money}{Roster}steps:{Rest}").First(problem => !problem.IsWarning).Hint?.Zh);

    [Theory]
    [InlineData("of: 岁, mode: fixed, upTo: { 60岁: 1 }", "“60岁”只写数：写作 60；单位在 of 里写过了")]
    [InlineData("mode: fixed, upTo: { 1万斤: 1 }", "“1万斤”只写数：写作 10000；单位写在 of 里，of: 斤")]
    [InlineData("mode: fixed, upTo: { 五保户: 1 }", "“五保户”不是十进制数；写法如 1234.56，不带符号、千分位和指数")]
    public void Compile_ALimitWithItsUnit_SaysWhereTheUnitStands(string table, string zh) => Assert.Equal(zh, Problems(
        $"parameters: {{ x: {{ type: tiers, gives: number, {table}, above: 2 }} }}\n{Money}{Roster}steps:{Rest}")
            .First(problem => !problem.IsWarning).Message.Zh);

    [Theory]
    [InlineData("+20%", "“+20%”：系数是乘以多少，多算 20% 写 120%")]
    [InlineData("＋5成", "“＋5成”：系数是乘以多少，多算 50% 写 150%")]
    [InlineData("120%", null)]
    public void Compile_AFactorThatSaysHowMuchMore_SaysHowItIsWritten(string factor, string? zh) => Assert.Equal(zh, Problems(
        $"{Money}{Roster}steps:\n  - {{ id: a, kind: allocate, from: m, by: w, factors: {{ poor: {factor} }} }}")
            .FirstOrDefault(problem => !problem.IsWarning)?.Message.Zh);

    [Theory]
    [InlineData("四舍五入", "写作 rounding: largest_remainder（先去尾")]
    [InlineData("抹零", "是不是“floor_and_keep”？")]
    public void Compile_ARoundingOfNoKind_SaysWhatEachDoes(string rounding, string hint) => Assert.StartsWith(hint, Problems(
        $"{Money}{Roster}steps:\n  - {{ id: a, kind: allocate, from: m, by: w, rounding: {rounding} }}")
            .First(problem => !problem.IsWarning).Hint!.Zh, StringComparison.Ordinal);

    [Fact]
    public void Compile_ATableOfPricesWithItsDecimals_IsRead() => Assert.DoesNotContain(Problems(
        "parameters: { x: { type: tiers, gives: money, per: mu, of: mu, decimals: 4, mode: marginal, "
            + "upTo: { 210: 0.5469 }, above: 0.5969 } }\n" + Money + Roster
        + "steps:\n  - { id: a, kind: pay, from: m, amount: \"tiers(x, w)\" }" + Rest), problem => !problem.IsWarning);

    [Theory]
    [InlineData("5 yuan - 6 yuan", "“5 yuan - 6 yuan”总是 -1，是负数，每次核算都会停下", "核对它用的数；本意是不够时算 0 的，公式写作 max(0, 5 yuan - 6 yuan)")]
    [InlineData("5 yuan / (1 - 1)", "第 8 列的除数“1 − 1”是 0，每次核算都会停下", "核对它用的数：除数要大于 0")]
    [InlineData("fee - 6 yuan", "按参数的默认值，“fee - 6 yuan”总是 -1，是负数，每次核算都会停下", "核对它用的数；本意是不够时算 0 的，公式写作 max(0, fee - 6 yuan)")]
    [InlineData("m / parts", "按参数的默认值，第 3 列的除数“parts”是 0，每次核算都会停下", "核对这个数；是 0 时不做这一步的，步骤里写 when: { parameter: parts, above: 0 }")]
    [InlineData("max(0, 5 yuan - 6 yuan)", null, null)]
    [InlineData("m - 6 yuan", null, null)]
    [InlineData("-m", "“-m”不论填什么数都不大于 0，小于 0 时核算会停下", "去掉前面的负号：转出、付出的数写正数")]
    [InlineData("0 yuan - m", "“0 yuan - m”不论填什么数都不大于 0，小于 0 时核算会停下", "核对哪个数减哪个数")]
    [InlineData("m - m * 90%", null, null)]
    public void Compile_AFormulaThatStopsEveryRun_IsWarnedOf(string amount, string? zh, string? hint)
    {
        var warning = Problems("parameters: { fee: { type: money, default: 5.00 }, parts: { type: number, default: 0 } }\n" + Money + Roster
            + $"steps:\n  - {{ id: a, kind: take, from: m, amount: \"{amount}\", into: fund:公 }}{Rest}")
            .FirstOrDefault(problem => problem.Code == ProblemCodes.ImplausibleFigure);

        Assert.Equal((zh, hint), (warning?.Message.Zh, warning?.Hint?.Zh));
    }

    [Theory]
    [InlineData("{ id: a, kind: take, from: m, amount: 5 yuan, into: m }", true)]
    [InlineData("{ id: a, kind: split, from: m, into: { m: remaining } }", true)]
    [InlineData("{ id: a, kind: split, from: m, into: { m: 50%, fund:公: 50% } }", false)]
    public void Compile_MoneyThatGoesBack_IsWarnedOf(string step, bool isWarned) => Assert.Equal(isWarned,
        Problems($"{Money}{Roster}steps:\n  - {step}{Rest}").Any(problem => problem.Code == ProblemCodes.ImplausibleFigure
            && problem.Message.Zh == "从资金池“m”取出又放回“m”，什么也没有变"));

    [Theory]
    [InlineData("{ fund:公: remaining }", null)]
    [InlineData("{ carry:next: remaining }", null)]
    [InlineData("{ other: remaining }", "unreachable_step")]
    public void Compile_ASafetySplitBehindTheLastStep_IsNoError(string into, string? code) => Assert.Equal(code,
        Problems($"{Money}{Roster}steps:{Rest}\n  - {{ id: safety, kind: split, from: m, into: {into} }}")
            .FirstOrDefault(problem => !problem.IsWarning && problem.Code != ProblemCodes.PoolNeverEmptied)?.Code.Name);

    [Fact]
    public void Run_AnEmptyPoolPutAside_IsNothing() => Assert.Contains("fund 公 0.00", Trial.Of($"{Money}{Roster}steps:{Rest}\n"
        + "  - { id: safety, kind: split, from: m, into: { fund:公: remaining } }").Inputs("m=10.00").Roster("id w p\na 1 1").Result(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("m - 11 yuan", "negative_result", "公式“m - 11 yuan”算出负数 -1", "核对它用的数；本意是不够时算 0 的，公式写作 max(0, m - 11 yuan)")]
    [InlineData("m / posts", "division_by_zero", "公式“m / posts”第 3 列的除数“posts”是 0",
        "核对这个数；是 0 时不做这一步的，步骤里写 when: { input: posts, above: 0 }")]
    [InlineData("m / (posts + posts)", "division_by_zero",
        "公式“m / (posts + posts)”第 3 列的除数“posts + posts”是 0", "核对它用的数：除数要大于 0")]
    public void Run_AFormulaThatFails_SaysWhatToDo(string amount, string code, string zh, string hint)
    {
        var problem = Trial.Of(Money.Replace("inputs: { ", "inputs: { posts: { type: count }, ", StringComparison.Ordinal)
            + Roster + $"steps:\n  - {{ id: a, kind: take, from: m, amount: \"{amount}\", into: fund:公 }}{Rest}")
            .Inputs("m=10.00 posts=0").Roster("id w p\na 1 1").Refused();

        Assert.Equal((code, zh, hint), (problem.Code.Name, problem.Message.Zh, problem.Hint?.Zh));
    }

    [Fact]
    public void Compile_ALabelWithinALabel_SaysHowElse() => Assert.StartsWith(
        "一次核算的钱只按一级归属分开：各“village”的钱在这里转入 fund:名称（结果逐个列出），再各自以它为收入另做一次核算，按“team”分；",
        Problems("inputs: { m: { type: money } }\nholdings: { w: { unit: mu } }\nlabels: { village: {}, team: {} }\nsteps:\n"
            + "  - { id: a, kind: split, from: m, within: village, by: w, into: { v: 1 } }\n"
            + "  - { id: b, kind: split, from: v, within: team, into: { t: 1 } }\n"
            + "  - { id: c, kind: allocate, from: t, within: team, by: w }").First(problem => !problem.IsWarning).Hint!.Zh,
        StringComparison.Ordinal);

    private static IReadOnlyList<Problem> Problems(string document) => SchemeText.Compile(SchemeText.Head + document).Problems;
}
