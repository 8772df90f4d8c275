using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one share of an allocation.</summary>
internal static partial class AllocateExplanation
{
    public static void Explain(AllocateStep step, StepResult result, ExplanationWriter writer)
    {
        if (result.Working is AllocateWithinWorking within)
        {
            // Reckoned as if the households of its value were all there are.
            var value = within.Label.Codes[writer.Household];
            var (shared, title) = (within.Shares[value], writer.LabelTitle(step.Within!));
            writer.Figure("within", within.Label.Values[value]);
            var of = within.Label.Values[value];
            writer.Say(title.Zh.All(char.IsAscii) ? $"本户属于“{of}”，只和“{of}”的户一起算；"
                    : $"本户属于{title.Zh}“{of}”，只和本{title.Zh}的户一起算；",
                $"the household is of {title.En} \"{within.Label.Values[value]}\" and shares with its households only; ");
            Explain(step, result with { PoolFen = shared.PoolFen, Figures = shared.Figures, Working = shared.Working }, writer);
            return;
        }

        var working = (AllocateWorking)result.Working!;
        var share = new Shared(
            step, working, working.Weights[writer.Household], working.TotalWeight, writer.WindowOf(step.By?.Expression));
        var pool = ExplanationWriter.Yuan(result.PoolFen);
        writer.Figure("pool", new Money(result.PoolFen).ToString());
        writer.Figure("weight", (share.Weight * share.Days).ToString());
        writer.Figure("totalWeight", (share.Total * share.Days).ToString());
        writer.Say($"可分 {pool} 元，", $"{pool} yuan of {step.From.Name} are shared ");
        SayWeight(step, share, writer);
        if (step.Over is not null && step.Over != (step.To ?? "everyone"))
        {
            writer.Say("；先按合计数算到每一户，只发给应享受的户，其他户名下的部分留下不发",
                "; reckoned for all of them, paid only to those entitled, the parts of the others stay");
        }

        if (step.RoundingPolicy == RoundingPolicy.PerUnitRate)
        {
            ExplainRate(result, share, writer);
        }
        else if ((working.CapsFen ?? working.FloorsFen) is not null)
        {
            ExplainBounds(step, result, share, writer);
        }
        else
        {
            ExplainShare(result, share, result.PoolFen, working.Residues(result.PoolFen), writer);
        }
    }

    /// <summary>How the fraction of a share was settled: exact, cut, or with one of the fen, or units, left over.</summary>
    public static void SayResidue(
        long residueFen, Fraction shareYuan, Func<int> rankOf, ExplanationWriter writer, long unitFen = 1)
    {
        var (units, unit) = (shareYuan * 100 / unitFen, PayoutUnit.Words(unitFen));
        var cut = ExplanationWriter.Yuan((long)Rounding.Down(units) * unitFen);
        writer.Figure("residueFen", residueFen.ToString(CultureInfo.InvariantCulture));
        if (units.Denominator.IsOne)
        {
            writer.Say($"，恰好到{unit.Zh}", $", exact to {unit.En}");
            return;
        }

        var rank = rankOf();
        var gets = rank <= residueFen / unitFen;
        var (left, one) = (PayoutUnit.Count(residueFen / unitFen, unitFen), unitFen == 1 ? "1 分" : new Money(unitFen) + " 元");
        writer.Figure("residueRank", rank.ToString(CultureInfo.InvariantCulture));
        if (residueFen < unitFen)
        {
            // Nothing whole is left over to be given out.
            writer.Say($"，舍到{unit.Zh}为 {cut} 元", $", cut to {cut}");
            return;
        }

        writer.Say(
            $"，先舍到{unit.Zh}为 {cut} 元；各户舍到{unit.Zh}后还余 {left.Zh}，从舍去零头最大的户起每户补 {one}（零头相同的，编号在前的先补），"
                + $"本户排第 {rank}，{(gets ? "补 " + one : "不补")}",
            $", cut to {cut}; the cuts leave {left.En}, one each to the largest fractions "
            + "(ties to the lower member number): "
            + $"this household is number {rank} and {(gets ? "gets one" : "gets none")}");
    }

