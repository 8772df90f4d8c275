using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a record does.</summary>
internal static class RecordSentence
{
    public static void Describe(RecordStep step, SentenceWriter writer)
    {
        if (step.Shared is { } shared)
        {
            var words = shared.Describe(step.To, writer);
            writer.Say($"另记{words.Zh}的数；尾差按最大余数法处理", $"note {words.En}; odd fen by the largest remainder");
        }
        else
        {
            var (amount, to) = (writer.Quoted(step.Amount!), writer.Titles.OfGroup(step.To));
            writer.Say($"另记{to.Zh}每户的{amount.Zh}", $"note {amount.En} for {(step.To is null ? "each household" : to.En + ", each")}");
            writer.SayRounding(step.Amount!, "，四舍五入到分", ", rounded to the nearest fen");
        }

        writer.Say("；只作记录，不付钱，不计入应发", "; it is only noted: nothing is paid and no total counts it");
    }
}
