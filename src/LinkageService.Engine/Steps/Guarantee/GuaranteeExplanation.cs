using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one top-up.</summary>
internal static class GuaranteeExplanation
{
    public static void Explain(GuaranteeStep step, StepResult result, ExplanationWriter writer)
    {
        var prorate = result.Working as ProrateWorking;
        var working = (GuaranteeWorking)(prorate?.Due ?? result.Working)!;
        var exact = working.FloorYuan[writer.Household];
        var floor = (long)Rounding.Up(exact * 100);
        var given = working.GivenFen[writer.Household];
        var (floorText, givenText) = (ExplanationWriter.Yuan(floor), ExplanationWriter.Yuan(given));
        writer.Figure("floor", new Money(floor).ToString());
        writer.Figure("received", new Money(given).ToString());
        writer.Say("保底数为", "the floor is ");
        writer.SayFormula(step.Floor, exact);
        if (!(exact * 100).Denominator.IsOne)
        {
            writer.Say($"，不足一分进为一分，是 {floorText} 元", $", rounded up to {floorText}");
        }

        writer.Say($"；{writer.TitlesOf(step.Counting)}已得 {givenText} 元，补差额 {floorText} − {givenText}",
            $"; {string.Join(" + ", step.Counting)} gave {givenText}, the difference {floorText} − {givenText} is "
                + "topped up");
        if (prorate is not null)
        {
            PayExplanation.SayProrated(prorate, result, writer);
        }

        step.From.Explain(result, writer);
    }
}
