using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one noted amount.</summary>
internal static class RecordExplanation
{
    public static void Explain(RecordStep step, StepResult result, ExplanationWriter writer)
    {
        var exact = ExplanationWriter.Exact(((PayWorking)result.Working!).Yuan[writer.Household]);
        writer.Figure("exact", exact);
        writer.SayFormula(step.Amount, $"记 {exact} 元（只记录，不计入应发）", $"{exact} yuan are noted, outside the total");
    }
}
