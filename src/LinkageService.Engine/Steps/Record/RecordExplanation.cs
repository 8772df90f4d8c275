using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one noted amount.</summary>
internal static class RecordExplanation
{
    public static void Explain(RecordStep step, StepResult result, ExplanationWriter writer)
    {
        if (result.Working is SharedTotalWorking shared)
        {
            step.Shared!.Explain(result, shared, writer);
        }
        else
        {
            var yuan = ((PayWorking)result.Working!).Yuan[writer.Household];
            writer.SayFormula(step.Amount!, yuan);
            PayExplanation.SayHalfUp(yuan, writer);
        }

        writer.Say("，只作记录、不计入应发", ", noted outside the total");
    }
}
