using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains one deduction.</summary>
internal static class WithholdExplanation
{
    public static void Explain(WithholdStep step, StepResult result, ExplanationWriter writer)
    {
        if (result.Working is SharedTotalWorking shared)
        {
            step.Shared!.Explain(result, shared, writer);
            return;
        }

        var working = (WithholdWorking)result.Working!;
        var yuan = working.Yuan[writer.Household];
        if (step.IsRate)
        {
            var received = writer.Received(step.Of);
            var (onWhat, rate, exact) = (ExplanationWriter.Quantity(received, Dimension.Yuan),
                ExplanationWriter.Exact(yuan / received * 100).Replace(".00", "", StringComparison.Ordinal) + "%",
                ExplanationWriter.Exact(yuan));
            writer.Figure("received", received.ToString());
            writer.Figure("exact", exact);
            writer.Say($"{writer.TitlesOf(step.Of)}所得 {onWhat} 元，扣除比例 ",
                $"{string.Join(" + ", step.Of)} gave {onWhat} yuan, the rate is ");
            writer.SayFormula(step.Amount!, rate, LocalizedText.Empty);
            var shown = ExplanationWriter.Number(exact);
            writer.Say($"；{onWhat} × {rate} = {shown} 元", $"; {onWhat} × {rate} = {shown} yuan");
        }
        else
        {
            writer.SayFormula(step.Amount!, yuan);
        }

        PayExplanation.SayHalfUp(yuan, writer);
        if (working.LimitsFen is { } limits)
        {
            ExplainLimit(step, working, limits[writer.Household], writer);
        }
    }

    // ；最多扣“股金分红”所得 1,000.00 元的 50%，即 500.00 元，照此扣，还有 300.00 元没有扣
    private static void ExplainLimit(WithholdStep step, WithholdWorking working, long limit, ExplanationWriter writer)
    {
        var (received, uncut) = (writer.Received(step.Of), working.UncutFen[writer.Household]);
        var (rate, most) = (SplitShares.Show(working.Rate), ExplanationWriter.Yuan(limit));
        var of = ExplanationWriter.Quantity(received, Dimension.Yuan);
        var exact = received * working.Rate;
        var (cutZh, cutEn) = exact.Sign < 0 || (exact * 100).Denominator.IsOne ? ("", "")
            : ($" {ExplanationWriter.Number(ExplanationWriter.Exact(exact))} 元，去尾到分为",
                $"{ExplanationWriter.Number(ExplanationWriter.Exact(exact))} cut to ");
        writer.Figure("limit", new Money(limit).ToString());
        writer.Say($"；最多扣{writer.TitlesOf(step.Of)}所得 {of} 元的 {rate}，即{cutZh} {most} 元",
            $"; at most {rate} of the {of} yuan of {string.Join(" + ", step.Of)} are withheld, {cutEn}{most} yuan");
        if (uncut > limit)
        {
            var left = ExplanationWriter.Yuan(uncut - limit);
            writer.Say($"，照此扣，还有 {left} 元没有扣", $", so that {left} yuan are not withheld");
        }
    }
}
