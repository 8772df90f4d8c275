using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains what a take moved.</summary>
internal static class TakeExplanation
{
    private static readonly LocalizedText Taken = new("取", "taken");

    // “可分配收益”余额 × 提取比例 = 175,654.32 元 × 40% = 70,261.728 元，不足一分的舍去，是 70,261.72 元
    public static void Explain(TakeStep step, StepResult result, MoneyMoves moves, ExplanationWriter writer)
    {
        var exact = writer.ValueOf(step.Amount);
        writer.SayFormula(step.Amount, exact);
        var asked = (long)Rounding.Round(exact * 100, step.Bound);
        if (!(exact * 100).Denominator.IsOne)
        {
            var (zh, en) = step.Bound switch
            {
                RoundingPolicy.AtMost => ("不足一分的舍去", "cut down to"),
                RoundingPolicy.AtLeast => ("不足一分的进为一分", "rounded up to"),
                RoundingPolicy.HalfUp => ("四舍五入到分", "rounded half up to"),
                _ => throw new UnreachableException(),
            };
            writer.Say($"，{zh}，是 {ExplanationWriter.Yuan(asked)} 元", $", {en} {ExplanationWriter.Yuan(asked)}");
        }

        if (asked != result.PoolFen)
        {
            writer.Figure("asked", new Money(asked).ToString());
            writer.Figure("available", new Money(result.PoolFen).ToString());
            var available = ExplanationWriter.Yuan(result.PoolFen);
            writer.Say($"；只有 {available} 元，有多少取多少", $"; only {available} are there, and all of it is taken");
        }

        writer.Say("；", "; ");
        moves.SayDrawn(Taken);
        moves.SayFed(step.Into);
    }
}
