using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one deduction.</summary>
internal static class WithholdExplanation
{
    public static void Explain(WithholdStep step, StepResult result, ExplanationWriter writer)
    {
        var exact = ExplanationWriter.Exact(((PayWorking)result.Working!).Yuan[writer.Household]);
        writer.Figure("exact", exact);
        var (ofZh, ofEn) = step.Of.Count > 0 && step.Amount.Type.Dimension.IsPlain
            ? ($"以 {string.Join(" + ", step.Of)} 为基数，", $"on {string.Join(" + ", step.Of)}, ")
            : ("", "");
        writer.SayFormula(step.Amount, $"{ofZh}扣 {exact} 元，四舍五入到分", $"{ofEn}{exact} yuan are withheld, rounded half up to the fen");
    }
}