    // 按入股土地分，本户 3.33 亩，合计 12.93 亩
    private static void SayWeight(AllocateStep step, Shared share, ExplanationWriter writer)
    {
        var total = share.Show(share.Total);
        if (step.Factors.Count > 0)
        {
            SayFactored(step, share, total, writer);
            return;
        }

        if (step.By is null)
        {
            writer.Say($"由 {total} 户平均分", $"equally by {total} household{(share.Total == Fraction.One ? "" : "s")}");
            return;
        }

        SayByWhat(step.By, share, writer);
        SayOwn(step.By, share, share.Weight, writer);
        writer.Say($"，合计 {total}{share.Unit.Zh}", $" of {total}{share.Unit.En} in all");
    }

    // 按积分分，本户 95 分 × 120%（优秀户） = 114 分，折算后合计 1,200 分
    private static void SayFactored(AllocateStep step, Shared share, string total, ExplanationWriter writer)
    {
        var factor = share.Working.Factors.FirstOrDefault(factor => factor.Members.Contains(writer.Household));
        var own = factor is null ? share.Weight : share.Weight / factor.Value;
        if (step.By is { } by)
        {
            SayByWhat(by, share, writer);
            SayOwn(by, share, own, writer);
        }
        else
        {
            writer.Say("按份分，本户 1 份", "by parts, this household's 1 part");
        }

        if (factor is not null)
        {
            var (group, times) = (writer.GroupTitle(factor.Group), factor.Show());
            writer.Figure("factor", factor.Value.ToString());

            // Behind a formula, what it comes to is said again: a sum that goes on behind its result is no equation. A group with a
            // Chinese name is called by it.
            var (zh, en) = step.By is null or { Expression: Name }
                ? ("", "") : ($"；{share.Show(own)}{share.Unit.Zh}", $"; {share.Show(own)}{share.Unit.En}");
            writer.Say($"{zh} × {times}（{(factor.Group.All(char.IsAscii) ? group.Zh : factor.Group)}） = "
                    + $"{share.Show(share.Weight)}{share.Unit.Zh}",
                $"{en} × {times} ({group.En}) = {share.Show(share.Weight)}{share.Unit.En}");
        }

        writer.Say($"，折算后合计 {total}{share.Unit.Zh}", $" of {total}{share.Unit.En} in all after the factors");
    }

    private static void SayByWhat(Formula by, Shared share, ExplanationWriter writer)
    {
        var isOne = by.Expression is Name;
        var titles = isOne ? writer.TitlesOf(by) : "“" + writer.TitlesOf(by) + "”";
        var names = FormulaText.AsWritten.Show(by.Expression);
        var (zh, en) = share.Window is { } days
            ? ($"和天数分（{days.From:yyyy-MM-dd} 至 {days.To:yyyy-MM-dd}，每天的数相加，不在册的日子算 0）",
                $" and days (summed over {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}, absence as 0)")
            : ("分", "");
        writer.Say($"按{titles}{zh}，本户 ", $"by {names}{en}, this household's ");
    }

    private static void SayOwn(Formula by, Shared share, Fraction weight, ExplanationWriter writer)
    {
        if (by.Expression is Name)
        {
            writer.Say(share.Show(weight) + share.Unit.Zh, share.Show(weight) + share.Unit.En);
        }
        else
        {
            writer.SayFormula(by, share.Show(weight), share.Unit, withTitles: false);
        }
    }

