using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one deduction.</summary>
internal static class WithholdExplanation
{
    public static void Explain(WithholdStep step, StepResult result, ExplanationWriter writer)
    {
        var yuan = ((PayWorking)result.Working!).Yuan[writer.Household];
        if (step.Of.Count > 0 && step.Amount.Type.Dimension.IsPlain)
        {
            var received = writer.Received(step.Of);
            var (onWhat, rate, exact) = (ExplanationWriter.Quantity(received, Dimension.Yuan),
                ExplanationWriter.Exact(yuan / received * 100).Replace(".00", "", StringComparison.Ordinal) + "%",
                ExplanationWriter.Exact(yuan));
            writer.Figure("received", received.ToString());
            writer.Figure("exact", exact);
            writer.Say($"{writer.TitlesOf(step.Of)}所得 {onWhat} 元，扣除比例 ",
                $"{string.Join(" + ", step.Of)} gave {onWhat} yuan, the rate is ");
            writer.SayFormula(step.Amount, rate, LocalizedText.Empty);
            var shown = ExplanationWriter.Number(exact);
            writer.Say($"；{onWhat} × {rate} = {shown} 元", $"; {onWhat} × {rate} = {shown} yuan");
        }
        else
        {
            writer.SayFormula(step.Amount, yuan);
        }

        PayExplanation.SayHalfUp(yuan, writer);
    }
}
