using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a deduction does.</summary>
internal static class WithholdSentence
{
    public static void Describe(WithholdStep step, SentenceWriter writer)
    {
        var (to, destination) = (writer.Titles.OfGroup(step.To), writer.Destination(step.Into));
        var who = step.To is null ? new LocalizedText("每户", "each household") : to;
        if (step.Of.Count > 0 && step.Amount.Type.Dimension.IsPlain)
        {
            var of = step.Of.Select(writer.Titles.OfStep).ToArray();
            var rate = writer.Rate(step.Amount.Expression);
            var space = rate.Zh.StartsWith(' ') ? "" : " ";
            writer.Say(
                $"从{who.Zh}的{string.Join('、', of.Select(title => $"“{title.Zh}”"))}里扣{space}{rate.Zh}，{destination.Zh}",
                $"withhold {rate.En} of what {who.En} got from "
                + $"{SchemeTitles.Joined(of.Select(title => $"“{title.En}”").ToArray(), ", ", " and ")}, {destination.En}");
        }
        else
        {
            var amount = writer.Quoted(step.Amount);
            writer.Say($"从{who.Zh}应得的钱里扣下{amount.Zh}，{destination.Zh}",
                $"withhold {amount.En} from {who.En}, {destination.En}");
        }

        writer.SayRounding(step.Amount, "，四舍五入到分", ", rounded to the nearest fen");
        if (step.AllowsNegativeTotal)
        {
            writer.Say("；应得不够扣的，欠着记作负数", "; who is due less owes the rest, as a negative amount");
        }
    }
}
