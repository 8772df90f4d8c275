using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one top-up.</summary>
internal static class GuaranteeExplanation
{
    // = 55.01 元，不足一元的进为一元，是 56.00 元
    private static void SayUnit(long lackingFen, long unitFen, ExplanationWriter writer)
    {
        var (lacking, unit) = (ExplanationWriter.Yuan(lackingFen), PayoutUnit.Words(unitFen));
        writer.Say($" = {lacking} 元", $" = {lacking}");
        if (lackingFen % unitFen != 0)
        {
            writer.Say($"，进到{unit.Zh}", $", rounded up to {unit.En}");
        }
    }

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
        if (step.UnitFen > 1)
        {
            SayUnit(floor - given, step.UnitFen, writer);
        }

        if (prorate is not null)
        {
            PayExplanation.SayProrated(prorate, result, writer);
        }

        step.From.Explain(result, writer);
    }
}
