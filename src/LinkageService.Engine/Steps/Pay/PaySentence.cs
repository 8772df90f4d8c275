using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a payment does.</summary>
internal static class PaySentence
{
    public static void Describe(PayStep step, SentenceWriter writer)
    {
        var (amount, to) = (writer.Quoted(step.Amount), writer.Titles.OfGroup(step.To));
        var zh = amount.Zh + (char.IsAscii(amount.Zh[^1]) ? " " : "");
        var en = step.Amount.Expression is Name ? "the amount of " + amount.En : amount.En;
        var whom = step.To is null ? "each household" : to.En + ", each,";
        if (step.From.Accounts is [var only])
        {
            var source = writer.Source(only);
            writer.Say(step.From.HasPayer ? $"由{source.Zh}按{zh}付给{to.Zh}" : $"从{source.Zh}中按{zh}付给{to.Zh}",
                step.From.HasPayer ? $"{source.En} pays {whom} {en}" : $"out of {source.En}, pay {whom} {en}");
        }
        else
        {
            writer.Say($"按{zh}付给{to.Zh}", $"pay {whom} {en}");
            step.From.DescribeOrder(writer);
        }

        GroupFactors.Describe(step.Factors, writer);
        if (step.UnitFen > 1)
        {
            var unit = PayoutUnit.Words(step.UnitFen);
            writer.Say($"，四舍五入到{unit.Zh}", $", rounded half up to {unit.En}");
        }
        else if (step.Factors.Count > 0)
        {
            writer.Say("，四舍五入到分", ", rounded to the nearest fen");
        }
        else
        {
            writer.SayRounding(step.Amount, "，四舍五入到分", ", rounded to the nearest fen");
        }

        SayShortfall(step.From, step.Prorates, writer);
    }

    /// <summary>What happens when a pool holds less than is asked of it; a payer never does.</summary>
    public static void SayShortfall(OrderedSources from, bool prorates, SentenceWriter writer)
    {
        if (!from.HasPayer)
        {
            writer.Say(prorates ? "；钱不够时按各户应得的比例发" : "；钱不够时停止计算，不自行打折",
                prorates ? "; if there is less, in proportion to what is due"
                    : "; if there is less, the calculation stops and nobody is cut");
        }
    }
}
