using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a guarantee does.</summary>
internal static class GuaranteeSentence
{
    public static void Describe(GuaranteeStep step, SentenceWriter writer)
    {
        var (floor, to, source) = (writer.Quoted(step.Floor), writer.Titles.OfGroup(step.To), writer.Source(step.From));
        var counted = step.Counting.Select(writer.Titles.OfStep).ToArray();
        var (zh, en) = (string.Join('、', counted.Select(title => $"“{title.Zh}”")),
            SchemeTitles.Joined(counted.Select(title => $"“{title.En}”").ToArray(), ", ", " and "));
        var isPayer = step.From.Kind == AccountKind.Payer;
        var (who, one) = step.To is null ? ("每户", "a household") : (to.Zh, "one of " + SchemeTitles.The(to.En));
        writer.Say($"{who}从{zh}得到的不足{floor.Zh}时，{(isPayer ? "由" : "从")}{source.Zh}{(isPayer ? "" : "中")}补足到这个数",
            $"if {one} got less than {floor.En} from {en}, "
            + (isPayer ? $"{source.En} makes up the difference" : $"the difference is made up out of {source.En}"));
        writer.SayRounding(step.Floor, "，不足一分的进为一分", ", rounded up to the fen");
        PaySentence.SayShortfall(step.From, step.Prorates, writer);
    }
}
