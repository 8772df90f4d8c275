using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a selection does.</summary>
internal static class SelectSentence
{
    public static void Describe(SelectStep step, SentenceWriter writer)
    {
        var (places, from) = (writer.Quoted(step.Places), writer.Titles.OfGroup(step.From));
        if (step.Places.Expression is Literal)
        {
            writer.Say($"从{from.Zh}中选出 {places.Zh} 户", $"choose {places.En} of {SchemeTitles.The(from.En)}");
        }
        else
        {
            writer.Say($"按{places.Zh}从{from.Zh}中选户", $"choose among {SchemeTitles.The(from.En)}, as many as {places.En}");
        }

        var tiers = step.Tiers.Select(writer.Titles.Of).ToArray();
        if (tiers.Length > 0)
        {
            writer.Say("：先选" + string.Join("，再选", tiers.Select(tier => tier.Zh)) + "，最后选其余的户",
                ": first " + string.Join(", then ", tiers.Select(tier => tier.En)) + ", then all others");
        }

        SayOrder(step, tiers.Length > 0, writer);
    }

    private static void SayOrder(SelectStep step, bool hasTiers, SentenceWriter writer)
    {
        var (zh, en) = (new List<string>(), new List<string>());
        foreach (var rank in step.Order)
        {
            var title = writer.Titles.Of(rank.Holding);
            zh.Add($"{title.Zh}{(rank.Descending ? "多" : "少")}的在前");
            en.Add($"{(rank.Descending ? "more" : "less")} {title.En} first");
        }

        zh.Add(zh.Count > 0 ? "仍相同的编号小的在前" : "编号小的在前");
        en.Add(en.Count > 0 ? "at last the lower member number" : "the lower member number first");
        writer.Say($"；{(hasTiers ? "同一档里" : "")}{string.Join("，", zh)}", $"; {(hasTiers ? "within a rank " : "")}{string.Join(", ", en)}");
    }
}
