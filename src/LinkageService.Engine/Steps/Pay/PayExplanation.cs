using System.Collections;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one payment by formula.</summary>
internal static class PayExplanation
{
    public static void Explain(PayStep step, StepResult result, ExplanationWriter writer)
    {
        var prorate = result.Working as ProrateWorking;
        var working = (PayWorking)(prorate?.Due ?? result.Working)!;
        var yuan = working.Yuan[writer.Household];
        SayAmount(step, working, writer);
        SayHalfUp(yuan, writer, step.UnitFen);
        if (prorate is not null)
        {
            SayProrated(prorate, result, writer);
        }

        step.From.Explain(result, writer);
    }

    // 人口 × 标准 = 3 人 × 100.00 元/人 = 300.00 元，按 120%（老人户）折算：300.00 × 120% = 360.00 元
    private static void SayAmount(PayStep step, PayWorking working, ExplanationWriter writer)
    {
        var (yuan, plain) = (working.Yuan[writer.Household], working.Plain[writer.Household]);
        if (working.Factors.FirstOrDefault(factor => factor.Members.Contains(writer.Household)) is not { } factor)
        {
            writer.SayFormula(step.Amount, yuan);
            return;
        }

        var (exact, before) = (ExplanationWriter.Exact(yuan), ExplanationWriter.Number(ExplanationWriter.Exact(plain)));
        writer.Figure("exact", exact);
        writer.SayFormula(step.Amount, before, new LocalizedText(" 元", " yuan"));
        writer.Figure("factor", factor.Value.ToString());
        var (group, times) = (writer.GroupTitle(factor.Group), factor.Show());
        var sum = $"{before} × {times} = {ExplanationWriter.Number(exact)}";
        writer.Say($"，{group.Zh}按 {times} 折算：{sum} 元", $"; {group.En} count by {times}: {sum} yuan");
    }

    /// <summary>How an exact amount came to the fen, or payout unit; nothing when it already was.</summary>
    public static void SayHalfUp(Fraction yuan, ExplanationWriter writer, long unitFen = 1)
    {
        if (!(yuan * 100 / unitFen).Denominator.IsOne)
        {
            var unit = PayoutUnit.Words(unitFen);
            writer.Say($"，四舍五入到{unit.Zh}", $", rounded half up to {unit.En}");
        }
    }

    /// <summary>How what is due, in fen, was cut to what the pool holds.</summary>
    public static void SayProrated(ProrateWorking prorate, StepResult result, ExplanationWriter writer)
    {
        var (asked, needed) = (prorate.AskedFen[writer.Household], (long)prorate.NeededFen);
        var (askedText, neededText, available) =
            (ExplanationWriter.Yuan(asked), ExplanationWriter.Yuan(needed), prorate.Available.ToDisplayString());
        var share = Fraction.FromMoney(prorate.Available) * asked / needed;
        var cut = (long)Rounding.Down(share * 100 / prorate.UnitFen) * prorate.UnitFen;
        writer.Figure("asked", new Money(asked).ToString());
        writer.Figure("needed", new Money(needed).ToString());
        writer.Figure("available", prorate.Available.ToString());
        writer.Figure("cut", new Money(cut).ToString());
        writer.Say($"，应发 {askedText} 元", $", {askedText} yuan due");
        var exact = ExplanationWriter.Exact(share);
        writer.Figure("share", exact);
        exact = ExplanationWriter.Number(exact);
        writer.Say(
            $"；各户应发合计 {neededText} 元，只有 {available} 元，按应发数的比例发：{available} × {askedText} ÷ {neededText} = {exact} 元",
            $"; {neededText} yuan are due to all and only {available} are there, shared in proportion: {available} "
                + $"× {askedText} ÷ {neededText} = {exact} yuan");
        AllocateExplanation.SayResidue(result.Figures.ResidueFen, share, () => Rank(prorate, writer.Household), writer, prorate.UnitFen);
    }

    private static int Rank(ProrateWorking prorate, int household)
    {
        var asked = prorate.AskedFen;
        var bound = asked.Max();
        var weights = Column.Of(asked, denominator: 1, bound);
        return new ResidueOrder(weights, new BitArray(asked.Length, defaultValue: true), prorate.Available.Fen,
            prorate.NeededFen, prorate.UnitFen).RankOf(household);
    }
}
