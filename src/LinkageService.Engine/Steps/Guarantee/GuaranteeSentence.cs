using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a guarantee does.</summary>
internal static class GuaranteeSentence
{
    public static void Describe(GuaranteeStep step, SentenceWriter writer)
    {
        var (floor, to) = (writer.Quoted(step.Floor), writer.Titles.OfGroup(step.To));
        var counted = step.Counting.Select(writer.Titles.OfStep).ToArray();
        var (zh, en) = (string.Join('、', counted.Select(title => $"“{title.Zh}”")),
            SchemeTitles.Joined(counted.Select(title => $"“{title.En}”").ToArray(), ", ", " and "));
        var (who, one) = step.To is null ? ("每户", "a household") : (to.Zh, "one of " + SchemeTitles.The(to.En));
        var (whenZh, whenEn) = ($"{who}从{zh}得到的不足{floor.Zh}时，", $"if {one} got less than {floor.En} from {en}, ");
        if (step.From.Accounts is [var only])
        {
            var source = writer.Source(only);
            writer.Say(whenZh + (step.From.HasPayer ? $"由{source.Zh}补足到这个数" : $"从{source.Zh}中补足到这个数"),
                whenEn + (step.From.HasPayer
                    ? $"{source.En} makes up the difference" : $"the difference is made up out of {source.En}"));
        }
        else
        {
            writer.Say(whenZh + "补足到这个数", whenEn + "the difference is made up");
            step.From.DescribeOrder(writer);
        }

        if (step.UnitFen > 1)
        {
            var unit = PayoutUnit.Words(step.UnitFen);
            writer.Say($"，所补的进到{unit.Zh}", $", rounded up to {unit.En}");
        }
        else
        {
            writer.SayRounding(step.Floor, "，不足一分的进为一分", ", rounded up to the fen");
        }

        PaySentence.SayShortfall(step.From, step.Prorates, writer);
    }
}
