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
        if (step.Shared is { } shared)
        {
            var words = shared.Describe(step.To, writer);
            writer.Say($"把{words.Zh}，从应得的钱里扣下，{destination.Zh}；尾差按最大余数法处理",
                $"withhold {words.En}, {destination.En}; odd fen by the largest remainder");
        }
        else if (step.IsRate)
        {
            var of = step.Of.Select(writer.Titles.OfStep).ToArray();
            var rate = writer.Rate(step.Amount!.Expression);
            var space = rate.Zh.StartsWith(' ') ? "" : " ";
            writer.Say(
                $"从{who.Zh}的{string.Join('、', of.Select(title => $"“{title.Zh}”"))}里扣{space}{rate.Zh}，{destination.Zh}",
                $"withhold {rate.En} of what {who.En} got from "
                + $"{SchemeTitles.Joined(of.Select(title => $"“{title.En}”").ToArray(), ", ", " and ")}, {destination.En}");
        }
        else
        {
            var amount = writer.Quoted(step.Amount!);
            writer.Say($"从{who.Zh}应得的钱里扣下{amount.Zh}，{destination.Zh}",
                $"withhold {amount.En} from {who.En}, {destination.En}");
        }

        if (step.Amount is { } each)
        {
            writer.SayRounding(each, "，四舍五入到分", ", rounded to the nearest fen");
        }

        SayLimit(step, writer);
        if (step.AllowsNegativeTotal)
        {
            writer.Say("；应得不够扣的，欠着记作负数", "; who is due less owes the rest, as a negative amount");
        }
    }

    private static void SayLimit(WithholdStep step, SentenceWriter writer)
    {
        if (step.Limit is null)
        {
            return;
        }

        var (rate, of) = (writer.Rate(step.Limit.Expression), step.Of.Select(writer.Titles.OfStep).ToArray());
        writer.Say($"，最多扣{string.Join('、', of.Select(title => $"“{title.Zh}”"))}所得的{(rate.Zh.StartsWith(' ') ? "" : " ")}{rate.Zh}",
            $", at most {rate.En} of what came of {SchemeTitles.Joined(of.Select(title => $"“{title.En}”").ToArray(), ", ", " and ")}");
    }
}