    private static void ExplainRate(StepResult result, Shared share, ExplanationWriter writer)
    {
        var rate = new Money(result.Figures.RateFen);
        var product = ExplanationWriter.Exact(Fraction.FromMoney(rate) * share.Weight);
        var exactRate = ExplanationWriter.Number(
            ExplanationWriter.Exact(Fraction.FromMoney(new Money(result.PoolFen)) / share.Total));
        var (pool, rateText, productText) = (ExplanationWriter.Yuan(result.PoolFen), rate.ToDisplayString(),
            ExplanationWriter.Number(product));
        writer.Figure("rate", rate.ToString());
        writer.Figure("exact", product);
        var (unit, unitEn) = share.OneUnit.Zh.Length > 0 ? (share.OneUnit.Zh.Trim(), share.OneUnit.En.Trim()) : ("一份", "unit");
        var (unitFen, cutTo) = (share.Working.UnitFen, PayoutUnit.Words(share.Working.UnitFen));
        // The price is that of the whole window: ÷ share-days × days.
        var (times, over) = share.Window is null ? ("", "") : ($" × {share.Days}", $" ÷ {share.Days}");
        var (whole, wholeEn) = share.Window is null ? ("", "") : ($"满 {share.Days} 天", $" held for {share.Days} days");
        writer.Say($"；每{unit}{whole} {pool} ÷ {share.Term(share.Total)}{times} = {exactRate} 元，舍到{cutTo.Zh}，按 {rateText} 元发；",
            $"; per {unitEn}{wholeEn} {pool} ÷ {share.Term(share.Total)}{times} = {exactRate} yuan, cut to {rateText}; ");
        writer.Say($"{rateText} × {share.Term(share.Weight)}{over} = {productText} 元",
            $"{rateText} × {share.Term(share.Weight)}{over} = {productText} yuan");
        if (!(Fraction.FromMoney(rate) * share.Weight * 100 / unitFen).Denominator.IsOne)
        {
            writer.Say($"，舍到{cutTo.Zh}", $", cut to {cutTo.En}");
        }
    }

    private static void ExplainShare(StepResult result, Shared shared, long poolFen, ResidueOrder order,
        ExplanationWriter writer)
    {
        var share = shared.Yuan(poolFen);
        var exact = ExplanationWriter.Exact(share);
        var (unitFen, unit) = (shared.Working.UnitFen, PayoutUnit.Words(shared.Working.UnitFen));
        var cut = (long)Rounding.Down(share * 100 / unitFen) * unitFen;
        writer.Figure("exact", exact);
        writer.Figure("exactFraction",
            string.Create(CultureInfo.InvariantCulture, $"{share.Numerator}/{share.Denominator}"));
        writer.Figure("cut", new Money(cut).ToString());
        var sum = shared.Sum(poolFen);
        writer.Say($"；{sum} 元", $"; {sum} yuan");
        if (shared.Step.RoundingPolicy != RoundingPolicy.FloorAndKeep)
        {
            SayResidue(result.Figures.ResidueFen, share, () => order.RankOf(writer.Household), writer, unitFen);
        }
        else if (!(share * 100 / unitFen).Denominator.IsOne)
        {
            writer.Say($"，舍到{unit.Zh}，零头留下不发", $", cut to {unit.En}, the fraction stays");
        }
    }

    /// <summary>One household's weight among all, and how such weights are shown.</summary>
    private sealed record Shared(
        AllocateStep Step, AllocateWorking Working, Fraction Weight, Fraction Total, HoldingWindow? Window)
    {
        public int Days => Window?.Days ?? 1;

        private Dimension Dimension => Step.By?.Type.Dimension ?? Dimension.Plain;

        public LocalizedText OneUnit => Units.Words(Dimension);

        public LocalizedText Unit => Window is null ? OneUnit : new LocalizedText(OneUnit.Zh + "·天", OneUnit.En + "-days");

        public Fraction Yuan(long poolFen) => Fraction.FromMoney(new Money(poolFen)) * Weight / Total;

        // 600.00 × 20 ÷ 31 = 387.09677419…
        public string Sum(long poolFen)
        {
            var times = Step.By is null && Step.Factors.Count == 0 ? "" : " × " + Term(Weight);
            return $"{ExplanationWriter.Yuan(poolFen)}{times} ÷ {Term(Total)} = "
                + ExplanationWriter.Number(ExplanationWriter.Exact(Yuan(poolFen)));
        }

        // ÷ 17/3 would be read from the left: ÷ (17/3).
        public string Term(Fraction weight) =>
            Show(weight) is var text && text.Contains('/', StringComparison.Ordinal) ? $"({text})" : text;

        // Share-days are whole where values are: 18,200 股·天.
        public string Show(Fraction weight) => ExplanationWriter.Quantity(weight * Days, Dimension);
    }
}
