using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one payment by formula.</summary>
internal static class PayExplanation
{
    public static void Explain(PayStep step, StepResult result, ExplanationWriter writer)
    {
        if (result.Working is ProrateWorking prorate)
        {
            Prorated(step.Amount, prorate, writer);
            return;
        }

        var exact = ExplanationWriter.Exact(((PayWorking)result.Working!).Yuan[writer.Household]);
        writer.Figure("exact", exact);
        writer.SayFormula(step.Amount, $"算得 {exact} 元，四舍五入到分", $"comes to {exact} yuan, rounded half up to the fen");
    }

    /// <summary>A payment cut to what the pool holds.</summary>
    public static void Prorated(Formulas.Formula formula, ProrateWorking prorate, ExplanationWriter writer)
    {
        var asked = ExplanationWriter.Yuan(prorate.AskedFen[writer.Household]);
        var needed = ExplanationWriter.Yuan((long)prorate.NeededFen);
        writer.Figure("asked", asked);
        writer.Figure("needed", needed);
        writer.Figure("available", prorate.Available.ToString());
        writer.SayFormula(formula,
            $"应得 {asked} 元；各户合计应付 {needed} 元，池中只有 {prorate.Available.ToDisplayString()} 元，按应得比例分，零头最大的先补 1 分",
            $"{asked} yuan are due; all together {needed} are due and the pool holds "
                + $"{prorate.Available.ToDisplayString()}, shared in proportion, residue fen to the largest fractions");
    }
}
