using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one share of an allocation.</summary>
internal static class AllocateExplanation
{
    public static void Explain(AllocateStep step, StepResult result, ExplanationWriter writer)
    {
        var working = (AllocateWorking)result.Working!;
        var weight = working.Weights[writer.Household];
        var unit = Units.Words(step.By?.Type.Dimension ?? Dimension.Plain);
        var (pool, total) = (ExplanationWriter.Yuan(result.PoolFen), working.TotalWeight);
        var what = step.By is null ? "1" : FormulaText.Show(step.By.Expression);
        writer.Figure("pool", new Money(result.PoolFen).ToString());
        writer.Figure("weight", weight.ToString());
        writer.Figure("totalWeight", total.ToString());
        writer.Say($"{step.From.Name} 共 {pool} 元，按 {what} 分，本户 {weight}{unit.Zh}，合计 {total}{unit.Zh}；",
            $"{pool} yuan of {step.From.Name} are shared by {what}: {weight}{unit.En} of {total}{unit.En}; ");
        if (step.RoundingPolicy == RoundingPolicy.PerUnitRate)
        {
            ExplainRate(result, weight, total, writer);
        }
        else if (working.CapsFen is { } caps)
        {
            ExplainCap(step, result, working, caps, writer);
        }
        else
        {
            ExplainShare(step, result, working.Residues(result.PoolFen), result.PoolFen, total, weight, writer);
        }
    }

    private static void ExplainRate(StepResult result, Fraction weight, Fraction total, ExplanationWriter writer)
    {
        var exactRate = Fraction.FromMoney(new Money(result.PoolFen)) / total;
        var (rate, exact) = (new Money(result.Figures.RateFen), ExplanationWriter.Exact(exactRate));
        var product = ExplanationWriter.Exact(Fraction.FromMoney(rate) * weight);
        writer.Figure("rate", rate.ToString());
        writer.Figure("exact", product);
        var pool = ExplanationWriter.Yuan(result.PoolFen);
        writer.Say($"每单位 {pool} ÷ {total} = {exact} 元，去尾到分为 {rate} 元；", $"per unit {pool} ÷ {total} = {exact} yuan, cut to {rate}; ");
        writer.Say($"{weight} × {rate} = {product} 元，去尾到分", $"{weight} × {rate} = {product} yuan, cut to the fen");
    }

    private static void ExplainShare(
        AllocateStep step, StepResult result, ResidueOrder order, long poolFen, Fraction total, Fraction weight, ExplanationWriter writer)
    {
        var share = Fraction.FromMoney(new Money(poolFen)) * weight / total;
        var cut = Rounding.Down(share * 100);
        var exact = ExplanationWriter.Exact(share);
        writer.Figure("exact", exact);
        writer.Figure("exactFraction", string.Create(CultureInfo.InvariantCulture, $"{share.Numerator}/{share.Denominator}"));
        writer.Figure("cut", new Money((long)cut).ToString());
        writer.Say($"{ExplanationWriter.Yuan(poolFen)} × {weight} ÷ {total} = {exact} 元，去尾为 {ExplanationWriter.Yuan((long)cut)} 元",
            $"{ExplanationWriter.Yuan(poolFen)} × {weight} ÷ {total} = {exact} yuan, cut to {ExplanationWriter.Yuan((long)cut)}");
        if (step.RoundingPolicy == RoundingPolicy.FloorAndKeep)
        {
            writer.Say("，零头留在池中", ", the fraction stays in the pool");
            return;
        }

        var residue = result.Figures.ResidueFen;
        writer.Figure("residueFen", residue.ToString(CultureInfo.InvariantCulture));
        if ((share * 100).Denominator.IsOne)
        {
            writer.Say("，恰好到分", ", exact to the fen");
            return;
        }

        var rank = order.RankOf(writer.Household);
        var gets = rank <= residue;
        writer.Figure("residueRank", rank.ToString(CultureInfo.InvariantCulture));
        writer.Say(
            $"；各户去尾后共余 {residue} 分，按零头从大到小（相同则编号小者先）每户补 1 分，",
            $"; the cuts leave {residue} fen, one each to the largest fractions (ties to the lower member number); ");
        writer.Say($"本户排第 {rank}，{(gets ? "补 1 分" : "不补")}",
            $"this household is number {rank} and {(gets ? "gets one" : "gets none")}");
    }

    private static void ExplainCap(AllocateStep step, StepResult result, AllocateWorking working, long[] caps, ExplanationWriter writer)
    {
        var cap = caps[writer.Household];
        var amount = result.Amounts![writer.Household];
        var last = working.LastRound(result.PoolFen, step.Redistributes);
        writer.Figure("cap", new Money(cap).ToString());
        writer.Say($"每户上限 {ExplanationWriter.Yuan(cap)} 元；", $"at most {ExplanationWriter.Yuan(cap)} yuan each; ");
        if (!last.Open[writer.Household] || amount == cap)
        {
            writer.Say("按份额应得超过或等于上限，按上限发", "the share by weight reaches the cap, so the cap is paid");
            return;
        }

        var left = new Money(last.PoolFen);
        writer.Figure("poolAfterCaps", left.ToString());
        writer.Figure("weightAfterCaps", last.TotalWeight.ToString());
        writer.Say($"达到上限的户领走后，余 {left.ToDisplayString()} 元由其余各户（合计 {last.TotalWeight}）分：",
            $"after those at their cap, {left.ToDisplayString()} yuan are left for the rest ({last.TotalWeight} in all): ");
        ExplainShare(step, result, working.LastResidues(last), last.PoolFen, last.TotalWeight, working.Weights[writer.Household], writer);
    }
}
