using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one top-up.</summary>
internal static class GuaranteeExplanation
{
    public static void Explain(GuaranteeStep step, StepResult result, ExplanationWriter writer)
    {
        if (result.Working is ProrateWorking prorate)
        {
            PayExplanation.Prorated(step.Floor, prorate, writer);
            return;
        }

        var working = (GuaranteeWorking)result.Working!;
        var exact = ExplanationWriter.Exact(working.FloorYuan[writer.Household]);
        var floor = (long)Rounding.Up(working.FloorYuan[writer.Household] * 100);
        var given = working.GivenFen[writer.Household];
        var counted = string.Join(" + ", step.Counting);
        writer.Figure("exact", exact);
        writer.Figure("floor", new Money(floor).ToString());
        writer.Figure("received", new Money(given).ToString());
        writer.SayFormula(step.Floor,
            $"保底 {exact} 元，进位到分为 {ExplanationWriter.Yuan(floor)} 元；已得（{counted}）{ExplanationWriter.Yuan(given)} 元，补差额",
            $"the floor is {exact} yuan, rounded up to {ExplanationWriter.Yuan(floor)}; "
                + $"{counted} gave {ExplanationWriter.Yuan(given)}, the difference is topped up");
    }
}
