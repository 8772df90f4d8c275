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

        var order = Order(step, writer.Titles);
        writer.Say(order.Zh, order.En);
    }

    /// <summary>In what order it is chosen: <c>：先选建档立卡户，最后选其余的户；同一档里入股土地少的在前，仍相同的编号小的在前</c>.</summary>
    public static LocalizedText Order(SelectStep step, SchemeTitles titles)
    {
        var tiers = step.Tiers.Select(titles.Of).ToArray();
        var (first, within) = tiers.Length == 0 ? (LocalizedText.Empty, LocalizedText.Empty)
            : (new LocalizedText("：先选" + string.Join("，再选", tiers.Select(tier => tier.Zh)) + "，最后选其余的户",
                ": first " + string.Join(", then ", tiers.Select(tier => tier.En)) + ", then all others"),
                new LocalizedText("同一档里", "within a rank "));
        var (zh, en) = (new List<string>(), new List<string>());
        foreach (var rank in step.Order)
        {
            var title = titles.Of(rank.Holding);
            zh.Add($"{title.Zh}{(rank.Descending ? "多" : "少")}的在前");
            en.Add($"{(rank.Descending ? "more" : "less")} {title.En} first");
        }

        zh.Add(zh.Count > 0 ? "仍相同的编号小的在前" : "编号小的在前");
        en.Add(en.Count > 0 ? "at last the lower member number" : "the lower member number first");
        return new LocalizedText($"{first.Zh}；{within.Zh}{string.Join("，", zh)}", $"{first.En}; {within.En}{string.Join(", ", en)}");
    }
}
