using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Explains why a household gets nothing of a step that pays households: the first thing that stands in its way.</summary>
internal static class NothingExplanation
{
    /// <summary>Says what stands between a household and the money of a step.</summary>
    /// <param name="step">The step; its amount for the household is 0.</param>
    /// <param name="result">What it did; null where its <c>when</c> did not hold.</param>
    /// <param name="group">Whom it pays, by name, and whether the household is one of them; null for everyone.</param>
    /// <param name="writer">Where the sentences go.</param>
    public static void Explain(Step step, StepResult? result, (string Name, bool IsMember)? group, ExplanationWriter writer)
    {
        if (result is null)
        {
            var when = writer.WhenOf(step.Head.When!);
            writer.Say($"{when.Zh.TrimEnd('，')}才做，这次没有做", $"done only {when.En.TrimEnd(' ', ',')}; it was not done this time");
        }
        else if (group is (var name, false))
        {
            var title = writer.GroupTitle(name);
            writer.Say($"只发给{title.Zh}，本户不在其中", $"paid to {title.En} only, the household is none of them");
        }
        else
        {
            switch (step)
            {
                case AllocateStep allocate:
                    ExplainShare(allocate, result, writer);
                    break;
                case PayStep pay:
                    ExplainPayment(pay, result, writer);
                    break;
                case GuaranteeStep guarantee:
                    ExplainTopUp(guarantee, result, writer);
                    break;
                default:
                    SayTooSmall(step, writer);
                    break;
            }
        }
    }

    private static void ExplainShare(AllocateStep step, StepResult result, ExplanationWriter writer)
    {
        var (pool, working) = result.Working is AllocateWithinWorking within
            && within.Shares[within.Label.Codes[writer.Household]] is var shared
                ? (shared.PoolFen, shared.Working)
                : (result.PoolFen, result.Working as AllocateWorking);
        if (pool == 0)
        {
            writer.Say("没有可分的钱", "there is no money to share");
        }
        else if (working is null)
        {
            writer.Say("没有一户符合条件，钱留着没有分", "no household counts; the money is kept");
        }
        else if (!working.Over.Contains(writer.Household))
        {
            var title = writer.GroupTitle(step.Base!);
            writer.Say($"只在{title.Zh}中分，本户不在其中", $"shared among {title.En} only, the household is none of them");
        }
        else if (working.Weights[writer.Household].Sign == 0 && step.By is { } by)
        {
            writer.Say($"按{writer.TitlesOf(by)}分，本户是 0", $"shared by {by.Text}, which is 0 for the household");
        }
        else
        {
            SayTooSmall(step, writer);
        }
    }

    private static void ExplainPayment(PayStep step, StepResult result, ExplanationWriter writer)
    {
        var prorate = result.Working as ProrateWorking;
        if ((prorate?.Due ?? result.Working) is not PayWorking working || working.Yuan[writer.Household] is var yuan && yuan.Sign != 0)
        {
            SayTooSmall(step, writer);
            return;
        }

        writer.SayFormula(step.Amount, yuan);
    }

    private static void ExplainTopUp(GuaranteeStep step, StepResult result, ExplanationWriter writer)
    {
        if (((result.Working as ProrateWorking)?.Due ?? result.Working) is not GuaranteeWorking working)
        {
            SayTooSmall(step, writer);
            return;
        }

        var (floor, given) = (working.FloorYuan[writer.Household], ExplanationWriter.Yuan(working.GivenFen[writer.Household]));
        writer.Say("保底数为", "the floor is ");
        writer.SayFormula(step.Floor, floor);
        writer.Say($"；{writer.TitlesOf(step.Counting)}已得 {given} 元，不用补",
            $"; {string.Join(" + ", step.Counting)} gave {given} already, nothing is topped up");
    }

    private static void SayTooSmall(Step step, ExplanationWriter writer)
    {
        var unit = PayoutUnit.Words(step.PayoutUnitFen);
        writer.Say($"算出来舍到{unit.Zh}后是 0", $"what it comes to, cut to {unit.En}, is 0");
    }
}
